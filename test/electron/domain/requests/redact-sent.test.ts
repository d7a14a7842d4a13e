import { describe, expect, test } from 'vitest'
import { createRedactor } from '../../../../electron/domain/requests/redact-sent.ts'
import { secretReference } from '../../../../electron/domain/requests/secret-reference.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'

const token = `eyJhbGciOiJSUzI1NiJ9.${'p'.repeat(60)}.sig9f3kQw`
const redactor = createRedactor([new SecretText(token), new SecretText('re/fresh+secret=')])

describe('what a person sees of an answer', () => {
  test.each([12, 20, 40, 80])('shows no beginning of a secret where the answer was cut: %i characters', (length) => {
    const opaque = 'hQ7mZk2rVx9bTn4cLs8pWd3fYg6jRa5eUo1iKvBq-canary-canary-canary-canary-canary-canary-end'
    const { quote } = createRedactor([new SecretText(opaque)])
    expect(quote(`The token ${opaque.slice(0, length)}`)).toBe('The token hQ7mZk…ry-end')
  })

  test('keeps words that only begin like a secret', () => {
    const { quote } = createRedactor([new SecretText('a-word-of-many-letters-that-is-a-secret')])
    expect(quote('a-word-of-many-letters is missing')).toBe('a-word-of-many-letters is missing')
  })
})

describe('what a person sees of a request', () => {
  test('names the token by its ends', () => {
    expect(redactor.sentHeader(['Authorization', new SecretText(`Bearer ${token}`)])).toEqual([
      'Authorization',
      'Bearer eyJhbG…9f3kQw',
    ])
  })

  test.each([
    ['authorization', 'Basic am9lOmNhbmFyeQ==', 'Basic …'],
    ['Authorization', 'Digest username="joe", response="canary"', 'Digest …'],
    ['Proxy-Authorization', 'Bearer short', 'Bearer …'],
    ['X-Api-Key', '0123456789012345678901234567890123456789', '012345…456789'],
    ['Cookie', 'sid=canary; theme=dark', 'sid=…; theme=…'],
    ['Cookie', 'nameless-canary', '…'],
    ['DPoP', token, 'eyJhbG…9f3kQw'],
    ['X-Auth-Token', 'canary', '…'],
    ['X-Plain', 'hello', 'hello'],
    ['X-Plain', `holds ${token} too`, 'holds eyJhbG…9f3kQw too'],
  ])('%s: %s is shown as %s', (name, value, shown) => {
    expect(redactor.sentHeader([name, value])).toEqual([name, shown])
  })

  test.each([
    [`http://a.test/?access_token=${token}&x=1`, 'http://a.test/?access_token=eyJhbG…9f3kQw&x=1'],
    ['http://a.test/?api_key=canary&y', 'http://a.test/?api_key=…&y'],
    ['http://a.test/?client%5Fsecret=canary', 'http://a.test/?client%5Fsecret=…'],
    [`http://a.test/${token}/x`, 'http://a.test/eyJhbG…9f3kQw/x'],
    ['http://a.test/?t=re%2Ffresh%2Bsecret%3D', 'http://a.test/?t=…'],
    ['http://a.test/?q=plain', 'http://a.test/?q=plain'],
  ])('the address %s is shown as %s', (url, shown) => {
    expect(redactor.url(url)).toBe(shown)
  })

  test.each([
    [
      'grant_type=x&client_secret=canary&refresh_token=re%2Ffresh%2Bsecret%3D',
      'grant_type=x&client_secret=…&refresh_token=…',
    ],
    ['{"password" : "can\\"ary","user":"joe"}', '{"password" : "…","user":"joe"}'],
    ['{"clientSecret":"canary","accessToken":"canary"}', '{"clientSecret":"…","accessToken":"…"}'],
    [`{"note":"${token}"}`, '{"note":"eyJhbG…9f3kQw"}'],
    ['plain text', 'plain text'],
  ])('the body %s is shown as %s', (body, shown) => {
    expect(redactor.bodyPreview(Buffer.from(body))).toBe(shown)
  })

  test('holds ten thousand bytes of a body at most', () => {
    expect(redactor.bodyPreview(Buffer.alloc(50_000, 'x'))).toHaveLength(10_000)
  })

  test('quotes no token of anybody from an answer', () => {
    const other = `eyJ0eXAiOiJKV1QifQ.${'a'.repeat(30)}.bbbb`
    expect(redactor.quote(`bad token ${other}`)).not.toContain(other)
  })

  test('is made in no time from a hostile body', () => {
    const startedMs = performance.now()
    for (const piece of ['"a":"', '\\"', 'password=', '&', '"password":"', 'eyJ', 'eyJ-', 'eyJaaaaaaaa.', ' = ']) {
      redactor.bodyPreview(Buffer.from(`{${piece.repeat(20_000)}`))
      redactor.quote(piece.repeat(20_000))
      redactor.url(`http://a/?${piece.repeat(20_000)}`)
      redactor.sentHeader(['Cookie', piece.repeat(20_000)])
    }
    expect(performance.now() - startedMs).toBeLessThan(1000)
  })
})

describe('a reference to a secret', () => {
  test.each([
    ['', '…'],
    ['hunter2', '…'],
    ['x'.repeat(23), '…'],
    [`ab${'x'.repeat(20)}yz`, 'ab…yz'],
    [`abcdef${'x'.repeat(40)}uvwxyz`, 'abcdef…uvwxyz'],
  ])('of %s is %s', (secret, reference) => {
    expect(secretReference(secret)).toBe(reference)
  })
})
