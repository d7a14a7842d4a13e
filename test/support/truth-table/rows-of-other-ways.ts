import { apiKeys, demoPassword } from '../../../electron/playground/demo-credentials.ts'
import { startGuardedProxy, startRedirector } from '../port-forwarder.ts'
import { at, orders, typed } from './requests.ts'
import type { Row } from './row.ts'

const [keyOfAlice = ''] = Object.keys(apiKeys)
const keyInHeader = { kind: 'static_token', carriage: { in: 'header', name: 'X-API-Key', prefix: '' } } as const
const withoutFollowing = { settings: { followRedirects: false, timeoutMs: 10_000 } }

/** Passwords, keys, forms, and what stands between the sender and the API. */
export const rowsOfOtherWays: readonly Row[] = [
  {
    what: 'a profile without credentials, while bob is signed in',
    async make(stage) {
      await stage.signIn('bob')
      return stage.send(orders, 'nobody')
    },
    status: 401,
    why: ['no-token', 'certain'],
    headline: /^The request was sent without a token\.$/,
    first: 'send-as',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    what: 'a redirect to another origin, where the token is left out',
    async make(stage) {
      const { url } = await stage.during(startRedirector(stage.apiUrl))
      await stage.signIn('alice')
      return stage.send({ url: `${url}/orders` }, 'alice')
    },
    status: 401,
    why: ['no-token', 'certain'],
    headline: /^The token was left out, because a redirect led to another origin\.$/,
    evidence: [/^If http:\/\/127\.0\.0\.1:\d+ is meant to have the token, send the request there\.$/],
    first: null,
    cure: [{ press: 'by-hand', url: '{{playgroundApi}}/orders', gives: '200' }],
  },
  {
    what: 'a wrong password with Basic',
    async make(stage) {
      await stage.add('mistyped', { kind: 'basic', username: 'alice' }, { password: 'orchid' })
      return stage.send(at('/with/basic/me'), 'mistyped')
    },
    status: 401,
    why: ['wrong-password', 'likely'],
    headline: /^Wrong user name or password, or mistyped may not sign in here\.$/,
    first: 'edit-profile',
    cure: [
      {
        press: 'edit-profile',
        edit: (stage) => stage.change('mistyped', { password: demoPassword }),
        gives: '200',
      },
    ],
  },
  {
    what: 'a wrong password with Digest',
    async make(stage) {
      await stage.add('mistyped', { kind: 'digest', username: 'alice' }, { password: 'orchid' })
      return stage.send(at('/with/digest/me'), 'mistyped')
    },
    status: 401,
    why: ['wrong-password', 'likely'],
    headline: /^Wrong user name or password/,
    evidence: [/The challenge was answered with a fresh nonce, and the answer was refused/],
    first: 'edit-profile',
    cure: [
      {
        press: 'edit-profile',
        edit: (stage) => stage.change('mistyped', { password: demoPassword }),
        gives: '200',
      },
    ],
  },
  {
    what: 'a profile for Digest at an API that asks for Bearer; bob is signed in',
    combined: true,
    async make(stage) {
      await stage.signIn('bob')
      return stage.send(orders, 'Digest')
    },
    status: 401,
    why: ['wrong-scheme', 'certain'],
    headline: /^The API asks for Bearer, not for Digest; Digest sent nothing\.$/,
    first: 'send-as',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    what: 'alice’s token at a door for Basic',
    async make(stage) {
      await stage.signIn('alice')
      return stage.send(at('/with/basic/me'), 'alice')
    },
    status: 401,
    why: ['wrong-scheme', 'certain'],
    headline: /^The API asks for Basic, and the request was sent with Bearer\.$/,
    first: 'send-as',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    what: 'a wrong API key',
    async make(stage) {
      await stage.add('keyed', keyInHeader, { token: 'playground-demo-key-mallory' })
      return stage.send(at('/with/api-key/me'), 'keyed')
    },
    status: 401,
    why: ['wrong-key', 'likely'],
    headline: /^The API does not accept keyed's API key\.$/,
    first: 'edit-profile',
    cure: [{ press: 'edit-profile', edit: (stage) => stage.change('keyed', { token: keyOfAlice }), gives: '200' }],
  },
  {
    what: 'a wrong API key, typed into the request of nobody',
    make: (stage) => stage.send(typed(at('/with/api-key/me'), 'X-API-Key', 'mallory'), null),
    status: 401,
    why: ['unauthorised', 'guess'],
    headline: /^The API does not accept the typed credential, and does not say why\.$/,
    first: 'send-as',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    what: 'a key that was typed, beside the good one of the profile',
    combined: true,
    make: (stage) => stage.send(typed(at('/with/api-key/me'), 'X-API-Key', 'garbage'), 'API key in cookie'),
    status: 400,
    why: ['malformed-credential', 'likely'],
    headline: /^The API can’t read the credential as it was sent\.$/,
    evidence: [/There is a key in the header and in the cookie/],
    first: 'drop-typed-credential',
    cure: [{ press: 'drop-typed-credential', gives: '200' }],
  },
  {
    what: 'a typed token in quotes',
    async make(stage) {
      await stage.signIn('bob')
      return stage.send(typed(orders, 'Authorization', `Bearer "${await stage.copy('bob')}"`), null)
    },
    status: 400,
    why: ['malformed-credential', 'certain'],
    headline: /^The Authorization header is malformed: the token stands in quotes\.$/,
    first: 'send-as',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    what: 'a typed token without its scheme',
    async make(stage) {
      await stage.signIn('bob')
      return stage.send(typed(orders, 'Authorization', await stage.copy('bob')), null)
    },
    status: 401,
    why: ['malformed-credential', 'certain'],
    headline: /malformed: the token stands there without a scheme such as Bearer/,
    first: 'send-as',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    what: 'a proxy that wants a sign-in of its own',
    async make(stage) {
      const proxy = await stage.during(startGuardedProxy(stage.apiUrl, 'tester', 'way-out'))
      await stage.claimcheck.ask('settings.save', { proxy: { mode: 'manual', url: proxy.url } })
      return stage.send({ url: 'http://orders.example.test/health' }, null)
    },
    status: 407,
    why: ['proxy', 'certain'],
    headline: /^The proxy asks for a sign-in of its own; the request never reached the API\.$/,
    evidence: [/Set a proxy that wants none/],
    first: null,
    cure: [
      {
        press: 'by-hand',
        url: '{{playgroundApi}}/health',
        edit: (stage) => stage.claimcheck.ask('settings.save', { proxy: { mode: 'none' } }),
        gives: '200',
      },
    ],
  },
  {
    what: 'a proxy that opens no tunnel to a stranger',
    async make(stage) {
      const proxy = await stage.during(startGuardedProxy(stage.apiUrl, 'tester', 'way-out'))
      await stage.claimcheck.ask('settings.save', { proxy: { mode: 'manual', url: proxy.url } })
      return stage.send({ url: 'https://orders.example.test/orders' }, null)
    },
    status: 'no answer: proxy',
    why: ['proxy', 'certain'],
    headline: /^The proxy asks for a sign-in of its own/,
    first: null,
    cure: [],
  },
  {
    what: 'alice’s token at the pages for people, whose redirect is not followed',
    async make(stage) {
      await stage.signIn('alice')
      return stage.send({ ...at('/web/orders'), ...withoutFollowing }, 'alice')
    },
    status: 302,
    why: ['login-redirect', 'likely'],
    headline:
      /^The API sends the request on to a login page: it looks for the session of a browser, not for the token\.$/,
    first: 'choose-profile',
    cure: [{ press: 'by-hand', url: '{{playgroundApi}}/orders', gives: '200' }],
  },
  {
    what: 'a redirect to a login page, with a cookie that is stale',
    combined: true,
    async make(stage) {
      await stage.claimcheck.startSignIn('session')
      return stage.send(typed(at('/web/orders'), 'Cookie', 'orders_session=stale'), null)
    },
    status: 200,
    why: ['login-redirect', 'certain'],
    headline:
      /^The request ended on a login page: it looks for the session of a browser, not for the typed credential\.$/,
    evidence: [/the page asks for a password/],
    first: 'send-as',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    what: 'the session of the API’s login, sent to the pages for people as a bearer token',
    combined: true,
    async make(stage) {
      await stage.claimcheck.startSignIn('session')
      return stage.sendText(`Bearer ${await stage.copy('session')}`, at('/web/orders'), null)
    },
    status: 200,
    why: ['login-redirect', 'certain'],
    headline: /^The request ended on a login page/,
    first: 'send-as',
    cure: [{ press: 'choose-profile', choose: 'session', gives: '200' }],
  },
]
