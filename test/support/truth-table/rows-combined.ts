import { desktopClientId } from '../../../electron/playground/demo-credentials.ts'
import { anOidcServer } from '../oidc-server.ts'
import { at, newOrder, onePort, orders } from './requests.ts'
import type { Row } from './row.ts'

const signedJwt = 'signed JWT HS256'
const behindOwnJwt = at('/with/signed-jwt/me')
const combined = true

/** More than one thing is wrong at once. */
export const rowsCombined: readonly Row[] = [
  {
    ...{ what: 'expired, and it lacks the scope', combined },
    async make(stage) {
      await stage.signIn('alice')
      const old = await stage.copy('alice')
      stage.clock.passes(301)
      return stage.sendText(old, newOrder, 'alice')
    },
    status: 401,
    why: ['token-expired', 'certain'],
    headline: /^The token expired 1 second ago\.$/,
    first: 'send-as',
    cure: [
      { press: 'send-as', gives: 'missing-scope, certain' },
      { press: 'ask-for-scopes', gives: '201' },
    ],
  },
  {
    ...{ what: 'for another API, and expired', combined },
    make: async (stage) =>
      stage.sendText(await stage.jwt({ aud: 'urn:invoices', exp: stage.nowSeconds() - 7200 }), behindOwnJwt, signedJwt),
    status: 401,
    why: ['wrong-audience', 'certain'],
    headline: /^The token is meant for urn:invoices, not for this API\.$/,
    evidence: [/^Besides, it expired 2 hours ago\.$/],
    first: 'inspect',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    ...{ what: 'of another issuer, and not good yet', combined },
    make: async (stage) => {
      const claims = { iss: 'https://id.example.test', nbf: stage.nowSeconds() + 3660, exp: stage.nowSeconds() + 7000 }
      return stage.sendText(await stage.jwt(claims), behindOwnJwt, signedJwt)
    },
    status: 401,
    why: ['wrong-issuer', 'certain'],
    headline: /does not take tokens of https:\/\/id\.example\.test/,
    evidence: [/^Besides, it is not good for another 1 hour\.$/],
    first: 'inspect',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    ...{ what: 'this computer’s clock is ahead, and the token begins in between (nbf)', combined },
    async make(stage) {
      stage.clock.setWall(600)
      const token = await stage.jwt({ nbf: stage.nowSeconds() + 400, exp: stage.nowSeconds() + 1200 })
      return stage.sendText(token, behindOwnJwt, signedJwt)
    },
    status: 401,
    why: ['clock-skew', 'certain'],
    headline: /is good here, but the server's clock is 10 minutes behind this computer's: there it is not good yet/,
    first: 'inspect',
    cure: [
      { press: 'inspect', gives: 'nbf' },
      { press: 'send-as', gives: '200' },
    ],
  },
  {
    ...{ what: 'revoked, and expired since', combined },
    async make(stage) {
      await stage.signIn('alice')
      const old = await stage.copy('alice')
      await stage.signIn('alice')
      await stage.revokeElsewhere(old, desktopClientId)
      stage.clock.passes(3661)
      return stage.sendText(old, orders, 'alice')
    },
    status: 401,
    why: ['token-expired', 'certain'],
    headline: /^The token expired 56 minutes ago\.$/,
    first: 'send-as',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    ...{ what: 'an ID token of a second real issuer, with another audience, as alice', combined },
    async make(stage) {
      const { issuer } = await stage.during(anOidcServer())
      await stage.claimcheck.saveProfile({
        name: 'carol',
        issuer,
        clientId: 'public',
        scopes: ['openid'],
        grant: await onePort(),
      })
      await stage.signIn('carol')
      await stage.signIn('alice')
      return stage.sendText(await stage.copy('carol', 'id'), orders, 'alice')
    },
    status: 401,
    why: ['wrong-issuer', 'likely'],
    headline: /^The token comes from http:\/\/127\.0\.0\.1:\d+, and not from the profile’s server\.$/,
    first: 'inspect',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    ...{ what: 'alice’s old ID token: another audience, no access token, and expired', combined },
    async make(stage) {
      await stage.signIn('alice')
      const old = await stage.copy('alice', 'id')
      stage.clock.passes(7200)
      return stage.sendText(old, orders, 'alice')
    },
    status: 401,
    why: ['id-token', 'certain'],
    headline: /^The token is an ID token, which says who signed in and opens no API\.$/,
    evidence: [
      /meant for the client itself \(aud is claimcheck-desktop\)/,
      /^Besides, it expired \d+ (?:minutes?|hours?) ago\.$/,
    ],
    first: 'send-as',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    ...{ what: 'the wrong scheme, and expired', combined },
    async make(stage) {
      await stage.signIn('alice')
      const old = await stage.copy('alice')
      stage.clock.passes(400)
      return stage.sendText(old, at('/with/basic/me'), 'alice')
    },
    status: 401,
    why: ['wrong-scheme', 'certain'],
    headline: /^The API asks for Basic, and the request was sent with Bearer\.$/,
    evidence: [/^Besides, it expired 1 minute ago\.$/],
    first: 'send-as',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    ...{ what: 'a copied DPoP token, expired, as bearer', combined },
    async make(stage) {
      await stage.signIn('DPoP')
      const old = await stage.copy('DPoP')
      stage.clock.passes(400)
      return stage.sendText(old, orders, null)
    },
    status: 401,
    why: ['token-expired', 'certain'],
    headline: /^The token expired 1 minute ago\.$/,
    evidence: [/^Besides, it is bound to a key and came without a proof\.$/],
    first: 'inspect',
    cure: [{ press: 'inspect', gives: 'exp' }],
  },
]
