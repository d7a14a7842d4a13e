import { anOidcServer } from '../oidc-server.ts'
import { onePort } from './requests.ts'
import { asBearer } from '../way-builder.ts'
import { at, orders } from './requests.ts'
import type { Row } from './row.ts'
import type { Stage } from './stage.ts'

const signedJwt = 'signed JWT HS256'
const behindOwnJwt = at('/with/signed-jwt/me')

// It takes somebody a minute.
const setRight = ({ clock }: Stage): void => {
  clock.setWall(0)
  clock.passes(60)
}

/** The token itself is what is wrong: its time, its addressee, its signature, its kind. */
export const rowsOfTheToken: readonly Row[] = [
  {
    what: 'alice’s token is sent from the desk after it expired',
    async make(stage) {
      await stage.signIn('alice')
      const old = await stage.copy('alice')
      stage.clock.passes(420)
      return stage.sendText(old, orders, 'alice')
    },
    status: 401,
    why: ['token-expired', 'certain'],
    headline: /^The token expired 2 minutes ago\.$/,
    evidence: [/was good until 20\d\d-/],
    first: 'send-as',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    what: 'a stored JWT that expired',
    async make(stage) {
      const token = await stage.jwt({ exp: stage.nowSeconds() - 90 })
      await stage.add('stored', { kind: 'static_token', carriage: asBearer }, { token })
      return stage.send(behindOwnJwt, 'stored')
    },
    status: 401,
    why: ['token-expired', 'certain'],
    headline: /^The stored token expired 1 minute ago\.$/,
    first: 'edit-profile',
    cure: [
      {
        press: 'edit-profile',
        edit: async (stage) => stage.change('stored', { token: await stage.jwt() }),
        gives: '200',
      },
    ],
  },
  {
    what: 'a copied token that expired, at a gateway that answers 403',
    async make(stage) {
      await stage.signIn('alice')
      const old = await stage.copy('alice')
      stage.clock.passes(301)
      return stage.sendText(old, at('/gateways/plain/orders'), 'alice')
    },
    status: 403,
    why: ['token-expired', 'certain'],
    headline: /^The token expired 1 second ago\.$/,
    evidence: [/403 without a challenge/],
    first: 'send-as',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    what: 'a pasted JWT that is good in ten minutes only (nbf)',
    make: async (stage) =>
      stage.sendText(
        await stage.jwt({ nbf: stage.nowSeconds() + 630, exp: stage.nowSeconds() + 900 }),
        behindOwnJwt,
        signedJwt,
      ),
    status: 401,
    why: ['token-not-yet-valid', 'certain'],
    headline: /^The token is not good for another 10 minutes\.$/,
    evidence: [/^Its nbf is 20/],
    first: 'send-as',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    what: 'a JWT that is signed here, by a clock that is ten minutes behind',
    make: (stage) => {
      stage.clock.setWall(-600)
      return stage.send(behindOwnJwt, signedJwt)
    },
    status: 401,
    why: ['clock-skew', 'certain'],
    headline:
      /is good for another [45] minutes here, but the server's clock is 10 minutes ahead of this computer's: there it has expired/,
    evidence: [/signed here, with the time of this computer: set its clock right/],
    first: 'inspect',
    cure: [
      { press: 'inspect', gives: 'exp' },
      { press: 'by-hand', edit: setRight, gives: '200' },
    ],
  },
  {
    what: 'a pasted JWT for another API',
    make: async (stage) => stage.sendText(await stage.jwt({ aud: 'urn:claimcheck:invoices' }), behindOwnJwt, signedJwt),
    status: 401,
    why: ['wrong-audience', 'certain'],
    headline: /^The token is meant for urn:claimcheck:invoices, not for this API\.$/,
    first: 'inspect',
    cure: [
      { press: 'inspect', gives: 'aud' },
      { press: 'send-as', gives: '200' },
    ],
  },
  {
    what: 'a pasted JWT of another issuer',
    make: async (stage) => stage.sendText(await stage.jwt({ iss: 'https://id.example.test' }), behindOwnJwt, signedJwt),
    status: 401,
    why: ['wrong-issuer', 'certain'],
    headline: /^The API does not take tokens of https:\/\/id\.example\.test\.$/,
    first: 'inspect',
    cure: [
      { press: 'inspect', gives: 'iss' },
      { press: 'send-as', gives: '200' },
    ],
  },
  {
    what: 'a profile’s token of a second real issuer, for another API',
    async make(stage) {
      const resource = 'https://invoices.example.test'
      const { issuer } = await stage.during(anOidcServer(() => resource))
      await stage.claimcheck.saveProfile({
        ...{
          name: 'carol',
          issuer,
          clientId: 'public',
          scopes: ['openid', 'orders:read'],
          resources: [resource],
          grant: await onePort(),
        },
      })
      await stage.signIn('carol')
      return stage.send(orders, 'carol')
    },
    status: 401,
    why: ['token-invalid', 'likely'],
    headline: /^The API has no key that the token's signature can be checked with\.$/,
    evidence: [
      /a key that the issuer does not publish/,
      /^Besides, it is meant for https:\/\/invoices\.example\.test\.$/,
      /the new one was refused as well/,
    ],
    first: 'inspect',
    cure: [{ press: 'find-login', gives: 'found http://127.0.0.1' }],
  },
  {
    what: 'a token whose signature was damaged on the way (pasted)',
    async make(stage) {
      await stage.signIn('alice')
      const [header, claims, signature = ''] = (await stage.copy('alice')).split('.')
      const damaged = `${signature.slice(0, 40)}${signature[40] === 'A' ? 'B' : 'A'}${signature.slice(41)}`
      return stage.sendText(`${header}.${claims}.${damaged}`, orders, 'alice')
    },
    status: 401,
    why: ['token-invalid', 'likely'],
    headline: /^The API does not accept the token's signature\.$/,
    first: 'send-as',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    what: 'a refresh token as access token',
    async make(stage) {
      await stage.signIn('alice')
      return stage.sendText(`Bearer ${await stage.copy('alice', 'refresh')}`, orders, 'alice')
    },
    status: 401,
    why: ['token-invalid', 'likely'],
    headline: /^The API can’t read this token\.$/,
    evidence: [/opaque/],
    first: 'send-as',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    what: 'alice’s ID token as access token',
    async make(stage) {
      await stage.signIn('alice')
      return stage.sendText(await stage.copy('alice', 'id'), orders, 'alice')
    },
    status: 401,
    why: ['id-token', 'certain'],
    headline: /^The token is an ID token, which says who signed in and opens no API\.$/,
    first: 'send-as',
    cure: [{ press: 'send-as', gives: '200' }],
  },
]
