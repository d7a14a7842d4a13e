import { describe, expect, test } from 'vitest'
import type { ProfileId } from '../../../../electron/contract/ids.ts'
import { createReasonTeller } from '../../../../electron/domain/challenges/reason-teller.ts'
import type { Refusal } from '../../../../electron/domain/challenges/refusal.ts'
import { ClaimcheckError } from '../../../../electron/domain/failures/claimcheck-error.ts'
import type { FoundToken } from '../../../../electron/domain/inspection/found-token.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { noon, secondsAfterNoon } from '../../../support/token-builder.ts'
import { alice, anExchange, aRefusal, aToken, bob, deeds, invalidToken } from './refusals.ts'

const secret = 'opaque-token-of-alice-1234567890'
const found: FoundToken = {
  content: { is: 'held', token: new SecretText(secret) },
  ...{ which: 'access', tokens: null, issuedBy: { issuer: alice.issuer, clientId: 'desktop' } },
  ...{ profileId: alice.id, sentTo: 'https://api.example.test', synthetic: false, seenAt: noon },
}
const refused = (some: Partial<Refusal> = {}) => aRefusal({ status: 401, challenge: invalidToken }, some)

interface Told {
  readonly refusal?: Refusal | null
  readonly sent?: FoundToken | null
  readonly answer: () => Promise<{ active: boolean; claims: { name: string; json: string }[] }>
}

function ask({ refusal = refused(), sent = found, answer }: Told) {
  const asked: (readonly [ProfileId, FoundToken])[] = []
  const teller = createReasonTeller({
    refusalOf: () => refusal,
    sentToken: () => sent,
    introspect: (id, token) => {
      asked.push([id, token])
      return answer()
    },
    others: async () => [bob],
  })
  return { diagnosis: teller.askServer(anExchange), asked }
}

const says =
  (active: boolean, claims: Record<string, unknown> = {}) =>
  async () => ({
    active,
    claims: Object.entries(claims).map(([name, value]) => ({ name, json: JSON.stringify(value) })),
  })

describe('the reason, after the server of the token was asked', () => {
  test('is that it was revoked, for certain, where it is not active before its end', async () => {
    const { diagnosis, asked } = ask({ answer: says(false) })
    const why = await diagnosis
    expect(why).toMatchObject({
      cause: 'revoked',
      confidence: 'certain',
      reference: 'RFC 7662 §2.2',
      headline: 'The token no longer counts: it was revoked, or its session has ended.',
    })
    expect(why.evidence).toContain('id.example.test was asked, and says that the token is not active (RFC 7662 §2.2).')
    expect(deeds(why)).toEqual(['sign-in', 'inspect it'])
    expect(asked).toEqual([[alice.id, found]])
  })

  test('stays that it has expired, where it has', async () => {
    const refusal = refused({ token: aToken({ expiresAt: secondsAfterNoon(-60) }) })
    const why = await ask({ refusal, answer: says(false) }).diagnosis
    expect(why).toMatchObject({ cause: 'token-expired', confidence: 'certain' })
  })

  test('is another than a revocation, where it is active', async () => {
    const why = await ask({ answer: says(true, { scope: 'orders:read', exp: noon.getTime() / 1000 + 60 }) }).diagnosis
    expect(why.cause).toBe('token-invalid')
    expect(why.evidence.at(-1)).toBe(
      'id.example.test was asked, and says that the token is good, until 2026-03-01 12:01:00 UTC, with orders:read (RFC 7662 §2.2).',
    )
    expect(deeds(why)).not.toContain('ask-server')
  })

  test('comes from what the server knows of a token that can’t be read here', async () => {
    const refusal = refused({ token: aToken({ format: 'opaque', audience: [], expiresAt: null, issuer: null }) })
    const why = await ask({ refusal, answer: says(true, { aud: 'https://billing.example.test' }) }).diagnosis
    expect(why).toMatchObject({ cause: 'wrong-audience', headline: expect.stringContaining('billing.example.test') })
  })

  test('contradicts an API that calls an active token revoked', async () => {
    const challenge = 'Bearer error="invalid_token", error_description="revoked"'
    const why = await ask({ refusal: aRefusal({ status: 401, challenge }), answer: says(true) }).diagnosis
    expect(why).toMatchObject({ cause: 'revoked', confidence: 'guess', headline: expect.stringContaining('is good') })
  })

  test('offers the profiles that are signed in by now', async () => {
    expect(deeds(await ask({ answer: says(true) }).diagnosis)).toContain('send-as bob')
  })

  const refusals: readonly (readonly [Error, string])[] = [
    [new ClaimcheckError('sign_in.endpoint_missing', { endpoint: 'introspection_endpoint' }), 'offers nobody to ask'],
    [
      new ClaimcheckError('token_service.refused', {
        endpoint: 'x',
        status: 401,
        error: 'invalid_client',
        description: null,
      }),
      'refuses to tell this client',
    ],
    [
      new ClaimcheckError('sign_in.client_refused', { error: 'x', description: null, cause: 'unknown' }),
      'does not take the profile’s client',
    ],
    [new ClaimcheckError('sign_in.answer_unreadable', { status: 200, contentType: null }), 'can’t be read'],
  ]
  test.each(refusals)('says so where the server tells nothing: %s', async (failure, words) => {
    const why = await ask({ answer: () => Promise.reject(failure) }).diagnosis
    expect(why.cause).toBe('token-invalid')
    expect(why.evidence.at(-1)).toContain(words)
  })

  test.each([new ClaimcheckError('vault.locked', {}), new Error('a bug')])('is no answer to %s', async (failure) => {
    await expect(ask({ answer: () => Promise.reject(failure) }).diagnosis).rejects.toBe(failure)
  })

  test.each<[string, Partial<Told>]>([
    ['the refusal is held no more', { refusal: null }],
    ['the token is held no more', { sent: null }],
    ['no profile sent it', { refusal: refused({ profile: null }) }],
  ])('is gone where %s', async (_what, told) => {
    const { diagnosis, asked } = ask({ answer: says(true), ...told })
    await expect(diagnosis).rejects.toMatchObject({ code: 'exchange.reason_gone' })
    expect(asked).toEqual([])
  })

  test('holds nothing of the token, whatever the server repeats', async () => {
    const answer = says(true, { scope: secret, aud: secret, exp: 'soon', __proto__: 'x' })
    expect(JSON.stringify(await ask({ answer }).diagnosis)).not.toContain(secret)
  })
})
