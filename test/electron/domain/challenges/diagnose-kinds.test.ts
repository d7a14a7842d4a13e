import { describe, expect, test } from 'vitest'
import type { WayKind } from '../../../../electron/contract/ways.ts'
import { secondsAfterNoon } from '../../../support/token-builder.ts'
import { alice, aToken, deeds, expectDiagnosis, explained, invalidToken, others, type Row } from './refusals.ts'

const as = (kind: WayKind) => ({
  profile: { ...alice, issuer: null, clientId: null, canStepUp: false, kind },
  token: null,
})
const withKey = { ...as('static_token'), isKey: true, scheme: null }

/** What was refused was entered by hand. */
const correctable = ['edit-profile', ...others]

describe('a refusal of a profile that is no OAuth client', () => {
  const table: readonly Row[] = [
    [
      'Basic',
      { status: 401, challenge: 'Basic realm="x"' },
      { ...as('basic'), scheme: 'Basic' },
      'wrong-password',
      'Wrong user name or password, or alice may not sign in here.',
      'likely',
      ['edit-profile', 'choose-profile'],
    ],
    [
      'Basic, where a token is wanted',
      { status: 401, challenge: 'Bearer' },
      { ...as('basic'), scheme: 'Basic' },
      'wrong-scheme',
      'The API asks for Bearer, and the request was sent with Basic.',
      'certain',
      others,
    ],
    [
      'Digest',
      { status: 401, challenge: 'Digest realm="x", nonce="n"' },
      { ...as('digest'), scheme: 'Digest' },
      'wrong-password',
      'Wrong user name or password, or alice may not sign in here.',
      'likely',
      ['edit-profile', 'choose-profile'],
    ],
    [
      'Digest, that nobody asked for',
      { status: 401 },
      { ...as('digest'), scheme: null },
      'wrong-scheme',
      'The API does not ask for Digest; alice sent nothing.',
      'certain',
      [...others, 'edit-profile'],
    ],
    [
      'an API key',
      { status: 401 },
      withKey,
      'wrong-key',
      "The API does not accept alice's API key.",
      'likely',
      correctable,
    ],
    [
      'an API key, by a gateway that answers 403',
      { status: 403, body: { message: 'Invalid API Key' } },
      withKey,
      'wrong-key',
      "The API does not accept alice's API key.",
      'certain',
      correctable,
    ],
    ['an API key that may not', { status: 403 }, withKey, 'forbidden', 'alice may not do this.', 'likely', others],
    [
      'a stored bearer token',
      { status: 401, challenge: invalidToken },
      as('static_token'),
      'wrong-key',
      "The API does not accept alice's stored token.",
      'likely',
      correctable,
    ],
    [
      'a stored JWT that has expired',
      { status: 401, challenge: invalidToken },
      { ...as('static_token'), token: aToken({ expiresAt: secondsAfterNoon(-7200) }) },
      'token-expired',
      'The stored token expired 2 hours ago.',
      'certain',
      ['edit-profile', 'inspect exp'],
    ],
    [
      'a JWT that the profile signed',
      { status: 401, challenge: 'Bearer error="invalid_token", error_description="bad signature"' },
      { ...as('signed_jwt'), token: aToken() },
      'token-invalid',
      "The API does not accept the signed JWT's signature.",
      'likely',
      ['refresh-and-resend', 'inspect it', ...others],
    ],
    [
      'the token of a login',
      { status: 401 },
      { ...as('custom_login'), token: aToken({ format: 'opaque' }), isKey: true, scheme: null },
      'unauthorised',
      'The API does not accept the token of the login, and does not say why.',
      'guess',
      ['refresh-and-resend', 'sign-in', ...others],
    ],
    [
      'a client certificate',
      { status: 401 },
      { ...as('certificate'), scheme: null, certificate: { shown: true, isAskedFor: false } },
      'unauthorised',
      'The API does not accept the client certificate that was shown.',
      'guess',
      correctable,
    ],
  ]
  test.each(table)('is told in its own words: %s', (...row) => expectDiagnosis(row))

  const kinds = ['custom_login', 'static_token', 'basic', 'digest', 'certificate', 'signed_jwt'] as const
  const answers = [
    { status: 401 },
    { status: 401, challenge: invalidToken },
    { status: 401, challenge: 'Bearer error="invalid_token", error_description="expired"' },
    { status: 401, challenge: 'Bearer error="invalid_token", error_description="token was revoked"' },
    { status: 401, challenge: 'Bearer error="invalid_token", error_description="wrong issuer"' },
    { status: 401, challenge: 'Basic realm="x", Digest realm="y", nonce="n"' },
    { status: 403 },
    { status: 403, challenge: 'Bearer error="insufficient_scope", scope="x"' },
    { status: 403, body: { required_roles: ['admin'] } },
  ]
  test.each(kinds.flatMap((kind) => answers.map((answer) => [kind, answer] as const)))(
    'never speaks of the token, nor of what the profile can’t do: %s, %j',
    (kind, answer) => {
      const token = kind === 'custom_login' || kind === 'signed_jwt' ? aToken() : null
      for (const isKey of [true, false]) {
        const why = explained(answer, { ...as(kind), token, isKey, scheme: isKey ? null : 'Bearer' })
        expect(why.headline.replace('the token of the login', '').replace('The token of the login', '')).not.toMatch(
          /\bthe token\b/i,
        )
        const possible = kind === 'custom_login' ? [] : ['sign-in', 'ask-for']
        if (token === null) possible.push('refresh-and-resend', 'inspect')
        for (const deed of possible) expect(deeds(why).join()).not.toContain(deed)
      }
    },
  )
})
