import { randomBytes, randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { looseTokenId } from '../../../../electron/contract/ids.ts'
import { hostileRecipe, looseToken, tokenDraft } from '../../../../electron/contract/inspection.ts'
import type { TokenSubject } from '../../../../electron/contract/jwt.ts'
import type { FoundToken } from '../../../../electron/domain/inspection/found-token.ts'
import { createJtiIndex } from '../../../../electron/domain/inspection/jti-index.ts'
import { createLooseTokens } from '../../../../electron/domain/inspection/loose-tokens.ts'
import { inspectToken } from '../../../../electron/domain/jwt/inspect-token.ts'
import { noProfile } from '../../../../electron/domain/jwt/token-to-inspect.ts'
import { createForge } from '../../../../electron/domain/synthetic/forge.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { aSyntheticBase, type SyntheticBase } from '../../../support/synthetic-bases.ts'
import { aJwt, noon } from '../../../support/token-to-inspect.ts'
import { aProfileId } from '../../../support/token-builder.ts'

const alice = aProfileId()
const subject: TokenSubject = { of: 'profile', profileId: alice, which: 'access' }
const past: TokenSubject = { of: 'past', profileId: alice, entry: 'first' }

const foundAs = (content: FoundToken['content']): FoundToken => ({
  ...{ content, which: 'access', tokens: null, issuedBy: { issuer: 'https://id.example.test', clientId: 'desktop' } },
  ...{ profileId: alice, sentTo: null, synthetic: false, seenAt: noon },
})

/** The forge over what it works with; only the place where tokens are looked up is the test's own. */
function aForge(base: SyntheticBase, token: SecretText = base.token, which: FoundToken['which'] = 'access') {
  const loose = createLooseTokens({
    ...{ now: () => noon, newId: () => looseTokenId.parse(randomUUID()), jtis: createJtiIndex() },
  })
  const asked: FoundToken[] = []
  const [header = '', claims = ''] = base.token
    .reveal()
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString('utf8'))
  const remembered = {
    format: 'jwt',
    kindName: 'JWT',
    reference: 'eyJ…',
    length: 400,
    fingerprint: 'f',
    header,
    claims,
  } as const
  const forge = createForge({
    findSubject: async (of) => {
      if (of.of === 'loose') return loose.find(of.id)
      if (of.of === 'past') return foundAs({ is: 'remembered', ...remembered })
      return of.of === 'profile' && of.which === which ? { ...foundAs({ is: 'held', token }), which } : null
    },
    loose,
    publicKeysOf: async (found) => {
      asked.push(found)
      return base.publicKeys
    },
    inspectFound: (found) => inspectToken({ found, profile: noProfile, now: noon, jtiSeen: null }),
    randomBytes,
    now: () => noon,
  })
  return { forge, loose, asked }
}

describe('a token that is made for a test', () => {
  let base: SyntheticBase
  beforeAll(async () => {
    base = await aSyntheticBase('RS256')
  })

  test('is offered as recipes, each with what it finds, and why not', async () => {
    const recipes = await aForge(base).forge.recipes(subject)
    expect(recipes.length).toBeGreaterThan(30)
    for (const each of recipes) expect(hostileRecipe.parse(each)).toEqual(each)
    expect(recipes.filter(({ whyNot }) => whyNot !== null).map(({ id }) => id)).toEqual(['psychic-signature'])
  })

  test('begins as the token is, laid out for reading, and as any recipe that can be made of it', async () => {
    const { forge } = aForge(base)
    const draft = tokenDraft.parse(await forge.draft(subject, null))
    expect(draft.claims).toContain('\n  "sub": "alice",\n')
    expect(draft.signing).toEqual({ how: 'as-it-was' })
    for (const { id, whyNot } of await forge.recipes(subject)) {
      const made = forge.draft(subject, id)
      if (whyNot === null) expect(tokenDraft.parse(await made)).toBeDefined()
      else await expect(made).rejects.toMatchObject({ code: 'inspection.recipe_unusable', details: { reason: whyNot } })
    }
    await expect(forge.draft(subject, 'no such')).rejects.toMatchObject({ code: 'inspection.recipe_unusable' })
  })

  test('is held among the loose ones as synthetic, and says what was done to it', async () => {
    const { forge, loose } = aForge(base)
    const { token, shown } = await forge.forge(subject, await forge.draft(subject, 'alg-none-mixed'))
    expect(looseToken.parse(token)).toMatchObject({ synthetic: true, place: 'made here: alg nOnE, signature cut off' })
    expect(shown).toMatchObject({ synthetic: true, which: 'access', format: 'jwt' })
    expect(loose.list()).toEqual([token])
    const found = loose.find(token.id)
    expect(found).toMatchObject({ synthetic: true, profileId: alice, tokens: null })
    expect(found.content.is === 'held' && found.content.token.reveal()).toMatch(/^[\w-]+\.[\w-]+\.$/)
  })

  test('never crosses: neither it, nor the one that it was made from', async () => {
    // The keys of other algorithms are made faster, and every recipe is made here.
    const elliptic = await aSyntheticBase('ES256')
    const { forge, loose } = aForge(elliptic)
    const signature = elliptic.token.reveal().split('.')[2] ?? ''
    for (const { id, whyNot } of await forge.recipes(subject)) {
      if (whyNot !== null) continue
      const draft = await forge.draft(subject, id)
      const made = await forge.forge(subject, draft)
      const told = JSON.stringify([draft, made])
      const { content } = loose.find(made.token.id)
      const whole = content.is === 'held' ? content.token.reveal() : ''
      expect(whole).toMatch(/^eyJ|^ew/)
      expect(told).not.toContain(whole.slice(0, whole.lastIndexOf('.')))
      expect(told).not.toContain(signature)
    }
  })

  test.each([
    [{ signing: { how: 'bit-flipped' } }, 'one bit of the signature changed'],
    [{ claims: '{"sub":"bob"}' }, 'sub changed, without iss, aud, scope, roles, iat and exp, signature as it was'],
    [{ claims: '[]' }, 'another payload, signature as it was'],
    [
      { header: '{"alg":"HS256","kid":"x"}', signing: { how: 'key', alg: 'HS256', key: '' } },
      'alg HS256, kid changed, without typ, signed with an empty secret',
    ],
    [{ signing: { how: 'key', alg: 'HS256', key: 'mine' } }, 'signed with a key of yours (HS256)'],
    [{ signing: { how: 'written', signature: 'AAAA' } }, 'signature of zeros'],
    [{ signing: { how: 'written', signature: 'AbAA' } }, 'another signature'],
    [{ signing: { how: 'foreign-key', alg: 'ES256', embed: true } }, 'signed with a key that it brings along'],
    [{ signing: { how: 'foreign-key', alg: 'ES256', embed: false } }, 'signed with a key that nobody knows'],
    [{ signing: { how: 'key-confusion', alg: 'HS256' } }, 'HS256 with the public key'],
  ] as const)('says what was done: %j', async (change, words) => {
    const { forge } = aForge(base)
    const { token } = await forge.forge(subject, { ...(await forge.draft(subject, null)), ...change })
    expect(token.place).toBe(`made here: ${words}`)
  })

  test.each([
    ['expired', 'Expired an hour ago: exp changed, signature as it was'],
    ['alg-none', 'alg none, signature cut off'],
    ['guessable-secret', 'HMAC with the secret “secret”: alg HS256, signed with the key of the attack (HS256)'],
  ])('is called by the attack that it is: %s', async (recipe, words) => {
    const { forge } = aForge(base)
    const { token } = await forge.forge(subject, { ...(await forge.draft(subject, recipe)), recipe })
    expect(token.place).toBe(`made here: ${words}`)
  })

  test('is never the genuine one: where nothing was changed, that is said, and nothing is held', async () => {
    const { forge, loose } = aForge(base)
    const draft = await forge.draft(subject, null)
    const itself = base.token.reveal().split('.')[2] ?? ''
    for (const signing of [draft.signing, { how: 'written', signature: itself }] as const) {
      await expect(forge.forge(subject, { ...draft, signing })).rejects.toMatchObject({
        code: 'inspection.recipe_unusable',
        details: { reason: expect.stringContaining('Nothing was changed: this is the token itself') },
      })
    }
    expect(loose.list()).toEqual([])
    await expect(forge.forge(subject, { ...draft, signing: { how: 'bit-flipped' } })).resolves.toBeDefined()
  })

  test('can be made from one that was made', async () => {
    const { forge } = aForge(base)
    const first = await forge.forge(subject, await forge.draft(subject, 'other-subject'))
    const again: TokenSubject = { of: 'loose', id: first.token.id }
    const second = await forge.forge(again, await forge.draft(again, 'expired'))
    expect(second.token.place).toBe('made here: exp changed, signature as it was')
  })

  test('asks for the issuer’s keys only where a recipe may need them', async () => {
    const { forge, asked } = aForge(base)
    const draft = await forge.draft(subject, null)
    await forge.forge(subject, { ...draft, signing: { how: 'cut-off' } })
    expect(asked).toEqual([])
    await forge.forge(subject, { ...draft, signing: { how: 'key-confusion', alg: 'HS256' } })
    expect(asked).toHaveLength(1)
  })
})

describe('what only was remembered', () => {
  test('can be made again with another end, but not with its own', async () => {
    const { forge } = aForge(await aSyntheticBase('ES256'))
    const reasons = (await forge.recipes(past)).filter(({ whyNot }) => whyNot !== null).map(({ id }) => id)
    expect(reasons).toContain('expired')
    expect(reasons).not.toContain('embedded-jwk')
    const draft = await forge.draft(past, null)
    expect(draft.signing).toEqual({ how: 'cut-off' })
    await expect(forge.forge(past, { ...draft, signing: { how: 'as-it-was' } })).rejects.toMatchObject({
      code: 'inspection.only_remembered',
    })
    const { token } = await forge.forge(past, await forge.draft(past, 'key-confusion'))
    expect(token.place).toBe('made here: alg HS256, HS256 with the public key')
  })
})

describe('what can’t be made from', () => {
  test('is a token that says nothing', async () => {
    const { forge } = aForge(await aSyntheticBase('ES256'), new SecretText('opaque-canary-token'))
    const reasons = new Set((await forge.recipes(subject)).map(({ whyNot }) => whyNot))
    expect([...reasons]).toEqual([expect.stringContaining('opaque')])
    await expect(forge.draft(subject, null)).rejects.toMatchObject({ code: 'inspection.recipe_unusable' })
    await expect(
      forge.forge(subject, { header: '{}', claims: '{}', signing: { how: 'as-it-was' } }),
    ).rejects.toMatchObject({ code: 'inspection.recipe_unusable' })
  })

  test('is a token that is longer than any header; one that would only be long when laid out stays as it is', async () => {
    const base = await aSyntheticBase('ES256')
    const long = aForge(base, new SecretText(aJwt({ alg: 'ES256' }, { x: 'x'.repeat(200_000) })))
    await expect(long.forge.draft(subject, null)).rejects.toMatchObject({
      code: 'inspection.recipe_unusable',
      details: { reason: expect.stringContaining('too long') },
    })
    const claims = { x: Array.from({ length: 50_000 }, () => 1) }
    const wide = aForge(base, new SecretText(aJwt({ alg: 'ES256' }, claims)))
    expect(tokenDraft.parse(await wide.forge.draft(subject, null)).claims).toBe(JSON.stringify(claims))
  })

  test('is a token that holds another one: the inner one would cross to the window', async () => {
    const base = await aSyntheticBase('ES256')
    const inner = aJwt({ alg: 'HS256' }, { sub: 'alice' })
    const [head = '', , end = ''] = base.token.reveal().split('.')
    const nested = new SecretText(`${head}.${Buffer.from(inner).toString('base64url')}.${end}`)
    const { forge } = aForge(base, nested)
    const [first] = await forge.recipes(subject)
    expect(first?.whyNot).toContain('look inside')
    await expect(forge.draft(subject, null)).rejects.toMatchObject({ code: 'inspection.recipe_unusable' })
  })

  test('with its own signature is a refresh token of a profile: it would be sent to others than its server', async () => {
    const base = await aSyntheticBase('ES256')
    const refresh: TokenSubject = { ...subject, which: 'refresh' }
    const { forge, loose } = aForge(base, base.token, 'refresh')
    const draft = await forge.draft(refresh, null)
    for (const how of ['as-it-was', 'bit-flipped'] as const) {
      await expect(forge.forge(refresh, { ...draft, signing: { how } })).rejects.toMatchObject({
        code: 'inspection.recipe_unusable',
      })
    }
    expect(loose.list()).toEqual([])
    await expect(forge.forge(refresh, { ...draft, signing: { how: 'cut-off' } })).resolves.toMatchObject({
      token: { synthetic: true },
    })
  })

  test('is a token that nobody holds', async () => {
    const { forge } = aForge(await aSyntheticBase('ES256'))
    await expect(forge.recipes({ ...subject, which: 'id' })).rejects.toMatchObject({ code: 'inspection.gone' })
  })
})
