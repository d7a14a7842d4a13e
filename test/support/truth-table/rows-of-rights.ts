import { desktopClientId, pinAcr } from '../../../electron/playground/demo-credentials.ts'
import { at, newOrder, newOrderWithPin, orders } from './requests.ts'
import type { Row } from './row.ts'

const bobsOrder = '/orders/ord_1002'

/** The token is good, and may not do this. */
export const rowsOfRights: readonly Row[] = [
  {
    what: 'alice places an order, without orders:write',
    async make(stage) {
      await stage.signIn('alice')
      return stage.send(newOrder, 'alice')
    },
    status: 403,
    why: ['missing-scope', 'certain'],
    headline: /^The token is valid, but it lacks the scope orders:write\.$/,
    first: 'ask-for-scopes',
    cure: [{ press: 'ask-for-scopes', gives: '201' }],
  },
  {
    what: 'an admin with too few scopes lists the users',
    async make(stage) {
      await stage.claimcheck.saveProfile({
        ...{ name: 'little admin', issuer: stage.issuer, clientId: desktopClientId, scopes: ['openid', 'orders:read'] },
      })
      await stage.signIn('little admin', { as: 'admin' })
      return stage.send(at('/admin/users'), 'little admin')
    },
    status: 403,
    why: ['missing-scope', 'certain'],
    headline: /lacks the scope users:read/,
    first: 'ask-for-scopes',
    cure: [{ press: 'ask-for-scopes', gives: '200' }],
  },
  {
    what: 'bob lists the users, who is no staff; admin is signed in',
    async make(stage) {
      await stage.signIn('admin')
      await stage.signIn('bob')
      return stage.send(at('/admin/users'), 'bob')
    },
    status: 403,
    why: ['missing-role', 'certain'],
    headline: /^The token is valid, but the API wants the role staff or admin\.$/,
    evidence: [/bob's token carries customer\./],
    first: 'send-as',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    what: 'alice reads bob’s order; bob is signed in',
    async make(stage) {
      await stage.signIn('bob')
      await stage.signIn('alice')
      return stage.send(at(bobsOrder), 'alice')
    },
    status: 403,
    why: ['forbidden', 'certain'],
    headline: /^This belongs to somebody else; alice may not touch it\.$/,
    evidence: [/The API took alice's token, which speaks for alice\./],
    first: 'send-as',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    what: 'alice cancels bob’s order: first she lacks the scope, then it is not hers',
    combined: true,
    async make(stage) {
      await stage.signIn('bob')
      await stage.signIn('alice')
      return stage.send({ ...at('/orders/ord_1006/cancel'), method: 'POST' }, 'alice')
    },
    status: 403,
    why: ['missing-scope', 'certain'],
    headline: /lacks the scope orders:cancel/,
    first: 'ask-for-scopes',
    cure: [
      { press: 'ask-for-scopes', gives: 'forbidden, certain' },
      { press: 'send-as', gives: '200' },
    ],
  },
  {
    what: 'wrong role and another owner: alice asks for all users, then for bob’s order, as robot',
    combined: true,
    async make(stage) {
      await stage.claimcheck.startSignIn('robot')
      await stage.signIn('alice')
      await stage.send(at('/admin/users'), 'alice')
      return stage.send(at(bobsOrder), 'alice')
    },
    status: 403,
    why: ['forbidden', 'certain'],
    headline: /belongs to somebody else/,
    first: 'send-as',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    what: 'a sign-in without the PIN, at a door that wants it',
    async make(stage) {
      await stage.signIn('alice')
      return stage.send(at('/with/step-up/me'), 'alice')
    },
    status: 401,
    why: ['step-up', 'certain'],
    headline: /^The API wants a sign-in at the level urn:claimcheck:acr:pin\.$/,
    first: 'step-up',
    cure: [{ press: 'step-up', gives: '200' }],
  },
  {
    what: 'a sign-in of two minutes ago, at a door that wants a fresh one',
    async make(stage) {
      await stage.signIn('alice')
      stage.clock.passes(120)
      return stage.send(at('/with/fresh-sign-in/me'), 'alice')
    },
    status: 401,
    why: ['step-up', 'certain'],
    headline: /^The API wants a sign-in not older than 1 minute\.$/,
    first: 'step-up',
    cure: [{ press: 'step-up', gives: '200' }],
  },
  {
    what: 'the robot at the door for people with a PIN; somebody signed in there',
    async make(stage) {
      await stage.signIn('step-up')
      await stage.claimcheck.startSignIn('robot')
      return stage.send(at('/with/step-up/me'), 'robot')
    },
    status: 401,
    why: ['step-up', 'certain'],
    headline: new RegExp(pinAcr),
    evidence: [/robot signs in where no level can be asked for/],
    first: 'send-as',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    what: 'an order that needs the PIN and a scope, by alice who has neither',
    combined: true,
    async make(stage) {
      await stage.signIn('alice')
      return stage.send(newOrderWithPin, 'alice')
    },
    status: 401,
    why: ['step-up', 'certain'],
    headline: /at the level urn:claimcheck:acr:pin/,
    evidence: [/^Besides, it lacks orders:write, which the API asks for\.$/],
    first: 'step-up',
    cure: [
      { press: 'step-up', gives: 'missing-scope, certain' },
      { press: 'ask-for-scopes', gives: '201' },
    ],
  },
  {
    what: 'alice at a mesh that lets staff and machines through',
    async make(stage) {
      await stage.claimcheck.startSignIn('robot')
      await stage.signIn('alice')
      return stage.send(at('/gateways/mesh/orders'), 'alice')
    },
    status: 403,
    why: ['gateway', 'likely'],
    headline: /^Envoy says no by a rule of its own, before the API\.$/,
    first: 'send-as',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    what: 'alice at a firewall',
    async make(stage) {
      await stage.signIn('alice')
      return stage.send(at('/gateways/firewall/orders'), 'alice')
    },
    status: 403,
    why: ['gateway', 'certain'],
    headline: /took the request for an attack or a robot, before the API saw it/,
    first: null,
    cure: [],
  },
  {
    what: 'a copied token with too few scopes, in the place of one that has them',
    combined: true,
    async make(stage) {
      await stage.signIn('alice')
      await stage.signIn('bob')
      return stage.sendText(await stage.copy('alice'), newOrder, 'bob')
    },
    status: 403,
    why: ['missing-scope', 'certain'],
    headline: /lacks the scope orders:write/,
    first: 'send-as',
    cure: [{ press: 'send-as', gives: '201' }],
  },
  {
    what: 'nobody asks for the orders',
    make: (stage) => stage.send(orders),
    status: 401,
    why: ['no-token', 'certain'],
    headline: /^The request was sent without a token\.$/,
    first: 'find-login',
    cure: [
      { press: 'find-login', gives: 'found http://127.0.0.1' },
      { press: 'choose-profile', choose: 'robot', gives: '200' },
    ],
  },
]
