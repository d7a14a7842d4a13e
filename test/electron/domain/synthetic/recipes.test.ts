import { createLocalJWKSet, errors, jwtVerify } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { hostileRecipes, recipeBase } from '../../../../electron/domain/synthetic/recipes/hostile-recipes.ts'
import type { Made, Recipe } from '../../../../electron/domain/synthetic/recipes/recipe.ts'
import { readBase } from '../../../../electron/domain/synthetic/token-base.ts'
import { recordConnections } from '../../../support/connection-recorder.ts'
import { receive, type Flaw } from '../../../support/flawed-verifier.ts'
import {
  aSyntheticBase,
  baseAlgorithms,
  type BaseAlgorithm,
  type SyntheticBase,
} from '../../../support/synthetic-bases.ts'
import { noon } from '../../../support/token-to-inspect.ts'

/** What finds each recipe's flaw; `signed`: only with the issuer's key, since the verifier does check signatures. */
const finders: Readonly<Record<string, { readonly flaw: Flaw; readonly signed?: true; readonly as?: string }>> = {
  'alg-none': { flaw: 'alg-none' },
  'alg-none-capital': { flaw: 'alg-none-spelled' },
  'alg-none-upper': { flaw: 'alg-none-spelled' },
  'alg-none-mixed': { flaw: 'alg-none-spelled' },
  'alg-missing': { flaw: 'no-alg-means-none' },
  'signature-cut': { flaw: 'signature-may-be-missing' },
  'signature-flipped': { flaw: 'signature-need-only-be-there' },
  'signature-of-another': { flaw: 'signature-need-only-be-there' },
  'psychic-signature': { flaw: 'zeros-are-a-signature' },
  'foreign-key': { flaw: 'signature-need-only-be-there' },
  'key-confusion': { flaw: 'public-key-is-a-secret' },
  'key-confusion-trimmed': { flaw: 'public-key-is-a-secret' },
  'key-confusion-pkcs1': { flaw: 'public-key-is-a-secret' },
  'key-confusion-jwk': { flaw: 'public-key-is-a-secret' },
  'embedded-jwk': { flaw: 'trusts-embedded-jwk' },
  'unknown-kid': { flaw: 'no-key-no-check' },
  'kid-path': { flaw: 'kid-is-a-file' },
  'kid-sql': { flaw: 'kid-is-sql' },
  'blank-secret': { flaw: 'secret-is-empty' },
  'guessable-secret': { flaw: 'secret-is-secret' },
  expired: { flaw: 'exp', signed: true },
  'not-yet-valid': { flaw: 'nbf', signed: true },
  'no-expiry': { flaw: 'exp-may-be-missing', signed: true },
  'other-subject': { flaw: 'signature-need-only-be-there', as: 'claimcheck-somebody-else' },
  'role-raised': { flaw: 'signature-need-only-be-there' },
  'scope-widened': { flaw: 'signature-need-only-be-there' },
  'other-issuer': { flaw: 'iss', signed: true },
  'other-audience': { flaw: 'aud', signed: true },
  'no-audience': { flaw: 'aud-may-be-missing', signed: true },
  'repeated-claim': { flaw: 'first-of-two-claims', signed: true, as: 'claimcheck-somebody-else' },
  'typ-changed': { flaw: 'typ', signed: true },
  'unknown-crit': { flaw: 'crit', signed: true },
  'b64-false': { flaw: 'crit', signed: true },
  'repeated-alg': { flaw: 'first-alg-is-checked' },
}

/** Found by what the verifier does, and not by what it answers. */
const fetchers: Readonly<Record<string, Flaw>> = { 'foreign-jku': 'fetches-jku', 'foreign-x5u': 'fetches-x5u' }

const impossible: Readonly<Record<BaseAlgorithm, readonly string[]>> = {
  RS256: ['psychic-signature'],
  ES256: ['key-confusion-pkcs1'],
  EdDSA: ['psychic-signature', 'key-confusion-pkcs1'],
  HS256: [
    ...['psychic-signature', 'key-confusion', 'key-confusion-trimmed', 'key-confusion-pkcs1', 'key-confusion-jwk'],
  ],
}

const notFetched = (url: string): void => {
  throw new Error(`fetched ${url}`)
}

function made(base: SyntheticBase, { make }: Recipe): Made {
  const read = readBase(base.token)
  if ('whyNot' in read) throw new Error(read.whyNot)
  return make(recipeBase(read.base, base.publicKeys, noon))
}

test('each recipe has a flaw that it finds, and a name of its own', () => {
  const ids = hostileRecipes.map(({ id }) => id)
  expect(ids.toSorted()).toEqual([...Object.keys(finders), ...Object.keys(fetchers)].toSorted())
  expect(new Set(hostileRecipes.map(({ title }) => title)).size).toBe(ids.length)
  for (const { finds, reference } of hostileRecipes) {
    expect(finds).toMatch(/^The API.*\.$/s)
    expect(reference).toMatch(/RFC \d{4}|CVE-/)
  }
})

describe.each(baseAlgorithms)('a token that is signed with %s', (alg) => {
  let base: SyntheticBase
  beforeAll(async () => {
    base = await aSyntheticBase(alg)
  })
  /** Each is built once for all tests: a recipe may make an RSA key. */
  const builds = new Map<string, Promise<string>>()
  const possible = hostileRecipes.filter(({ id }) => !impossible[alg].includes(id))

  function build(recipe: Recipe, signed: boolean): Promise<string> {
    const name = `${recipe.id} ${signed}`
    const built = builds.get(name) ?? buildAnew(recipe, signed)
    builds.set(name, built)
    return built
  }

  async function buildAnew(recipe: Recipe, signed: boolean): Promise<string> {
    const result = made(base, recipe)
    if ('whyNot' in result) throw new Error(result.whyNot)
    const draft = signed ? { ...result.draft, signing: base.sign } : result.draft
    return (await base.build(draft, base.token)).reveal()
  }

  /** What jose says to it, asked as an API should ask. */
  async function verified(token: string): Promise<boolean> {
    const { issuer, audience, settings, jwk, key } = base
    const options = {
      ...{ algorithms: [alg], issuer, audience, typ: 'at+jwt', currentDate: settings.now },
      requiredClaims: ['exp', 'aud', 'sub'],
    }
    try {
      await (alg === 'HS256'
        ? jwtVerify(token, new TextEncoder().encode(key), options)
        : jwtVerify(token, createLocalJWKSet({ keys: [jwk] }), options))
      return true
    } catch (thrown) {
      if (thrown instanceof errors.JOSEError) return false
      throw thrown
    }
  }

  test('is accepted by every verifier before anything is done to it', async () => {
    const token = base.token.reveal()
    expect(await verified(token)).toBe(true)
    const flaws = [null, ...Object.values(finders).map(({ flaw }) => flaw), ...Object.values(fetchers)]
    for (const flaw of flaws) {
      expect(receive(token, flaw, { ...base.settings, fetched: notFetched }), String(flaw)).toBe('alice')
    }
  })

  test.each(possible.map((recipe) => [recipe.id, recipe] as const))(
    '%s: is refused by a right verifier',
    async (_id, recipe) => {
      const connections = recordConnections()
      const token = await build(recipe, false)
      expect(await verified(token)).toBe(false)
      expect(receive(token, null, { ...base.settings, fetched: notFetched })).toBeNull()
      connections.stop()
      expect([...connections.tried]).toEqual([])
    },
  )

  test.each(possible.filter(({ id }) => finders[id] !== undefined).map((recipe) => [recipe.id, recipe] as const))(
    '%s: is accepted by the verifier that is wrong in its way',
    async (id, recipe) => {
      const { flaw, signed = false, as = 'alice' } = finders[id] ?? { flaw: 'exp' }
      expect(receive(await build(recipe, signed), flaw, { ...base.settings, fetched: notFetched })).toBe(as)
    },
  )

  test.each(Object.entries(fetchers))(
    '%s: makes the verifier fetch from an address that nobody serves',
    async (id, flaw) => {
      const recipe = hostileRecipes.find((each) => each.id === id)
      if (recipe === undefined) throw new Error(`no recipe ${id}`)
      const asked: string[] = []
      receive(await build(recipe, false), flaw, { ...base.settings, fetched: (url) => void asked.push(url) })
      expect(asked).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1:9\//)])
    },
  )

  test('says why the others can’t be made of it', () => {
    const refused = hostileRecipes.flatMap((recipe) => {
      const result = made(base, recipe)
      return 'whyNot' in result ? [[recipe.id, result.whyNot] as const] : []
    })
    expect(refused.map(([id]) => id)).toEqual(
      hostileRecipes.map(({ id }) => id).filter((id) => impossible[alg].includes(id)),
    )
    for (const [, reason] of refused) expect(reason).toMatch(/^It needs /)
  })
})
