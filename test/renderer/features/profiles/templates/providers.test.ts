import { describe, expect, test } from 'vitest'
import { profileDraft } from '../../../../../electron/contract/profiles.ts'
import { draftOf } from '../../../../../renderer/features/profiles/edit/draft-of.ts'
import { findProblems } from '../../../../../renderer/features/profiles/edit/find-problems.ts'
import { emptyEdit } from '../../../../../renderer/features/profiles/edit/profile-edit.ts'
import { reduceProfile } from '../../../../../renderer/features/profiles/edit/reduce-profile.ts'
import { openGaps } from '../../../../../renderer/features/profiles/templates/fill-template.ts'
import { providers } from '../../../../../renderer/features/profiles/templates/providers.ts'

const cases = providers.map((provider) => [provider.name, provider] as const)

test('there is one for each of the well-known providers, and each once', () => {
  const ids = providers.map(({ id }) => id)
  expect(ids).toEqual(['generic', 'keycloak', 'auth0', 'entra-id', 'okta', 'cognito', 'google', 'github'])
  expect(new Set(ids).size).toBe(ids.length)
})

describe.each(cases)('the template of %s', (_name, provider) => {
  test('says where and when it was read, and what people stumble over', () => {
    expect(new URL(provider.source).protocol).toBe('https:')
    expect(provider.checkedOn).toMatch(/^20\d\d-[01]\d-[0-3]\d$/)
    expect(provider.hints.length).toBeGreaterThan(0)
    expect(provider.scopes.length).toBeGreaterThan(0)
  })

  test('has a gap for every placeholder, and a placeholder for every gap', () => {
    const texts = [
      provider.issuer,
      ...Object.values(provider.endpoints ?? {}),
      ...provider.extraParameters.map(({ value }) => value),
    ]
    const used = new Set(texts.flatMap(openGaps))
    expect([...used].toSorted()).toEqual(provider.gaps.map(({ name }) => name).toSorted())
    expect(provider.gaps.every(({ label, example }) => label !== '' && example !== '')).toBe(true)
  })

  test('filled and with a client, makes a draft that the contract takes, for a person and for a service', () => {
    let edit = reduceProfile({ ...emptyEdit, name: 'x' }, { type: 'provider-chosen', id: provider.id })
    if (provider.gaps.length > 0) expect(findProblems(edit, [])['way.issuer']).toMatch(/^Fill in /)
    for (const { name, example } of provider.gaps) {
      edit = reduceProfile(edit, { type: 'gap-filled', name, value: example })
    }
    edit = reduceProfile(edit, { type: 'part-changed', part: 'oauth', change: { clientId: 'client' } })
    const secret = { change: 'replace', value: 's3cret' } as const
    edit = reduceProfile(edit, { type: 'secret-changed', name: 'clientSecret', change: secret })
    expect(findProblems(edit, [])).toEqual({})
    expect(profileDraft.parse(draftOf(edit)).way).toMatchObject({ kind: 'oauth', clientId: 'client' })
    const service = reduceProfile(edit, { type: 'choice-made', choice: 'client_credentials' })
    expect(findProblems(service, [])).toEqual({})
    expect(JSON.stringify(profileDraft.parse(draftOf(service)))).not.toMatch(/(?<!\{)\{\w+\}(?!\})/)
  })
})
