import { describe, expect, test } from 'vitest'
import { createRedactor } from '../../../../electron/domain/sign-in/redact.ts'

describe('what is shown of a sign-in', () => {
  test.each([
    'access_token',
    'refresh_token',
    'id_token',
    'client_secret',
    'code',
    'code_verifier',
    'state',
    'nonce',
    'Authorization',
    'Set-Cookie',
    'password',
    'accessToken',
    'refresh-token',
    ...['device_code', 'subject_token', 'actor_token', 'client_assertion', 'assertion', 'DPoP', 'request_uri'],
    ...['logout_token', 'id_token_hint', 'request', 'X-API-Key', 'passphrase', 'registration_access_token'],
  ])('hides the field %s by its name, however short its value', (name) =>
    expect(createRedactor().field(name, 'x')).toEqual([name, '[secret]']),
  )

  test('hides a known value wherever it stands, and however a URL or a form wrote it', () => {
    const redactor = createRedactor()
    redactor.hide('s3cret +/ä')
    const forms = ['s3cret +/ä', 's3cret%20%2B%2F%C3%A4', 's3cret+%2B%2F%C3%A4']
    expect(forms.map((form) => redactor.text(`before ${form} after`))).toEqual(forms.map(() => 'before [secret] after'))
  })

  test.each(['user_code', 'verification_uri_complete', 'scope', 'resource', 'error_description', 'subject_token_type'])(
    'shows the field %s, which a person needs to see',
    (name) => expect(createRedactor().field(name, 'x')).toEqual([name, 'x']),
  )

  test('hides many secrets of any length at once', () => {
    const redactor = createRedactor()
    const secrets = Array.from({ length: 60 }, (_, at) => `canary-${at}-${'x'.repeat(at * 997)}`)
    for (const secret of secrets) redactor.hide(secret)
    expect(secrets.map((secret) => redactor.text(`${secret}.`))).toEqual(secrets.map(() => '[secret].'))
  })

  test('hides the longer of two secrets as a whole', () => {
    const redactor = createRedactor()
    redactor.hide('secret')
    redactor.hide('secret-and-more')
    expect(redactor.text('secret-and-more')).toBe('[secret]')
  })

  test('hides what looks like a JWT although nobody named it', () => {
    expect(createRedactor().text('saw eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2ln here')).toBe('saw [secret] here')
  })

  test.each([
    ['access_token=opaque-1&scope=read', 'access_token=[secret]&scope=read'],
    [
      '{"data":{"refresh_token" : "opaque-1","scope":"read"}}',
      '{"data":{"refresh_token" : "[secret]","scope":"read"}}',
    ],
    [String.raw`{"body":"{\"accessToken\":\"opaque-1\"}"}`, String.raw`{"body":"{\"accessToken\":\"[secret]\"}"}`],
    [String.raw`[{"password":"a\/b"}]`, '[{"password":"[secret]"}]'],
    [
      'device_code=abcd&request_uri=urn:x:1&subject_token=opaque',
      'device_code=[secret]&request_uri=[secret]&subject_token=[secret]',
    ],
    ['the client_secret is wrong, code_verifier: missing', 'the client_secret is wrong, code_verifier: missing'],
  ])('of the text %s shows %s', (text, shown) => expect(createRedactor().text(text)).toBe(shown))

  test.each(['token-', '%3D', 'x_'])('hides a JWT that is glued to %s', (before) => {
    expect(createRedactor().text(`${before}eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2ln`)).not.toContain('eyJ')
  })

  test('is made in no time from a hostile answer of a megabyte', () => {
    const startedMs = performance.now()
    for (const piece of ['eyJ-', 'eyJaaaaaa.', 'eyJaaaaaa.b ', '-', 'id_token"'])
      createRedactor().text(piece.repeat(1_000_000 / piece.length))
    expect(performance.now() - startedMs).toBeLessThan(2000)
  })

  test('keeps a URL readable and its secrets out', () => {
    expect(createRedactor().url('https://id.example.test/cb?code=abc&state=def&iss=me')).toBe(
      'https://id.example.test/cb?code=[secret]&state=[secret]&iss=me',
    )
  })

  test('leaves out the fragment and the credentials of a URL', () => {
    expect(createRedactor().url('https://user:pass@id.example.test/cb#access_token=abc')).toBe(
      'https://id.example.test/cb',
    )
  })

  test('leaves ordinary words alone', () => {
    const redactor = createRedactor()
    redactor.hide('abc')
    redactor.hide(null)
    expect(redactor.text('abc and scope=openid')).toBe('abc and scope=openid')
  })

  test('cuts what is long', () => {
    expect(createRedactor().text('x'.repeat(10_000))).toHaveLength(501)
  })
})
