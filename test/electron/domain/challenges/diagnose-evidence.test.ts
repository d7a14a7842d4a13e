import { describe, expect, test } from 'vitest'
import { diagnose } from '../../../../electron/domain/challenges/diagnose.ts'
import { secondsAfterNoon } from '../../../support/token-builder.ts'
import { aRefusal, asNobody, aToken, explained, invalidToken } from './refusals.ts'

describe('the evidence', () => {
  test('quotes the answer and what the token carries', () => {
    const why = explained({
      status: 403,
      challenge: 'Bearer error="insufficient_scope"',
      body: { required: ['orders:write'] },
    })
    expect(why.evidence).toEqual([
      'The API answered Bearer error="insufficient_scope" (RFC 6750 §3.1); alice\'s token carries orders:read.',
    ])
    expect(why.reference).toBe('RFC 6750 §3.1')
  })

  test('names the roles that the token has', () => {
    const why = explained({ status: 403, body: { title: 'Admins only', required_roles: ['admin'] } })
    expect(why.evidence).toEqual([
      "The API answered 403 without a challenge; alice's token carries customer.",
      'In its words: “Admins only”',
    ])
  })

  test('says how far the clocks are apart, where that matters', () => {
    const why = explained(
      { status: 401, challenge: invalidToken },
      { skewSeconds: 300, token: aToken({ expiresAt: secondsAfterNoon(-60) }) },
    )
    expect(why.evidence).toContain("The server's clock is 5 minutes ahead of this computer's.")
  })

  test('tells an ID token that was sent in place of an access token', () => {
    const why = explained(
      { status: 401, challenge: invalidToken },
      { token: aToken({ idTokenSigns: ['it carries at_hash'] }) },
    )
    expect(why.headline).toContain('ID token')
    expect(why.evidence).toContain("alice's token gives itself away: it carries at_hash.")
  })

  test('goes through the quoting rule, word for word, challenges included', () => {
    const secret = 'eyJhbGciOi.secret.value'
    const answer = {
      status: 401,
      challenge: `Bearer error="invalid_token", error_description="bad ${secret}"`,
      body: { detail: secret, error: secret },
    }
    for (const facts of [{}, { token: aToken({ audience: [secret] }) }, asNobody]) {
      const why = diagnose(aRefusal(answer, facts), (text) => text.replaceAll(secret, '…'))
      expect(JSON.stringify(why)).not.toContain(secret)
    }
  })
})
