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

const keycloakWith = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).reduce(
    (edit, [name, value]) => reduceProfile(edit, { type: 'gap-filled', name, value }),
    reduceProfile(emptyEdit, { type: 'provider-chosen', id: 'keycloak' }),
  )

describe('a gap', () => {
  test.each([
    ['https://sso.example.com/', 'acme', 'https://sso.example.com/realms/acme'],
    ['https://https://sso.example.com:8443/auth?x#y', 'acme', 'https://sso.example.com:8443/realms/acme'],
    ['sso.example.com', 'my realm/ü', 'https://sso.example.com/realms/my%20realm%2F%C3%BC'],
    ['sso.example.com', 'my%20realm/', 'https://sso.example.com/realms/my%20realm'],
    ['{{host}}', 'x {{realm}}', 'https://{{host}}/realms/x%20{{realm}}'],
  ])('filled with %s and %s makes an address', (domain, realm, issuer) => {
    const edit = keycloakWith({ domain, realm })
    expect(edit.oauth.issuer).toBe(issuer)
    expect(findProblems(edit, [])['way.issuer']).toBeUndefined()
  })

  test('that takes no address is told when one is pasted into it', () => {
    const edit = keycloakWith({ domain: 'sso.example.com', realm: 'https://sso.example.com/realms/acme' })
    expect(findProblems(edit, [])['way.issuer']).toBe('There is an address within this address')
  })

  test('that is empty is told by the label of its field', () => {
    expect(findProblems(keycloakWith({}), [])['way.issuer']).toBe('Fill in Host and Realm')
    expect(findProblems(keycloakWith({ domain: 'https://' }), [])['way.issuer']).toBe('Fill in Host and Realm')
  })

  test('outside an address takes the text as it is', () => {
    const auth0 = reduceProfile(emptyEdit, { type: 'provider-chosen', id: 'auth0' })
    const found = findProblems(auth0, [])['way.extraParameters']
    expect(found).toBe('Fill in API identifier (audience), or remove the parameter')
    const edit = reduceProfile(auth0, { type: 'gap-filled', name: 'audience', value: 'https://api.example.com/v 1' })
    expect(edit.oauth.extraParameters[0]?.value).toBe('https://api.example.com/v 1')
  })
})
