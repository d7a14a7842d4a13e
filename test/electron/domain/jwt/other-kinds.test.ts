import { describe, expect, test } from 'vitest'
import { innerToken } from '../../../../electron/domain/jwt/inner-token.ts'
import { inspectToken } from '../../../../electron/domain/jwt/inspect-token.ts'
import { kindOfToken } from '../../../../electron/domain/jwt/kind-of-token.ts'
import { titleOf } from '../../../../electron/domain/jwt/title-of.ts'
import { aJwt, aLooseToken, aTokenToInspect, usualClaims, usualHeader } from '../../../support/token-to-inspect.ts'

const inspect = (token: string) => inspectToken({ ...aTokenToInspect(''), found: aLooseToken(token) })
const factsOf = (token: string) => Object.fromEntries(inspect(token).facts.map(({ name, text }) => [name, text]))
const textsOf = (token: string) => inspect(token).warnings.map(({ severity, text }) => `${severity}: ${text}`)

describe('PASETO (the vectors of its specification)', () => {
  const signed =
    'v4.public.eyJkYXRhIjoidGhpcyBpcyBhIHNpZ25lZCBtZXNzYWdlIiwiZXhwIjoiMjAyMi0wMS0wMVQwMDowMDowMCswMDowMCJ9v3Jt8mx_TdM2ceTGoqwrh4yDFn0XsHvvV_D0DtwQxVrJEBMl0F2caAdgnpKlt4p7xBnx1HcO-SPo8FPp214HDw.eyJraWQiOiJ6VmhNaVBCUDlmUmYyc25FY1Q3Z0ZUaW9lQTlDT2NOeTlEZmdMMVc2MGhhTiJ9'

  test('4-S-2: a public one shows its claims, its footer and its end', () => {
    const found = inspect(signed)
    expect(found).toMatchObject({
      format: 'paseto',
      kindName: 'PASETO v4 public',
      expiresAt: '2022-01-01T00:00:00.000Z',
    })
    expect(found.claims.map(({ name, json }) => [name, json])).toEqual([
      ['data', '"this is a signed message"'],
      ['exp', '"2022-01-01T00:00:00+00:00"'],
    ])
    expect(factsOf(signed)['Footer, readable by everybody']).toContain('zVhMiPBP9fRf2snEcT7gFTioeA9COcNy9DfgL1W60haN')
    expect(found.warnings).toEqual([])
  })

  const paseto = (claims: object): string =>
    `v4.public.${Buffer.concat([Buffer.from(JSON.stringify(claims)), Buffer.alloc(64, 1)]).toString('base64url')}`

  test('its times are ISO 8601, and told as times', () => {
    const { claims } = inspect(paseto({ iat: '2022-01-01T00:00:00Z', exp: '2022-01-01T01:00:00+00:00' }))
    expect(claims.map(({ kind, instant }) => [kind, instant])).toEqual([
      ['time', '2022-01-01T00:00:00.000Z'],
      ['time', '2022-01-01T01:00:00.000Z'],
    ])
    expect(claims.map(({ meaning }) => meaning)).toEqual([
      expect.stringContaining('lives 1 h in all'),
      'It expired at this moment',
    ])
  })

  test('a number of seconds is no time of it', () => {
    const found = inspect(paseto({ exp: 1_700_000_000 }))
    expect(found).toMatchObject({ expiresAt: null, expirySource: 'unknown' })
    expect(found.claims[0]).toMatchObject({ instant: null, attention: true })
    expect(found.claims[0]?.meaning).toMatch(/text such as .* belongs here/)
  })

  test('3-S-2: the signature of version 3 is longer', () => {
    const third =
      'v3.public.eyJkYXRhIjoidGhpcyBpcyBhIHNpZ25lZCBtZXNzYWdlIiwiZXhwIjoiMjAyMi0wMS0wMVQwMDowMDowMCswMDowMCJ9ZWrbGZ6L0MDK72skosUaS0Dz7wJ_2bMcM6tOxFuCasO9GhwHrvvchqgXQNLQQyWzGC2wkr-VKII71AvkLpC8tJOrzJV1cap9NRwoFzbcXjzMZyxQ0wkshxZxx8ImmNWP.eyJraWQiOiJkWWtJU3lseFFlZWNFY0hFTGZ6Rjg4VVpyd2JMb2xOaUNkcHpVSEd3OVVxbiJ9'
    expect(inspect(third).claims.map(({ name }) => name)).toEqual(['data', 'exp'])
  })

  test('a local one is sealed, and old versions are called old', () => {
    expect(inspect('v4.local.AAAAAAAAAAAAAAAAAAAA')).toMatchObject({
      format: 'paseto',
      kindName: 'PASETO v4 local',
      claims: [],
    })
    expect(textsOf('v2.local.AAAAAAAAAAAAAAAAAAAA').join()).toContain('Version 2 of PASETO is deprecated')
    expect(textsOf('v4.public.AAAA').join()).toContain('no JSON object')
  })
})

describe('a macaroon (the vectors of libmacaroons)', () => {
  const first =
    'MDAyMWxvY2F0aW9uIGh0dHA6Ly9leGFtcGxlLm9yZy8KMDAxNWlkZW50aWZpZXIga2V5aWQKMDAxZGNpZCBhY2NvdW50ID0gMzczNTkyODU1OQowMDJmc2lnbmF0dXJlIPVIB_bcbt-Ivw9zBrOCJWKjYlM9v3M5umF2XaS9JZ2HCg'
  const second =
    'AgETaHR0cDovL2V4YW1wbGUub3JnLwIFa2V5aWQAAhRhY2NvdW50ID0gMzczNTkyODU1OQACDHVzZXIgPSBhbGljZQAABiBL6WfNHqDGsmuvakqU7psFsViG2guoXoxCqTyNDhJe_A=='

  test('tells where it is from and what narrows it, in both formats', () => {
    expect(inspect(first)).toMatchObject({ format: 'macaroon', kindName: 'Macaroon (version 1)' })
    expect(factsOf(first)).toEqual({
      ...{ Location: '“http://example.org/”', Identifier: '“keyid”', 'Caveat 1': '“account = 3735928559”' },
    })
    expect(inspect(second)).toMatchObject({ format: 'macaroon', kindName: 'Macaroon (version 2)' })
    expect(factsOf(second)).toEqual({
      ...{ Location: '“http://example.org/”', Identifier: '“keyid”' },
      ...{ 'Caveat 1': '“account = 3735928559”', 'Caveat 2': '“user = alice”' },
    })
  })

  test('without caveats is good for everything', () => {
    const bare =
      'MDAyMWxvY2F0aW9uIGh0dHA6Ly9leGFtcGxlLm9yZy8KMDAxNWlkZW50aWZpZXIga2V5aWQKMDAyZnNpZ25hdHVyZSB83ueSURxbxvUoSFgF3-myTnheKOKpkwH51xHGCeOO9wo'
    expect(textsOf(bare)).toEqual([expect.stringContaining('low: It has no caveats')])
    expect(textsOf(first)).toEqual([])
  })

  test('ends when the first of its caveats about time does', () => {
    const packet = (text: string) => `${(text.length + 5).toString(16).padStart(4, '0')}${text}\n`
    const made = [
      'location x',
      'identifier y',
      'cid time < 2026-01-01T00:00:00Z',
      'cid expires = 1767225500',
      `signature ${'z'.repeat(32)}`,
    ]
    const token = Buffer.from(made.map(packet).join('')).toString('base64url')
    expect(inspect(token)).toMatchObject({
      format: 'macaroon',
      expiresAt: '2025-12-31T23:58:20.000Z',
      expirySource: 'own',
    })
  })
})

describe('tokens of other makers', () => {
  const fernet = 'gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA=='
  // RFC 8392 A.3: a signed CWT.
  const cwt =
    'd28443a10126a104524173796d6d657472696345434453413235365850a70175636f61703a2f2f61732e6578616d706c652e636f6d02656572696b77037818636f61703a2f2f6c696768742e6578616d706c652e636f6d041a5612aeb0051a5610d9f0061a5610d9f007420b7158405427c1ff28d23fbad1f29c4c7c6a555e601d6fa29f9179bc3d7438bacaca5acd08c8d4d4f96131680c429a01f85951ecee743a52b9b63632c57209120e1c9e30'

  test('a Fernet token tells when it was made', () => {
    expect(inspect(fernet)).toMatchObject({
      format: 'opaque',
      kindName: 'Fernet token (encrypted)',
      issuedAt: '1985-10-26T08:20:00.000Z',
    })
  })

  test('RFC 8392 A.3: a CWT shows its claims', () => {
    const found = inspect(cwt)
    expect(found).toMatchObject({ format: 'opaque', kindName: 'CBOR Web Token (CWT)' })
    expect(found.claims.map(({ name, json }) => [name, json])).toEqual([
      ['iss', '"coap://as.example.com"'],
      ['sub', '"erikw"'],
      ['aud', '"coap://light.example.com"'],
      ['exp', '1444064944'],
      ['nbf', '1443944944'],
      ['iat', '1443944944'],
      ['jti', '"C3E"'],
    ])
    expect(factsOf(cwt)).toEqual({ Wrapping: 'COSE_Sign1', Algorithm: 'ES256' })
  })

  test('a session cookie of Flask is no JWT, though it looks like one', () => {
    const stamp = Buffer.from([0x69, 0x56, 0x60, 0xc0]).toString('base64url')
    const cookie = `${Buffer.from('{"user":7}').toString('base64url')}.${stamp}.abcdefghijklmnopqrstuvwxyz0`
    expect(inspect(cookie)).toMatchObject({
      format: 'opaque',
      kindName: 'Signed session cookie (Flask, itsdangerous)',
      claims: [{ name: 'user' }],
    })
  })

  test('a biscuit tells how many blocks narrow it', () => {
    const field = (number: number, content: Buffer) =>
      Buffer.concat([Buffer.from([number * 8 + 2, content.length]), content])
    const block = Buffer.concat([
      field(1, Buffer.alloc(30, 1)),
      field(2, Buffer.alloc(10, 2)),
      field(3, Buffer.alloc(64, 3)),
    ])
    const token = Buffer.concat([field(2, block), field(3, block), field(4, Buffer.alloc(34, 4))]).toString('base64url')
    expect(inspect(token).kindName).toBe('Biscuit')
    expect(factsOf(token)['Blocks']).toContain('1 that narrow it')
  })

  test.each([
    [`ghp_${'a'.repeat(36)}`, 'GitHub personal access token (classic)'],
    [`github_pat_${'a'.repeat(40)}`, 'GitHub personal access token (fine-grained)'],
    [`glpat-${'a'.repeat(20)}`, 'GitLab personal access token'],
    ['xoxb-123-456-abc', 'Slack bot token'],
    ['ya29.a0AfH6SMB', 'Google access token'],
    ['sk_test_4eC39HqLyjWDarjtT1zdp7dc', 'Stripe secret key (test)'],
    [`npm_${'a'.repeat(36)}`, 'npm access token'],
    ['AKIAIOSFODNN7EXAMPLE', 'AWS access key id'],
    [`00${'a'.repeat(40)}`, 'Okta API token'],
    [`hf_${'a'.repeat(34)}`, 'Hugging Face access token'],
    ['Atza|IQEBLjAsAhRmHjNgHpi0U', 'Login with Amazon access token'],
    ['3f2504e0-4f89-11d3-9a0c-0305e82c3301', 'Opaque token (a UUID)'],
    ['d41d8cd98f00b204e9800998ecf8427e', 'Opaque token or session id (hexadecimal)'],
    [`s:${'a'.repeat(32)}.${'b'.repeat(43)}`, 'Express session id, signed'],
    [Buffer.from('alice:wonderland').toString('base64'), 'User name and password in Base64 (Basic)'],
    ['2YotnFZFEjr1zCsicMWpAA', 'Opaque token'],
    ['a.b.c', 'Opaque token'],
    ['', 'Opaque token'],
    ['{"access":1}', 'JSON that is no token'],
    ['x'.repeat(300_000), 'Text that is too long for a token'],
  ])('%.30s… is named: %s', (token, kindName) => {
    expect(kindOfToken(token)).toEqual({ format: 'opaque', kindName })
    const found = inspect(token)
    expect(found).toMatchObject({ format: 'opaque', kindName, claims: [], header: [] })
    expect(found.warnings.map(({ reference }) => reference)).toContain('RFC 6749 §1.4')
  })

  test('neither name nor password of Basic credentials is told', () => {
    const said = JSON.stringify(inspect(Buffer.from('alice:wonderland').toString('base64')))
    expect(said).not.toMatch(/alice|wonderland/)
  })
})

describe('a token inside a token', () => {
  const inside = aJwt(usualHeader, usualClaims)
  const nested = aJwt({ alg: 'RS256', cty: 'JWT' }, inside)

  test('is found and can be opened', () => {
    expect(inspect(nested)).toMatchObject({ kindName: 'Nested JWT', hasInner: true, claims: [] })
    expect(innerToken(nested)).toBe(inside)
    expect(innerToken(aJwt({ alg: 'RS256' }, nested))).toBe(nested)
    for (const around of [JSON.stringify(inside), `Bearer ${inside}`]) {
      const told = inspect(aJwt({ alg: 'RS256' }, around))
      expect(told).toMatchObject({ kindName: 'Nested JWT', hasInner: true })
      expect(JSON.stringify(told)).not.toContain(inside)
    }
    const selective = `${inside}~WyJzMSIsImVtYWlsIl0~`
    expect(innerToken(aJwt({ alg: 'RS256' }, selective))).toBe(selective)
    expect(inspect(aJwt({ alg: 'RS256' }, selective)).facts).toEqual([])
  })

  test('is not where there is none', () => {
    for (const text of [inside, 'a.b.c', '', aJwt(usualHeader, 'a.b.c')]) expect(innerToken(text)).toBeNull()
    expect(inspect(inside).hasInner).toBe(false)
  })
})

describe('the title of a token', () => {
  test.each([
    [{ sub: 'alice', iss: 'https://login.example.test/realm' }, 'alice · login.example.test'],
    [{ sub: '42', preferred_username: 'alice', iss: 'joe' }, 'alice · joe'],
    [{ client_id: 'robot' }, 'robot'],
    [{ sub: 7, iss: 'https://login.example.test' }, 'login.example.test'],
    [{}, ''],
  ])('of %j is %j', (claims, title) => {
    expect(titleOf(aJwt(usualHeader, claims))).toBe(title)
  })

  test('is short and in one line, whatever the claims say', () => {
    const title = titleOf(
      aJwt(usualHeader, { sub: `a\n\u202eb${'c'.repeat(5000)}`, iss: `https://${'d'.repeat(5000)}` }),
    )
    expect(title.length).toBeLessThan(130)
    expect(title).not.toMatch(/[\n\u202e]/)
    for (const text of ['', 'opaque', '\ud800']) expect(titleOf(text)).toBe('')
  })
})
