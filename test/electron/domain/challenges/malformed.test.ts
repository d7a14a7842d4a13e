import { describe, expect, test } from 'vitest'
import { environmentOf, otherEnvironment } from '../../../../electron/domain/challenges/environment-of-host.ts'
import { slipOfAuthorization } from '../../../../electron/domain/challenges/malformed.ts'

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln'

describe('an Authorization line', () => {
  test.each([
    [`Bearer "${jwt}"`, 'quotes'],
    [`"Bearer ${jwt}"`, 'quotes'],
    [`Bearer “${jwt}”`, 'quotes'],
    [`Bearer Bearer ${jwt}`, 'scheme-twice'],
    [`Bearer bearer%20${jwt}`, 'scheme-twice'],
    [`Bearer%20${jwt}`, 'percent-encoded'],
    [`Bearer: ${jwt}`, 'colon'],
    [`Bearer=${jwt}`, 'colon'],
    [`Bearer${jwt}`, 'no-scheme'],
    [jwt, 'no-scheme'],
    ['Bearer', 'nothing-after-scheme'],
    ['Bearer ', 'nothing-after-scheme'],
    ['Bearer undefined', 'placeholder'],
    ['Bearer null', 'placeholder'],
    ['Bearer [object Object]', 'placeholder'],
    ['Bearer ${token}', 'placeholder'],
    ['Bearer {{token}}', 'placeholder'],
    ['Bearer <token>', 'placeholder'],
    ['Bearer YOUR_ACCESS_TOKEN', 'placeholder'],
    ['Bearer {"access_token":"x"}', 'json'],
    [`Bearer ${jwt.slice(0, 30)} ${jwt.slice(30)}`, 'blank-inside'],
    ['Bearer eyJhbGciOiJSUzI1NiJ9...', 'cut-off'],
    ['Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0', 'cut-off'],
    [`Bearer ${jwt},`, 'stray-end'],
    [`Bearer ${jwt}=`, 'stray-end'],
    ['Basic alice:secret', 'not-encoded'],
    ['Basic YWxpY2U=', 'not-encoded'],
    ['Basic', 'nothing-after-scheme'],
  ])('%s has a slip in it', (line, slip) => {
    expect(slipOfAuthorization(line)?.slip).toBe(slip)
    expect(slipOfAuthorization(line)?.words).not.toContain('eyJ')
  })

  test.each([
    ...[
      `Bearer ${jwt}`,
      `bearer ${jwt}`,
      `DPoP ${jwt}`,
      'Bearer opaque-token',
      'Bearer abc==',
      'Basic YWxpY2U6c2VjcmV0',
    ],
    ...[
      '',
      'Token token=abc',
      'AWS4-HMAC-SHA256 Credential=a/b, Signature=c',
      'Digest username="a"',
      'k3y',
      'GenieKey 1-2',
    ],
    ...['Bearer undefined-but-real', 'ApiKey "x"'],
  ])('%s has none', (line) => expect(slipOfAuthorization(line)).toBeNull())

  test('is looked at in a time in proportion to its length', () => {
    for (const piece of ['"', '.', ' ', '=', 'a.', '%20', '\t"']) {
      const line = `Bearer ${piece.repeat(60_000)}`
      const startedMs = performance.now()
      slipOfAuthorization(line)
      expect(performance.now() - startedMs).toBeLessThan(200)
    }
  })
})

describe('the environment that a host names itself after', () => {
  test.each([
    ['api.staging.shop.test', 'staging'],
    ['id-stg.shop.test', 'staging'],
    ['qa2.api.shop.test', 'QA'],
    ['api.pre-prod.shop.test', 'pre-production'],
    ['sandbox.api.shop.test', 'sandbox'],
    ['api.shop.test', null],
    ['test.example', null],
    ['latest.shop.test', null],
    ['developers.shop.test', null],
  ])('%s: %s', (host, environment) => expect(environmentOf(host)).toBe(environment))

  test('matters only between two addresses, neither of which is this computer', () => {
    const origin = 'https://api.shop.test'
    expect(otherEnvironment('https://id.staging.shop.test/x', origin)).toEqual({ from: 'staging', to: 'production' })
    expect(otherEnvironment('https://id.shop.test', 'https://api.dev.shop.test')?.to).toBe('development')
    expect(otherEnvironment('https://id.shop.test', origin)).toBeNull()
    expect(otherEnvironment('urn:staging', origin)).toBeNull()
    expect(otherEnvironment('https://id.staging.shop.test', 'http://localhost:8080')).toBeNull()
    expect(otherEnvironment('http://127.0.0.1:9000', origin)).toBeNull()
  })
})
