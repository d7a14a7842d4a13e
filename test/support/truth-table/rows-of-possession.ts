import { clientCertificate, clientCertificateKey } from '../../../electron/playground/demo-keys.ts'
import { desktopClientId, dpopClientId } from '../../../electron/playground/demo-credentials.ts'
import { anOAuthWay } from '../token-builder.ts'
import { aCertificateAuthority, aClientCertificate, aServerCertificate, startTlsServer } from '../tls-server.ts'
import { startForwarder } from '../port-forwarder.ts'
import { at, newOrder, orders, overTls } from './requests.ts'
import type { Row } from './row.ts'
import type { Stage } from './stage.ts'

/** Another DPoP profile: a key of its own. */
async function addDora(stage: Stage): Promise<void> {
  await stage.add(
    'dora',
    anOAuthWay({ issuer: stage.issuer, clientId: dpopClientId, scopes: ['openid', 'orders:read'], dpop: true }),
  )
  await stage.signIn('dora')
}

/** A server of a company that looks at certificates itself, behind TLS. */
async function aCompany(stage: Stage) {
  const authority = await aCertificateAuthority('A company')
  const clientAuthority = await aCertificateAuthority('Clients of a company')
  const server = await stage.during(
    startTlsServer(await aServerCertificate('127.0.0.1', authority), {
      clientAuthority,
      answer(_request, response) {
        const [shown] = server.clients.slice(-1)
        response.writeHead(shown === null ? 401 : 200, { 'content-type': 'application/json' })
        response.end(JSON.stringify(shown === null ? { message: 'Client certificate required' } : { shown }))
      },
    }),
  )
  await stage.claimcheck.ask('settings.save', { certificateAuthorities: authority.cert })
  return { server, clientAuthority }
}

/** The token would do, and whoever sent it did not prove that it is theirs. */
export const rowsOfPossession: readonly Row[] = [
  {
    what: 'a bearer token at a door for DPoP',
    async make(stage) {
      await stage.add(
        'eve',
        anOAuthWay({
          issuer: stage.issuer,
          clientId: desktopClientId,
          scopes: ['openid', 'offline_access', 'orders:read'],
        }),
      )
      await stage.signIn('eve')
      return stage.send(at('/with/dpop/me'), 'eve')
    },
    status: 401,
    why: ['wrong-scheme', 'certain'],
    headline: /^The API asks for DPoP, and the request was sent with Bearer\.$/,
    first: 'use-dpop',
    cure: [{ press: 'use-dpop', gives: '200' }],
  },
  {
    what: 'a DPoP token, pasted and sent as a bearer token',
    async make(stage) {
      await stage.signIn('DPoP')
      return stage.sendText(await stage.copy('DPoP'), orders, null)
    },
    status: 401,
    why: ['dpop-proof', 'certain'],
    headline: /^The token is bound to a key, and was sent as a bearer token, without a proof\.$/,
    first: 'inspect',
    cure: [
      { press: 'inspect', gives: 'cnf' },
      { press: 'send-as', gives: '200' },
    ],
  },
  {
    what: 'a DPoP token sent as bearer, where it lacks the scope as well',
    combined: true,
    async make(stage) {
      await stage.signIn('DPoP')
      await stage.signIn('alice')
      return stage.sendText(await stage.copy('DPoP'), newOrder, 'alice')
    },
    status: 401,
    why: ['dpop-proof', 'certain'],
    headline: /bound to a key, and was sent as a bearer token/,
    first: 'inspect',
    cure: [
      { press: 'send-as', gives: 'missing-scope, certain' },
      { press: 'ask-for-scopes', gives: '201' },
    ],
  },
  {
    what: 'a DPoP token of one profile, sent with the key of another',
    async make(stage) {
      await addDora(stage)
      await stage.signIn('DPoP')
      return stage.sendText(await stage.copy('dora'), at('/with/dpop/me'), 'DPoP')
    },
    status: 401,
    why: ['dpop-proof', 'certain'],
    headline: /^The DPoP proof is signed by another key than the token is bound to\.$/,
    first: 'send-as',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    what: 'DPoP through a forwarded port: the API sees another address',
    async make(stage) {
      const forwarder = await stage.during(startForwarder(stage.apiUrl))
      await stage.signIn('DPoP')
      return stage.send({ url: `${forwarder.url}/with/dpop/me` }, 'DPoP')
    },
    status: 401,
    why: ['dpop-proof', 'certain'],
    headline: /^The DPoP proof is for another address than the API sees \(htu\)\.$/,
    evidence: [/An API behind a proxy or a forwarded port sees another: send to the address that it knows itself by/],
    first: 'choose-profile',
    cure: [{ press: 'by-hand', url: '{{playgroundApi}}/with/dpop/me', gives: '200' }],
  },
  {
    what: 'an API that never takes the nonce that it gave',
    async make(stage) {
      await stage.signIn('DPoP')
      return stage.send(at('/with/endless-nonce/me'), 'DPoP')
    },
    status: 401,
    why: ['dpop-nonce', 'certain'],
    headline: /^The API asks for a DPoP nonce again, though the proof carried the one that it gave\.$/,
    first: 'choose-profile',
    cure: [],
  },
  {
    what: 'alice at the door for certificates',
    async make(stage) {
      await stage.signIn('alice')
      return stage.send(overTls('/with/certificate/me'), 'alice')
    },
    status: 403,
    why: ['certificate-missing', 'certain'],
    headline: /^The API asks for a client certificate, and the request showed none\.$/,
    first: 'edit-profile',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    what: 'a token that is bound to a certificate, sent without it',
    async make(stage) {
      await stage.claimcheck.startSignIn('client certificate')
      const token = await stage.copy('client certificate')
      await stage.signIn('alice')
      return stage.sendText(token, overTls('/orders'), 'alice')
    },
    status: 401,
    why: ['certificate-missing', 'likely'],
    headline: /bound to a client certificate, and the request showed none/,
    first: 'send-as',
    cure: [{ press: 'send-as', gives: '200' }],
  },
  {
    what: 'a certificate of strangers',
    async make(stage) {
      const stranger = await aClientCertificate('the-robot', await aCertificateAuthority('Strangers'))
      await stage.add('stranger', { kind: 'certificate' }, { certificateKey: stranger.key }, stranger.cert)
      return stage.send(overTls('/with/certificate/me'), 'stranger')
    },
    status: 403,
    why: ['unauthorised', 'likely'],
    headline: /^The API does not accept the client certificate that was shown\.$/,
    first: 'edit-profile',
    cure: [
      {
        press: 'edit-profile',
        edit: (stage) => stage.change('stranger', { certificateKey: clientCertificateKey }, clientCertificate),
        gives: '200',
      },
    ],
  },
  {
    what: 'a company’s server that looks for a certificate behind TLS',
    async make(stage) {
      const { server, clientAuthority } = await aCompany(stage)
      const good = await aClientCertificate('the-tester', clientAuthority)
      await stage.add('tester', { kind: 'certificate' }, { certificateKey: good.key }, good.cert)
      return stage.send({ url: `${server.origin}/orders` }, null)
    },
    status: 401,
    why: ['certificate-missing', 'certain'],
    headline: /^The API asks for a client certificate, and the request showed none\.$/,
    first: 'send-as',
    cure: [{ press: 'choose-profile', choose: 'tester', gives: '200' }],
  },
]
