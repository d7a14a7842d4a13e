import { generateKeyPairSync } from 'node:crypto'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { signingAlgorithms, type SigningAlgorithm } from '../../../../electron/contract/keys.ts'
import { mintJwt, type JwtTemplate } from '../../../../electron/domain/keys/mint-jwt.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'

const sharedSecret = 'a-shared-secret-canary-of-sixty-four-bytes-since-HS512-needs-that-many'
const now = new Date('2026-03-01T12:00:00.700Z')
const seconds = Math.floor(now.getTime() / 1000)

const parts = (variables: Record<string, string> = {}) => ({
  variables: new Map(Object.entries(variables)),
  now: () => now,
  randomUUID: () => 'the-uuid',
})

const mint = (some: Partial<JwtTemplate> = {}, variables?: Record<string, string>) =>
  mintJwt(
    {
      signing: { algorithm: 'HS256', keyId: null },
      header: '',
      claims: '{}',
      lifetimeSeconds: 60,
      defaults: {},
      key: new SecretText(sharedSecret),
      ...some,
    },
    parts(variables),
  )

async function read(jwt: SecretText, key: Parameters<typeof jwtVerify>[1] = new TextEncoder().encode(sharedSecret)) {
  const { payload, protectedHeader } = await jwtVerify(jwt.reveal(), key, { currentDate: now })
  return { payload, protectedHeader }
}

function aKeyPair(algorithm: SigningAlgorithm) {
  const curves: Partial<Record<SigningAlgorithm, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' }
  const namedCurve = curves[algorithm]
  if (namedCurve !== undefined) return generateKeyPairSync('ec', { namedCurve })
  return algorithm === 'EdDSA' ? generateKeyPairSync('ed25519') : generateKeyPairSync('rsa', { modulusLength: 2048 })
}

describe('a JWT from a template', () => {
  test('has iat, exp and jti added, and what the template says', async () => {
    const { payload, protectedHeader } = await read(await mint({ claims: '{"sub": "alice", "roles": ["a"]}' }))
    expect(payload).toEqual({ iat: seconds, exp: seconds + 60, jti: 'the-uuid', sub: 'alice', roles: ['a'] })
    expect(protectedHeader).toEqual({ alg: 'HS256' })
  })

  test('keeps what a person wrote, an expiry in the past among it', async () => {
    const claims = '{"iat": 1, "exp": 2, "jti": "mine", "iss": "me"}'
    const jwt = await mint({ claims, defaults: { iss: 'the-client', sub: 'the-client' } })
    const [, payload = ''] = jwt.reveal().split('.')
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toEqual({
      ...{ iat: 1, exp: 2, jti: 'mine', iss: 'me', sub: 'the-client' },
    })
  })

  test('has header members and a key id', async () => {
    const jwt = await mint({
      header: '{"typ": "at+jwt", "kid": "other"}',
      signing: { algorithm: 'HS256', keyId: 'one' },
    })
    expect(decodeProtectedHeader(jwt.reveal())).toEqual({ typ: 'at+jwt', kid: 'one', alg: 'HS256' })
    const own = await mint({ header: '{"kid": "{{key}}"}' }, { key: 'k"1' })
    expect(decodeProtectedHeader(own.reveal())).toEqual({ kid: 'k"1', alg: 'HS256' })
  })

  test('has its variables filled in, each as one value', async () => {
    const claims = '{"sub": "{{user}}", "n": {{count}}, "roles": {{roles}}}'
    const variables = { user: 'al","admin":true,"x":"ice', count: '3', roles: '["a","b"]' }
    const { payload } = await read(await mint({ claims }, variables))
    expect(payload).toMatchObject({ sub: variables.user, n: 3, roles: ['a', 'b'] })
    expect(payload).not.toHaveProperty('admin')
  })

  test.each(signingAlgorithms)('is signed by %s', async (algorithm) => {
    const signing = { algorithm, keyId: null }
    if (algorithm.startsWith('HS')) {
      expect((await read(await mint({ signing }))).protectedHeader.alg).toBe(algorithm)
      return
    }
    const { privateKey, publicKey } = aKeyPair(algorithm)
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const jwk = JSON.stringify(privateKey.export({ format: 'jwk' }))
    for (const key of [pem, jwk]) {
      const jwt = await mint({ signing, key: new SecretText(key) })
      expect((await read(jwt, publicKey)).protectedHeader.alg).toBe(algorithm)
    }
  })
})

describe('a template that is of no use', () => {
  test.each([
    ['{"sub": "a"', 'The claims stop being JSON at line 1, column 12: “,” or “}” should stand there'],
    ['{\n  "sub": alice\n}', 'The claims stop being JSON at line 2, column 10: a value should stand there'],
    ['[1]', 'The claims must be a JSON object, not a list'],
    ['"canary"', 'The claims must be a JSON object, not a string'],
    ['null', 'The claims must be a JSON object, not null'],
  ])('says where: %j', async (claims, reason) => {
    await expect(mint({ claims })).rejects.toMatchObject({ code: 'sign_in.claims_unusable', details: { reason } })
  })

  test('says nothing of what variables hold', async () => {
    const failure = await mint({ claims: '{"a": "{{secret}}" "b"}' }, { secret: 'canary' }).catch(
      (thrown: unknown) => thrown,
    )
    expect(failure).toMatchObject({ code: 'sign_in.claims_unusable' })
    expect(JSON.stringify(failure)).not.toContain('canary')
  })

  test('names the variables that nobody gave', async () => {
    await expect(mint({ claims: '{"a": "{{one}}", "b": {{two}}}' })).rejects.toMatchObject({
      code: 'input.variable_unknown',
      details: { names: ['one', 'two'] },
    })
  })

  test.each(['none', 'HS512', 7])('has another algorithm in its header than the profile: %s', async (alg) => {
    await expect(mint({ header: JSON.stringify({ alg }) })).rejects.toMatchObject({ code: 'sign_in.claims_unusable' })
  })

  test('has a header that no JWT can be signed with', async () => {
    await expect(mint({ header: '{"b64": false, "crit": ["b64"]}' })).rejects.toMatchObject({
      code: 'sign_in.claims_unusable',
    })
  })

  test.each([
    ['HS256', 'too-short-canary'],
    ['RS256', 'canary, which is no key'],
    ['ES256', '-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----'],
    ['ES256', '{"kty":"EC","crv":"P-256","x":"canary","y":"canary"}'],
  ] as const)('or a key that %s can’t use, which is not repeated', async (algorithm, key) => {
    const failure = await mint({ signing: { algorithm, keyId: null }, key: new SecretText(key) }).catch(
      (thrown: unknown) => thrown,
    )
    expect(failure).toMatchObject({ code: 'sign_in.key_unusable' })
    expect(JSON.stringify(failure)).not.toContain('canary')
  })
})
