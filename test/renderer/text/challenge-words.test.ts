import { describe, expect, test } from 'vitest'
import { challengeSummary, paramWords, schemeWords } from '../../../renderer/text/challenge-words.ts'

const bearer = { scheme: 'Bearer' }
const digest = { scheme: 'Digest' }

describe('a challenge in words', () => {
  test.each([
    ['Bearer', /access token/, 'RFC 6750'],
    ['DPOP', /holds the key/, 'RFC 9449 §7.1'],
    ['digest', /hash of the user name/, 'RFC 7616'],
    ['Negotiate', /Kerberos/, 'RFC 4559'],
  ])('says what %s asks of the sender', (scheme, meaning, reference) => {
    expect(schemeWords({ scheme }).meaning).toMatch(meaning)
    expect(schemeWords({ scheme }).reference).toBe(reference)
  })

  test('admits that it does not know a scheme, also one that is called like what every object has', () => {
    for (const scheme of ['Acme', 'constructor', '__proto__', 'toString']) {
      expect(schemeWords({ scheme })).toEqual({
        meaning: 'A scheme that is known to this API and not to Claimcheck.',
        reference: null,
      })
    }
  })

  test.each([
    [bearer, 'error', 'insufficient_scope', /too few rights/, 'RFC 6750 §3.1'],
    [bearer, 'error', 'insufficient_user_authentication', /too weak, or too long ago/, 'RFC 9470 §3'],
    [bearer, 'error', 'of_our_own', /as a code/, 'RFC 6750 §3.1'],
    [bearer, 'Max_Age', '300', /no older than 5 min/, 'RFC 9470 §3'],
    [bearer, 'max_age', '0', /sign in anew/, 'RFC 9470 §3'],
    [bearer, 'max_age', 'soon', /in seconds/, 'RFC 9470 §3'],
    [bearer, 'resource_metadata', 'https://x/.well-known/oauth-protected-resource', /which server/, 'RFC 9728 §5.1'],
    [{ scheme: 'DPoP' }, 'algs', 'ES256 RS256', /proof may be signed/, 'RFC 9449 §7.1'],
    [{ scheme: 'DPoP' }, 'error', 'use_dpop_nonce', /nonce/, 'RFC 9449 §9'],
    [digest, 'stale', 'TRUE', /too old/, 'RFC 7616 §3.3'],
    [digest, 'stale', 'false', /password was wrong/, 'RFC 7616 §3.3'],
    [digest, 'qop', 'auth', /request line/, 'RFC 7616 §3.3'],
    [{ scheme: 'Basic' }, 'charset', 'UTF-8', /UTF-8/, 'RFC 7617 §2.1'],
    [bearer, 'authorization_uri', 'https://login.microsoftonline.com/x', /Microsoft/, 'Microsoft Entra'],
  ])('explains %o %s=%s', (challenge, name, value, meaning, reference) => {
    const words = paramWords(challenge, name, value)
    expect(words.meaning).toMatch(meaning)
    expect(words.reference).toBe(reference)
  })

  test('says of a parameter that nobody defines that it is the API’s own', () => {
    for (const name of ['x-trace', 'constructor', '__proto__'])
      expect(paramWords(bearer, name, 'v')).toEqual({ meaning: 'A parameter of this API’s own.', reference: null })
  })

  test('is summed up by its scheme and the first thing that it says', () => {
    expect(
      challengeSummary({
        ...bearer,
        token68: null,
        params: [
          ['realm', 'orders'],
          ['error', 'invalid_token'],
        ],
      }),
    ).toBe('Bearer · invalid_token')
    expect(challengeSummary({ scheme: 'NTLM', token68: 'TlRM', params: [] })).toBe('NTLM')
  })
})
