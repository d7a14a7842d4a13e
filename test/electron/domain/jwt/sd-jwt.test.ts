import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readDisclosures } from '../../../../electron/domain/jwt/sd-jwt.ts'
import { takeApart } from '../../../../electron/domain/jwt/take-apart.ts'
import { aJwt } from '../../../support/token-to-inspect.ts'

const digest = (text: string, hash = 'sha256'): string => createHash(hash).update(text).digest('base64url')
const disclose = (...parts: readonly unknown[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url')

// RFC 9901 §5.1: the disclosures of its example with their digests.
const ofRfc = {
  given: 'WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwgImdpdmVuX25hbWUiLCAiSm9obiJd',
  family: 'WyJlbHVWNU9nM2dTTklJOEVZbnN4QV9BIiwgImZhbWlseV9uYW1lIiwgIkRvZSJd',
  email: 'WyI2SWo3dE0tYTVpVlBHYm9TNXRtdlZBIiwgImVtYWlsIiwgImpvaG5kb2VAZXhhbXBsZS5jb20iXQ',
  address:
    'WyJBSngtMDk1VlBycFR0TjRRTU9xUk9BIiwgImFkZHJlc3MiLCB7InN0cmVldF9hZGRyZXNzIjogIjEyMyBNYWluIFN0IiwgImxvY2FsaXR5IjogIkFueXRvd24iLCAicmVnaW9uIjogIkFueXN0YXRlIiwgImNvdW50cnkiOiAiVVMifV0',
  updated: 'WyJHMDJOU3JRZmpGWFE3SW8wOXN5YWpBIiwgInVwZGF0ZWRfYXQiLCAxNTcwMDAwMDAwXQ',
  us: 'WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIlVTIl0',
  de: 'WyJuUHVvUW5rUkZxM0JJZUFtN0FuWEZBIiwgIkRFIl0',
}
const payloadOfRfc = {
  _sd: [
    'CrQe7S5kqBAHt-nMYXgc6bdt2SH5aTY1sU_M-PgkjPI',
    'JzYjH4svliH0R3PyEMfeZu6Jt69u5qehZo7F7EPYlSE',
    'PorFbpKuVu6xymJagvkFsFXAbRoc2JGlAUA2BA4o7cI',
    'TGf4oLbgwd5JQaHyKVQZU9UdGE0w5rtDsrZzfUaomLo',
    'XQ_3kPKt1XyX7KANkqVR6yZ2Va5NrPIvPYbyMvRKBMM',
    'XzFrzwscM6Gn6CJDc6vVK8BkMnfG8vOSKfpPIZdAfdE',
    'gbOsI4Edq2x2Kw-w5wPEzakob9hV1cRD0ATN3oQL9JM',
    'jsu9yVulwQQlhFlM_3JlzMaSFzglhQG0DpfayQwLUK4',
  ],
  iss: 'https://example.com/issuer',
  iat: 1_683_000_000,
  exp: 1_883_000_000,
  sub: 'user_42',
  nationalities: [
    { '...': 'pFndjkZ_VCzmyTa6UjlZo3dh-ko8aIKQc9DlGzhaVYo' },
    { '...': '7Cf6JkPudry3lcbwHgeZ8khAv1U1OSlerP0VkBJrWZ0' },
  ],
  _sd_alg: 'sha-256',
}

describe('the example of RFC 9901 §5', () => {
  test('discloses each claim at its place', () => {
    const read = readDisclosures(payloadOfRfc, Object.values(ofRfc))
    expect(read.map(({ name, path, state }) => [name, path, state])).toEqual([
      ['given_name', 'given_name', 'fits'],
      ['family_name', 'family_name', 'fits'],
      ['email', 'email', 'fits'],
      ['address', 'address', 'fits'],
      ['updated_at', 'updated_at', 'fits'],
      [null, 'nationalities[0]', 'fits'],
      [null, 'nationalities[1]', 'fits'],
    ])
    expect(read[0]?.json).toBe('"John"')
    expect(read[3]?.json).toContain('"street_address": "123 Main St"')
    expect(read[4]?.json).toBe('1570000000')
  })

  test('is named, its key binding noticed', () => {
    const issued = `${aJwt({ alg: 'ES256', typ: 'example+sd-jwt' }, payloadOfRfc)}~${ofRfc.given}~${ofRfc.us}~`
    expect(takeApart(issued)).toMatchObject({ format: 'jwt', kindName: 'SD-JWT', keyBinding: null })
    const binding = aJwt({ alg: 'ES256', typ: 'kb+jwt' }, { nonce: '1', aud: 'x', iat: 1, sd_hash: 'y' })
    expect(takeApart(`${issued}${binding}`)).toMatchObject({
      kindName: 'SD-JWT with key binding',
      keyBinding: binding,
      disclosures: [{ state: 'fits' }, { state: 'fits' }],
    })
  })

  test('§4.2.1: the digest covers the text, not what it means', () => {
    const text = 'WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0'
    const payload = { _sd: ['X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0'] }
    const escaped = 'WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNXHUwMGY2Yml1cyJd'
    expect(readDisclosures(payload, [text])).toMatchObject([{ json: '"Möbius"', state: 'fits' }])
    expect(readDisclosures(payload, [escaped])).toMatchObject([{ name: 'family_name', state: 'stranger' }])
  })
})

describe('a disclosure', () => {
  test('within another belongs to where that one does', () => {
    const inner = disclose('s1', 'street', 'Main St')
    const element = disclose('s2', 'red')
    const outer = disclose('s3', 'address', { _sd: [digest(inner)], colours: ['blue', { '...': digest(element) }] })
    const payload = { person: { _sd: [digest(outer)] } }
    const read = readDisclosures(payload, [inner, element, outer])
    expect(read.map(({ path, state }) => [path, state])).toEqual([
      ['person.address.street', 'fits'],
      ['person.address.colours[1]', 'fits'],
      ['person.address', 'fits'],
    ])
    expect(readDisclosures(payload, [inner]).map(({ state }) => state)).toEqual(['stranger'])
  })

  test.each([
    ['that is not Base64', '*'],
    ['that is no JSON', Buffer.from('[').toString('base64url')],
    ['that is no list', Buffer.from('{}').toString('base64url')],
    ['of one element', disclose('s')],
    ['of four elements', disclose('s', 'a', 1, 2)],
    ['with a salt that is no text', disclose(1, 'a', 1)],
    ['with a name that is no text', disclose('s', 1, 1)],
    ['named _sd', disclose('s', '_sd', [])],
    ['named ...', disclose('s', '...', 1)],
  ])('%s is unreadable', (_why, text) => {
    expect(readDisclosures({ _sd: [digest(text)] }, [text])).toMatchObject([{ state: 'unreadable', path: null }])
  })

  test('of a member where an element belongs, or the other way round, is a stranger', () => {
    const [member, element] = [disclose('s', 'a', 1), disclose('s', 1)]
    const payload = { list: [{ '...': digest(member) }], _sd: [digest(element)] }
    expect(readDisclosures(payload, [member, element]).map(({ state }) => state)).toEqual(['stranger', 'stranger'])
  })

  test('that comes twice, whose digest stands twice, or whose name is taken is repeated', () => {
    const text = disclose('s', 'a', 1)
    const states = (payload: unknown, ...all: readonly string[]) =>
      readDisclosures(payload, all).map(({ state }) => state)
    expect(states({ _sd: [digest(text)] }, text, text)).toEqual(['fits', 'repeated'])
    expect(states({ _sd: [digest(text)], b: { _sd: [digest(text)] } }, text)).toEqual(['repeated'])
    expect(states({ _sd: [digest(text)], a: 2 }, text)).toEqual(['repeated'])
  })

  test('is held against the digest that the token names', () => {
    const text = disclose('s', 'a', 1)
    expect(readDisclosures({ _sd_alg: 'sha-512', _sd: [digest(text, 'sha512')] }, [text])).toMatchObject([
      { state: 'fits' },
    ])
    expect(readDisclosures({ _sd_alg: 'md5', _sd: [digest(text, 'md5')] }, [text])).toMatchObject([
      { state: 'stranger' },
    ])
    expect(readDisclosures({ _sd_alg: 7, _sd: [digest(text)] }, [text])).toMatchObject([{ state: 'stranger' }])
  })

  test('keeps the digits of its value, and is read however the payload is made', () => {
    const text = Buffer.from('["s","n",12345678901234567890]').toString('base64url')
    expect(readDisclosures({ _sd: [digest(text)] }, [text])).toMatchObject([{ json: '12345678901234567890' }])
    for (const payload of [null, 7, 'x', [], { _sd: 7 }, { _sd: [7] }, { a: [{ '...': 7 }] }, { __proto__: null }]) {
      expect(readDisclosures(payload, [text])).toMatchObject([{ state: 'stranger' }])
    }
  })
})
