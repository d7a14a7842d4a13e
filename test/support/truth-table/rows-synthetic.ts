import { at, newOrder, orders } from './requests.ts'
import type { Row } from './row.ts'
import type { Stage } from './stage.ts'

const noticed = /^The token was made here for a test, and the API noticed\.$/

const broken =
  (recipe: string, some = orders) =>
  async (stage: Stage) => {
    await stage.signIn('alice')
    return stage.sendWith(await stage.forged('alice', recipe), some, 'alice')
  }

const synthetic = (what: string, recipe: string, itsReason: RegExp, confidence: 'certain' | 'likely'): Row => ({
  ...{ what: `made here: ${what}`, make: broken(recipe), status: 401, why: ['synthetic', confidence] },
  headline: noticed,
  evidence: [itsReason],
  first: 'inspect',
  cure: [{ press: 'send-as', gives: '200' }],
})

/** Tokens that were broken here, so that a no is what was wanted. */
export const rowsSynthetic: readonly Row[] = [
  {
    ...synthetic(
      'alg none',
      'alg-none',
      /^Its reason: the API does not take the algorithm that the token is signed with/,
      'likely',
    ),
    combined: true,
  },
  synthetic('one bit of the signature turned over', 'signature-flipped', /^Its reason: .*signature/, 'likely'),
  synthetic('HMAC with the public key', 'key-confusion', /^Its reason: /, 'likely'),
  synthetic('an expired token', 'expired', /^Its reason: /, 'likely'),
  synthetic('a raised role', 'role-raised', /^Its reason: .*signature/, 'likely'),
  synthetic('signed with a key of nobody', 'foreign-key', /^Its reason: /, 'likely'),
  {
    ...synthetic('expired, where alice lacks the scope as well', 'expired', /^Its reason: /, 'likely'),
    combined: true,
    make: broken('expired', newOrder),
    cure: [
      { press: 'send-as', gives: 'missing-scope, certain' },
      { press: 'ask-for-scopes', gives: '201' },
    ],
  },
  {
    what: 'made here: laid out anew and signed with the shared secret, for another API',
    async make(stage) {
      await stage.claimcheck.startSignIn('signed JWT HS256')
      const token = await stage.resigned('signed JWT HS256', { aud: 'urn:invoices' })
      return stage.sendWith(token, at('/with/signed-jwt/me'), 'signed JWT HS256')
    },
    status: 401,
    why: ['synthetic', 'certain'],
    headline: noticed,
    evidence: [/^Its reason: the token is meant for urn:invoices/],
    first: 'inspect',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    what: 'made here, but its signature is only written otherwise: the API takes it, and misses a scope',
    combined: true,
    async make(stage) {
      await stage.signIn('alice')
      return stage.sendWith(await stage.respelt('alice'), newOrder, 'alice')
    },
    status: 403,
    why: ['missing-scope', 'certain'],
    headline: /lacks the scope orders:write/,
    evidence: [/made here for a test, and it seems that the API took it as good/],
    first: 'send-as',
    cure: [
      { press: 'send-as', gives: 'missing-scope, certain' },
      { press: 'ask-for-scopes', gives: '201' },
    ],
  },
]
