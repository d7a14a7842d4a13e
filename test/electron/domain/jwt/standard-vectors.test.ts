import { describe, expect, test } from 'vitest'
import { takeApart } from '../../../../electron/domain/jwt/take-apart.ts'
import { inspectToken } from '../../../../electron/domain/jwt/inspect-token.ts'
import { aTokenToInspect } from '../../../support/token-to-inspect.ts'

/** The claims that most examples of RFC 7515 and RFC 7519 sign. */
const joe = 'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ'
const ofJoe = [
  { name: 'iss', json: '"joe"' },
  { name: 'exp', json: '1300819380' },
  { name: 'http://example.com/is_root', json: 'true' },
]
const es256 = 'DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q'

describe('signed tokens of the standards', () => {
  test.each([
    [
      'RFC 7515 A.1, RFC 7519 §3.1',
      'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9',
      'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
      'HS256',
    ],
    ['RFC 7515 A.3', 'eyJhbGciOiJFUzI1NiJ9', es256, 'ES256'],
    ['RFC 7515 A.5, RFC 7519 §6.1', 'eyJhbGciOiJub25lIn0', '', 'none'],
  ])('%s: its claims are read', (_where, header, signature, alg) => {
    const parts = takeApart(`${header}.${joe}.${signature}`)
    expect(parts).toMatchObject({ format: 'jwt', payload: 'claims', claims: ofJoe, signature, writing: [] })
    expect(parts.header.find(({ name }) => name === 'alg')?.value).toBe(alg)
  })

  test('RFC 7515 A.4: a payload that is text is shown as such', () => {
    const parts = takeApart('eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA.AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cw')
    expect(parts).toMatchObject({
      kindName: 'JWS of something that is no JWT',
      ...{ payload: 'other', claims: null, facts: [{ name: 'Payload', text: '“Payload”' }] },
    })
  })

  test('RFC 7515 A.6 and A.7: the JSON serialisations', () => {
    const first = {
      protected: 'eyJhbGciOiJSUzI1NiJ9',
      header: { kid: '2010-12-29' },
      signature: 'cC4hiUPoj9Eetdgtv3hF80EGrhuB',
    }
    const second = {
      ...{
        protected: 'eyJhbGciOiJFUzI1NiJ9',
        header: { kid: 'e9bc097a-ce51-4036-9562-d2ade882db0d' },
        signature: es256,
      },
    }
    const general = takeApart(JSON.stringify({ payload: joe, signatures: [first, second] }))
    expect(general).toMatchObject({
      ...{ format: 'jwt', kindName: 'JWT in JSON (general, 2 signatures)', claims: ofJoe },
      header: [
        { name: 'alg', json: '"RS256"' },
        { name: 'kid', json: '"2010-12-29"' },
      ],
      facts: [{ name: 'Not signed', text: 'kid' }],
    })
    const flattened = takeApart(JSON.stringify({ payload: joe, ...second }))
    expect(flattened).toMatchObject({
      ...{ kindName: 'JWT in JSON (flattened)', claims: ofJoe, compact: `eyJhbGciOiJFUzI1NiJ9.${joe}.${es256}` },
    })
  })

  test('RFC 7515 appendix F and RFC 7797 §4.2: a detached payload', () => {
    const detached = takeApart(`eyJhbGciOiJFUzI1NiJ9..${es256}`)
    expect(detached).toMatchObject({ kindName: 'JWS with a detached payload', payload: 'detached', claims: null })
    const unencoded = 'eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19'
    const found = inspectToken(aTokenToInspect(`${unencoded}..A5dxf2s96_n5FLueVuW1Z_vh161FwXZC4YLPff6dmDY`))
    expect(found.warnings.map(({ reference }) => reference)).toContain('RFC 7797 §7')
    expect(takeApart(`${unencoded}.plain-text.x`)).toMatchObject({
      payload: 'unencoded',
      facts: [{ text: '“plain-text”' }],
    })
  })

  test('RFC 8037 A.4: Ed25519', () => {
    const signature = 'hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg'
    expect(takeApart(`eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.${signature}`)).toMatchObject({
      ...{ signature, facts: [{ name: 'Payload', text: '“Example of Ed25519 signing”' }] },
    })
  })
})

describe('encrypted tokens of the standards', () => {
  const a3 =
    'eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ.AxY8DCtDaGlsbGljb3RoZQ.KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY.U0m_YmjN04DJvceFICbCVQ'

  test('RFC 7516 A.3: the header, and nothing else', () => {
    expect(takeApart(a3)).toMatchObject({
      ...{ format: 'jwe', kindName: 'Encrypted JWT (JWE)', claims: null, inner: null, writing: [] },
      header: [
        { name: 'alg', value: 'A128KW' },
        { name: 'enc', value: 'A128CBC-HS256' },
      ],
    })
  })

  test.each([
    ['RFC 7516 A.1', 'eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ', 'RSA-OAEP'],
    ['RFC 7516 A.2', 'eyJhbGciOiJSU0ExXzUiLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0', 'RSA1_5'],
    [
      'RFC 7517 C.4',
      'eyJhbGciOiJQQkVTMi1IUzI1NitBMTI4S1ciLCJwMnMiOiIyV0NUY0paMVJ2ZF9DSnVKcmlwUTF3IiwicDJjIjo0MDk2LCJlbmMiOiJBMTI4Q0JDLUhTMjU2IiwiY3R5IjoiandrK2pzb24ifQ',
      'PBES2-HS256+A128KW',
    ],
    ['RFC 7519 A.2, nested', 'eyJhbGciOiJSU0ExXzUiLCJlbmMiOiJBMTI4Q0JDLUhTMjU2IiwiY3R5IjoiSldUIn0', 'RSA1_5'],
  ])('%s: its header', (_where, header, alg) => {
    const parts = takeApart(`${header}.AAAA.AAAA.AAAA.AAAA`)
    expect(parts.header.find(({ name }) => name === 'alg')?.value).toBe(alg)
  })

  test('RFC 7516 A.4 and A.5: the JSON serialisations', () => {
    const shared = {
      protected: 'eyJlbmMiOiJBMTI4Q0JDLUhTMjU2In0',
      unprotected: { jku: 'https://server.example.com/keys.jwks' },
    }
    const sealed = {
      iv: 'AxY8DCtDaGlsbGljb3RoZQ',
      ciphertext: 'KDlTtXchhZTGufMYmOYGS4Hffx',
      tag: 'Mz-VPPyU4RlcuYv1IwIvzw',
    }
    const recipient = {
      header: { alg: 'A128KW', kid: '7' },
      encrypted_key: '6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ',
    }
    const general = takeApart(JSON.stringify({ ...shared, recipients: [recipient, recipient], ...sealed }))
    expect(general).toMatchObject({ format: 'jwe', kindName: 'Encrypted JWT (JWE) in JSON (general, 2 recipients)' })
    expect(general.header.map(({ name }) => name)).toEqual(['enc', 'jku', 'alg', 'kid'])
    const flattened = takeApart(JSON.stringify({ ...shared, ...recipient, ...sealed }))
    expect(flattened).toMatchObject({ format: 'jwe', facts: [{ name: 'Not sealed', text: 'jku, alg, kid' }] })
  })
})
