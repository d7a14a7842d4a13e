import { describe, expect, test } from 'vitest'
import { findTokens } from '../../../../electron/domain/inspection/find-tokens.ts'
import { hmacParts, hmacToken, inLines, opaqueToken, rsaToken, wrappings } from '../../../support/tokens-to-find.ts'

describe('a token in what a person pastes', () => {
  test.each(wrappings)('is found: %s', (_name, text, expected) => {
    expect(findTokens(text).tokens).toEqual(expected.map(([token, place]) => ({ text: token, place })))
  })

  test('is found in a macaroon’s and a SAML response’s form, named by nobody', () => {
    const macaroon = Buffer.from('001clocation http://bank.test/\n0026identifier we used our key\n').toString(
      'base64url',
    )
    const xml = '<saml2p:Response xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" ID="x"><a/><b/></saml2p:Response>'
    const saml = Buffer.from(xml).toString('base64')
    expect(findTokens(`see ${macaroon}`).tokens).toEqual([{ text: macaroon, place: 'line 1 of the text' }])
    expect(findTokens(`<p>${inLines(saml, 76)}</p>`)).toEqual({
      tokens: [{ text: saml, place: 'line 1 of the text' }],
      note: 'Joined over 2 lines.',
    })
    const field = `<input type="hidden" name="SAMLResponse" value="${saml}"/>`
    expect(findTokens(field).tokens).toEqual([{ text: saml, place: 'the value of SAMLResponse' }])
  })
})

describe('what was done to the text', () => {
  const { header, payload } = hmacParts
  test.each([
    ['lines that were joined', inLines(rsaToken, 64), /^Joined over \d lines\.$/],
    ['spaces that were taken out', hmacToken.replaceAll('.', ' . '), /^Spaces within it were taken out\.$/],
    ['base64 that was around it', Buffer.from(hmacToken).toString('base64'), /^Taken out of base64\.$/],
    ['an end within the claims', hmacToken.slice(0, 60), /^Cut off: it ends in the claims/],
    ['an end before the signature', `${header}.${payload}`, /^Cut off: it ends before the signature/],
    ['an end within an RSA signature', rsaToken.slice(0, -40), /^Its signature has a length that no usual key makes/],
    ['an end within the signature', hmacToken.slice(0, -10), /^Cut off: it ends in the signature/],
  ])('is said: %s', (_name, text, note) => {
    expect(findTokens(text).note).toMatch(note)
    expect(findTokens(text).tokens).toHaveLength(1)
  })

  test('is said of a text with more than fifty tokens, of which fifty are taken', () => {
    const many = Array.from({ length: 60 }, (_, index) => `access_token=abcDEF12345${index}`).join('\n')
    const { tokens, note } = findTokens(many)
    expect(tokens).toHaveLength(50)
    expect(note).toBe('There are more: only the first 50 were taken.')
  })

  test('is said of one that was passed over, since it is shortened', () => {
    const { tokens, note } = findTokens(`12:00 sent ${rsaToken}\n12:01 sent ${rsaToken.slice(0, 12)}…\n`)
    expect(tokens).toHaveLength(1)
    expect(note).toBe('One that is shortened was passed over: copy it where it stands whole.')
  })

  test.each([hmacToken, rsaToken])('nothing is said of a token that came whole', (token) =>
    expect(findTokens(token).note).toBeNull(),
  )
})

describe('a text without a token', () => {
  test.each([
    ['nothing', '  \n', /There is nothing in it.*paste it/],
    ['words', 'The Bearer token is missing here, sorry', /No token was found.*paste it alone/],
    ['an address', 'https://example.test/some/long/path', /No token was found/],
    ['a key', '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----', /a key or a certificate, not a token/],
    ['a key set', '{"keys":[{"kty":"RSA","n":"abc","e":"AQAB"}]}', /a key set, not a token/],
    ['a variable', 'Authorization: Bearer {{token.alice}}', /names a variable/],
    ['a shortened one', `${hmacToken.slice(0, 10)}…${hmacToken.slice(-6)}`, /shortened.*Copy it where it stands whole/],
    ['the beginning of one', rsaToken.slice(0, 30), /cut off in its header.*Copy it whole/],
    ['JSON', '{"name":"Alice","nextPageToken":"abcDEF1234567890xyz"}', /No member of this JSON/],
    ['a challenge', 'WWW-Authenticate: Bearer realm="example", error="invalid_token"', /No token was found/],
    [
      'a user name and password',
      'Authorization: Basic YWxpY2U6c2VjcmV0LXNlY3JldA==',
      /^These are Basic credentials \(a user name and a password\), no token/,
    ],
    ['the same in JSON', '{"headers":{"Authorization":"Basic YWxpY2U6c2VjcmV0"}}', /^These are Basic credentials/],
    ['a challenge for them', 'WWW-Authenticate: Basic realm="orders"', /No token was found/],
    [
      'an image',
      `data:image/png;base64,${'iVBORw0KGgoAAAANSUhEUgAA'.repeat(4)}`,
      /a file that was written into an address/,
    ],
    ['an image that is named as a token', `{"token":"data:image/png;base64,${'iVBORw0KGgo1'.repeat(4)}"}`, /No member/],
    ['a short word', 'abc123', /one word of at least 16 characters/],
  ])('is said to be none, with what to do: %s', (_name, text, note) => {
    expect(findTokens(text)).toEqual({ tokens: [], note: expect.stringMatching(note) as unknown })
  })

  test('is taken as an opaque token where it is one long word', () => {
    expect(findTokens(opaqueToken)).toEqual({ tokens: [{ text: opaqueToken, place: 'the text itself' }], note: null })
  })
})
