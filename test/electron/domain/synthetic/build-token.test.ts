import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { compactVerify, importJWK, type CryptoKey, type JWK } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Signing, TokenDraft } from '../../../../electron/contract/inspection.ts'
import { signingAlgorithms } from '../../../../electron/contract/inspection.ts'
import { ClaimcheckError } from '../../../../electron/domain/failures/claimcheck-error.ts'
import { buildToken } from '../../../../electron/domain/synthetic/build-token.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { aSyntheticBase, type SyntheticBase } from '../../../support/synthetic-bases.ts'
import { aJwt, noonSeconds } from '../../../support/token-to-inspect.ts'

const curves = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' } as const
const isEcdsa = (alg: string): alg is keyof typeof curves => alg in curves

let rsaKey: KeyObject | undefined

/** One RSA key for all of its algorithms: finding the primes takes longer than all the rest. */
function privateKeyFor(alg: string): KeyObject {
  if (isEcdsa(alg)) return generateKeyPairSync('ec', { namedCurve: curves[alg] }).privateKey
  if (alg === 'EdDSA') return generateKeyPairSync('ed25519').privateKey
  rsaKey ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  return rsaKey
}

const pem = (key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1' = 'pkcs8'): string =>
  key.export({ type, format: 'pem' }).toString()
const publicPem = (key: KeyObject): string => {
  const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...jwk } = key.export({ format: 'jwk' })
  return JSON.stringify(jwk)
}

async function publicKeyOf(key: KeyObject, alg: string): Promise<CryptoKey | Uint8Array> {
  const jwk: JWK = JSON.parse(publicPem(key))
  return importJWK(jwk, alg)
}

const build = async (draft: Partial<TokenDraft>, base: string | null = null): Promise<string> => {
  const token = await buildToken({
    ...{ header: '{"alg":"HS256"}', claims: '{"sub":"alice"}', signing: { how: 'cut-off' } },
    ...draft,
    ...{ base: base === null ? null : new SecretText(base), publicKeys: null, randomBytes },
  })
  return token.reveal()
}
const failureOf = async (work: Promise<unknown>): Promise<ClaimcheckError> => {
  const thrown = await work.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(thrown instanceof ClaimcheckError)) throw new Error('no failure', { cause: thrown })
  return thrown
}
const partOf = (token: string, at: number): string =>
  Buffer.from(token.split('.')[at] ?? '', 'base64url').toString('utf8')

describe('a token that is signed with a key', () => {
  test.each(signingAlgorithms)('of its own holds for jose: %s', async (alg) => {
    const header = `{"alg":"${alg}"}`
    if (alg.startsWith('HS')) {
      const secret = 'a secret that is long enough for any hash, however long that hash may be'
      const token = await build({ header, signing: { how: 'key', alg, key: secret } })
      expect((await compactVerify(token, new TextEncoder().encode(secret))).protectedHeader.alg).toBe(alg)
      return
    }
    const key = privateKeyFor(alg)
    for (const typed of [pem(key), ` ${pem(key)}\n`, JSON.stringify(key.export({ format: 'jwk' }))]) {
      const token = await build({ header, signing: { how: 'key', alg, key: typed } })
      expect((await compactVerify(token, await publicKeyOf(key, alg))).protectedHeader.alg).toBe(alg)
    }
  })

  test('in the older forms of PEM holds as well', async () => {
    const rsa = privateKeyFor('RS256')
    const ec = privateKeyFor('ES256')
    for (const [alg, key, type] of [
      ['RS256', rsa, 'pkcs1'],
      ['ES256', ec, 'sec1'],
    ] as const) {
      const token = await build({ header: `{"alg":"${alg}"}`, signing: { how: 'key', alg, key: pem(key, type) } })
      await compactVerify(token, await publicKeyOf(key, alg))
    }
  })

  test('holds for a secret that is a JWK, and for one of any length', async () => {
    const k = randomBytes(40)
    const token = await build({
      signing: { how: 'key', alg: 'HS256', key: JSON.stringify({ kty: 'oct', k: k.toString('base64url') }) },
    })
    await compactVerify(token, k)
    for (const key of ['', 's', ' padded with blanks ']) {
      const weak = await build({ signing: { how: 'key', alg: 'HS256', key } })
      expect(weak.split('.')[2]).toHaveLength(43)
    }
  })

  test('holds exactly the bytes that were written: repeated members, big numbers, blanks and order', async () => {
    const header = '{ "typ":"JWT","alg" : "HS256", "alg":"HS256" }'
    const claims = '{"n":12345678901234567890,\n "sub":"a", "sub":"b", "é":"😀", "f":1.50}'
    const token = await build({ header, claims, signing: { how: 'key', alg: 'HS256', key: 'x'.repeat(32) } })
    expect([partOf(token, 0), partOf(token, 1)]).toEqual([header, claims])
    const { payload } = await compactVerify(token, new TextEncoder().encode('x'.repeat(32)))
    expect(Buffer.from(payload).toString('utf8')).toBe(claims)
  })

  test('that is foreign differs each time, and is in the header where it is to be', async () => {
    for (const alg of ['HS256', 'PS512', 'ES384', 'EdDSA'] as const) {
      const signing: Signing = { how: 'foreign-key', alg, embed: true }
      const [one, other] = [
        await build({ header: `{"alg":"${alg}"}`, signing }),
        await build({ header: `{ "alg":"${alg}", "jwk":1 }`, signing }),
      ]
      const { jwk }: { jwk: JWK } = JSON.parse(partOf(one, 0))
      await compactVerify(one, await importJWK(jwk, alg))
      expect(jwk.d).toBeUndefined()
      expect(JSON.parse(partOf(other, 0))).not.toHaveProperty('jwk', jwk)
      expect(partOf(other, 0).match(/"jwk"/g)).toHaveLength(1)
    }
  })

  test('that is foreign stands nowhere where it is not to be', async () => {
    const token = await build({ header: '{}', signing: { how: 'foreign-key', alg: 'ES256', embed: false } })
    expect(partOf(token, 0)).toBe('{}')
  })
})

describe('a token that is made from another', () => {
  let base: SyntheticBase
  let token: string
  beforeAll(async () => {
    base = await aSyntheticBase('RS256')
    token = base.token.reveal()
  })
  const draft = (some: Partial<TokenDraft>): Partial<TokenDraft> => ({
    header: partOf(token, 0),
    claims: partOf(token, 1),
    signing: { how: 'as-it-was' },
    ...some,
  })

  test('is that token where nothing was changed, however it was laid out for reading', async () => {
    expect(await build(draft({}), token)).toBe(token)
    const claims = JSON.stringify(JSON.parse(partOf(token, 1)), null, 4)
    expect(await build(draft({ claims }), token)).toBe(token)
  })

  test('is that token also where its writing is unusual', async () => {
    const odd = `${Buffer.from('{ "alg":"RS256"}').toString('base64')}.${Buffer.from('no JSON').toString('base64url')}.c2ln`
    const same = { header: '{"alg":"RS256"}', claims: 'no JSON' }
    expect(await build(draft(same), odd)).toBe(odd)
  })

  test('keeps the disclosures of an SD-JWT', async () => {
    expect(await build(draft({}), `${token}~ZGlz~Y2xv~`)).toBe(`${token}~ZGlz~Y2xv~`)
  })

  test('keeps the signature, which no longer fits, when something was changed', async () => {
    const changed = await build(draft({ claims: '{"sub":"mallory"}' }), token)
    expect(changed.split('.')[2]).toBe(token.split('.')[2])
    expect(changed.split('.')[0]).toBe(token.split('.')[0])
    await expect(compactVerify(changed, await importJWK(base.jwk, 'RS256'))).rejects.toThrow()
  })

  test('has one bit of the signature changed, or none of it left, or another one', async () => {
    const flipped = Buffer.from(
      (await build(draft({ signing: { how: 'bit-flipped' } }), token)).split('.')[2] ?? '',
      'base64url',
    )
    const before = Buffer.from(token.split('.')[2] ?? '', 'base64url')
    const bits = [...flipped].map((byte, at) => (byte ^ (before[at] ?? 0)).toString(2).replaceAll('0', '').length)
    expect(flipped).toHaveLength(before.length)
    expect(bits.reduce((sum, each) => sum + each, 0)).toBe(1)
    expect(await build(draft({ signing: { how: 'cut-off' } }), token)).toBe(token.slice(0, token.lastIndexOf('.') + 1))
    expect(await build(draft({ signing: { how: 'written', signature: 'AAAA' } }), token)).toMatch(/\.AAAA$/)
  })

  test('can’t keep what is not there', async () => {
    const unsigned = aJwt({ alg: 'none' }, {}).replace(/[^.]*$/, '')
    for (const how of ['as-it-was', 'bit-flipped'] as const) {
      expect(await failureOf(build({ signing: { how } }, unsigned))).toMatchObject({
        code: 'inspection.recipe_unusable',
      })
      expect(await failureOf(build({ signing: { how } }, 'opaque'))).toMatchObject({
        code: 'inspection.recipe_unusable',
      })
    }
  })

  test('can’t be signed with a public key that nobody knows', async () => {
    const signing = { how: 'key-confusion', alg: 'HS256' } as const
    expect(await failureOf(build(draft({ signing }), token))).toMatchObject({
      code: 'inspection.recipe_unusable',
      details: { reason: expect.stringContaining('check its signature') },
    })
    const none = buildToken({
      ...{ header: '{}', claims: '{}', signing, base: base.token, randomBytes },
      publicKeys: { keys: [{ kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }] },
    })
    expect(await failureOf(none)).toMatchObject({ details: { reason: expect.stringContaining('no key that fits') } })
  })
})

describe('what is written wrong', () => {
  test.each([
    ['header', '{"alg":}', 'The header stops being JSON at line 1, column 8: a value should stand there'],
    ['header', '[]', 'The header must be a JSON object: {"alg": …} (RFC 7515 §4)'],
    ['header', '', 'The header stops being JSON at line 1, column 1: a value should stand there'],
    [
      'claims',
      '{\n  "sub": "a",\n}',
      'The claims stop being JSON at line 3, column 1: a name in double quotes should stand there',
    ],
    ['claims', '{"a":"\uD800"}', 'The claims hold half a character, which no token can carry'],
    ['claims', `${'['.repeat(500)}${']'.repeat(500)}`, expect.stringMatching(/^The claims stop being JSON at line 1/)],
  ])('is told with its place: %s %j', async (part, text, reason) => {
    expect(await failureOf(build({ [part]: text }))).toMatchObject({
      code: 'inspection.draft_invalid',
      details: { part, reason },
    })
  })

  test.each(['[1,2]', '"text"', 'null', '12345678901234567890'])(
    'is not: a payload that is no object: %s',
    async (claims) => {
      expect(partOf(await build({ claims }), 1)).toBe(claims)
    },
  )
})

test('4,000 claims are built in a few milliseconds', async () => {
  const claims = JSON.stringify(Object.fromEntries(Array.from({ length: 4000 }, (_, at) => [`claim-${at}`, at])))
  const base = aJwt({ alg: 'RS256' }, { exp: noonSeconds })
  const before = process.cpuUsage()
  await build({ claims, signing: { how: 'as-it-was' } }, base)
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(250)
})
