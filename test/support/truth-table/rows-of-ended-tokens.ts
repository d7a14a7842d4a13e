import { desktopClientId, robotClientId, robotClientSecret } from '../../../electron/playground/demo-credentials.ts'
import { startTestPlayground } from '../playground-client.ts'
import { at, orders } from './requests.ts'
import type { Row } from './row.ts'

/** Nothing in the token shows it: its server took it back, or is another one. */
export const rowsOfEndedTokens: readonly Row[] = [
  {
    what: 'alice’s token and refresh token were revoked elsewhere: the refresh is tried, and refused',
    combined: true,
    async make(stage) {
      await stage.signIn('alice')
      for (const which of ['refresh', 'access'] as const) {
        await stage.revokeElsewhere(await stage.copy('alice', which), desktopClientId)
      }
      return stage.send(orders, 'alice')
    },
    status: 401,
    why: ['revoked', 'likely'],
    headline: /^The API says that the token was revoked\.$/,
    evidence: [/A refresh was tried, and gave no new one/],
    first: 'sign-in',
    cure: [
      { press: 'ask-server', gives: 'revoked, certain' },
      { press: 'sign-in', gives: '200' },
    ],
  },
  {
    what: 'a copied token that was revoked, while the profile has a newer one',
    async make(stage) {
      await stage.signIn('alice')
      const old = await stage.copy('alice')
      await stage.signIn('alice')
      await stage.revokeElsewhere(old, desktopClientId)
      return stage.sendText(old, orders, 'alice')
    },
    status: 401,
    why: ['revoked', 'likely'],
    headline: /^The API says that the token was revoked\.$/,
    first: 'send-as',
    cure: [
      { press: 'ask-server', gives: 'revoked, certain' },
      { press: 'send-as', gives: '200' },
    ],
  },
  {
    what: 'the robot’s token was revoked elsewhere, and a gateway answers 403',
    async make(stage) {
      await stage.claimcheck.startSignIn('robot')
      await stage.revokeElsewhere(await stage.copy('robot'), robotClientId, robotClientSecret)
      return stage.send(at('/gateways/plain/orders'), 'robot')
    },
    status: 403,
    why: ['revoked', 'likely'],
    headline: /^The API says that the token was revoked\.$/,
    first: 'refresh-and-resend',
    cure: [
      { press: 'ask-server', gives: 'revoked, certain' },
      { press: 'refresh-and-resend', gives: '200' },
    ],
  },
  {
    what: 'a session of the API’s own login that it no longer knows',
    async make(stage) {
      await stage.claimcheck.startSignIn('session')
      return stage.sendText('Qm9yZWQgb2YgdG9rZW5zPyBUaGlzIGlzIG5vbmU', at('/with/session/me'), 'session')
    },
    status: 401,
    why: ['signed-out', 'certain'],
    headline: /^The session behind the token has ended\.$/,
    first: 'send-as',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    what: 'a token of another playground, as alice of this one',
    combined: true,
    async make(stage) {
      const other = await startTestPlayground()
      await stage.during(Promise.resolve({ close: () => other.stop() }))
      await stage.claimcheck.saveProfile({
        ...{
          name: 'alice elsewhere',
          issuer: other.issuer,
          clientId: desktopClientId,
          scopes: ['openid', 'orders:read'],
        },
      })
      await stage.signIn('alice elsewhere')
      await stage.signIn('alice')
      return stage.sendText(await stage.copy('alice elsewhere'), orders, 'alice')
    },
    status: 401,
    why: ['wrong-issuer', 'likely'],
    headline: /^The token comes from http:\/\/127\.0\.0\.1:\d+, and not from the profile’s server\.$/,
    evidence: [/a key that the issuer does not publish/],
    first: 'inspect',
    cure: [
      { press: 'inspect', gives: 'iss' },
      { press: 'send-as', gives: '200' },
    ],
  },
]
