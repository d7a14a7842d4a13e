// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { looseTokenId } from '../../../../../electron/contract/ids.ts'
import { createJtiIndex } from '../../../../../electron/domain/inspection/jti-index.ts'
import { createLooseTokens } from '../../../../../electron/domain/inspection/loose-tokens.ts'
import { inspectToken } from '../../../../../electron/domain/jwt/inspect-token.ts'
import { noProfile } from '../../../../../electron/domain/jwt/token-to-inspect.ts'
import { createForge } from '../../../../../electron/domain/synthetic/forge.ts'
import { hostileRecipes } from '../../../../../electron/domain/synthetic/recipes/hostile-recipes.ts'
import {
  isEmptyByAccident,
  signingEditOf,
  signingOf,
} from '../../../../../renderer/features/tokens/desk/signing-edit.ts'
import { aSyntheticBase } from '../../../../support/synthetic-bases.ts'
import { noon } from '../../../../support/token-to-inspect.ts'
import { form, how, key, make, showEdit, subject } from './shown-edit.tsx'

afterEach(cleanup)

const base = await aSyntheticBase('RS256')

/** Main's own forge, asked by the form. */
function realForge() {
  const loose = createLooseTokens({
    ...{ now: () => noon, newId: () => looseTokenId.parse(randomUUID()), jtis: createJtiIndex() },
  })
  const forge = createForge({
    findSubject: async () => ({
      ...{ content: { is: 'held', token: base.token }, which: 'access', tokens: null, issuedBy: null },
      ...{ profileId: null, sentTo: null, synthetic: false, seenAt: noon },
    }),
    ...{ loose, randomBytes, now: () => noon, publicKeysOf: async () => base.publicKeys },
    inspectFound: (found) => inspectToken({ found, profile: noProfile, now: noon, jtiSeen: null }),
  })
  const madeToken = (): string => {
    const [made] = loose.list()
    const content = made === undefined ? null : loose.find(made.id).content
    return content?.is === 'held' ? content.token.reveal() : ''
  }
  const answers = {
    'inspection.recipes': () => forge.recipes(subject),
    'inspection.draft': ({ recipe }: { recipe: string | null }) => forge.draft(subject, recipe),
    'inspection.forge': ({ draft }: { draft: Parameters<typeof forge.forge>[1] }) => forge.forge(subject, draft),
  }
  return { forge, madeToken, answers }
}

async function choose(user: ReturnType<typeof showEdit>['user'], title: string): Promise<void> {
  await form()
  await user.click(screen.getByText('Start from a known attack'))
  const list = within(await screen.findByRole('list', { name: 'Known attacks' }))
  const button = list.getAllByRole('button').find((each) => each.firstElementChild?.textContent === title)
  if (button === undefined) throw new Error(`no attack ${title}`)
  await user.click(button)
  await screen.findByText(`${title}.`)
}

/** The HMAC that `secret` makes under a token. */
const hmacUnder = (token: string, alg: string, secret: string): string =>
  createHmac(`sha${alg.slice(-3)}`, secret)
    .update(token.slice(0, token.lastIndexOf('.')))
    .digest('base64url')

const { forge: real } = realForge()
const drafts = await Promise.all(
  hostileRecipes.map(async ({ id, title }) => ({ id, title, draft: await real.draft(subject, id).catch(() => null) })),
)
const withKey = drafts.flatMap(({ id, title, draft }) =>
  draft?.signing.how === 'key' ? [{ id, title, signing: draft.signing }] : [],
)

describe('an attack that brings its key', () => {
  test('is one of those that are tried here', () => {
    expect(withKey.map(({ id }) => id)).toEqual([
      ...['key-confusion-trimmed', 'key-confusion-pkcs1', 'key-confusion-jwk'],
      ...['kid-path', 'kid-sql', 'blank-secret', 'guessable-secret'],
    ])
  })

  test.each(withKey)(
    '$title: the form shows the key, and the token is signed with it',
    async ({ id, title, signing }) => {
      const { madeToken, answers } = realForge()
      const { user, asked } = showEdit(answers)
      await choose(user, title)
      expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'The attack’s key' }).value).toBe(signing.key)
      await user.click(await make())
      await screen
        .findByRole('heading', { name: /^Made: / })
        .then(({ textContent }) => expect(textContent).toContain(`Made: ${title} · alice`))
      expect(asked('inspection.forge')).toMatchObject([{ draft: { signing } }])
      expect(asked('inspection.forge')).toMatchObject([{ draft: { recipe: id } }])
      const token = madeToken()
      expect(token.split('.')[2]).toBe(hmacUnder(token, signing.alg, signing.key))
      // Made once more, it is the same again.
      await user.click(await make())
      await waitFor(() => expect(asked('inspection.forge')).toHaveLength(2))
      expect(asked('inspection.forge')[1]).toMatchObject({ draft: { signing } })
    },
  )

  test('takes the place of what was typed, and of the attack before', async () => {
    const { answers } = realForge()
    const { user, asked } = showEdit(answers)
    await choose(user, 'HMAC with an empty secret')
    await user.type(screen.getByRole('textbox', { name: 'The attack’s key' }), 'typed')
    await choose(user, 'HMAC with the secret “secret”')
    await user.click(await make())
    await waitFor(() => expect(asked('inspection.forge')).toMatchObject([{ draft: { signing: { key: 'secret' } } }]))
  })
})

describe('every attack', () => {
  test.each(drafts.filter((each) => each.draft !== null))(
    '$title: the form sends the signing that main drafted',
    ({ draft }) => {
      if (draft === null) return
      const edit = signingEditOf(draft.signing)
      expect(signingOf(edit, edit.known ?? '')).toEqual(draft.signing)
      expect(isEmptyByAccident(edit, edit.known ?? '')).toBe(false)
    },
  )
})

describe('an empty secret', () => {
  const emptySecret = /An empty secret: choose the attack for it, or type one/

  test('by accident is told at the field, and nothing is made', async () => {
    const { user, asked } = showEdit()
    await user.selectOptions(await how(), 'Sign with a key of mine')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Algorithm' }), 'HS256')
    await user.click(await make())
    await screen.findByText(emptySecret)
    expect(asked('inspection.forge')).toEqual([])
    await user.type(key(), 'a secret')
    await user.click(await make())
    await screen.findByRole('heading', { name: /^Made: / })
    expect(screen.queryByText(emptySecret)).toBeNull()
  })

  test('where an attack’s word was wiped is one by accident too', async () => {
    const { answers } = realForge()
    const { user, asked } = showEdit(answers)
    await choose(user, 'HMAC with the secret “secret”')
    await user.clear(screen.getByRole('textbox', { name: 'The attack’s key' }))
    await user.click(await make())
    await screen.findByText(emptySecret)
    expect(asked('inspection.forge')).toEqual([])
  })
})

test('an attack that was chosen is told as what it would find, and not as a finding', async () => {
  const { answers } = realForge()
  const { user } = showEdit(answers)
  await choose(user, 'alg none')
  await screen.findByText(/If the API accepts it: the API takes a token without a signature/)
})
