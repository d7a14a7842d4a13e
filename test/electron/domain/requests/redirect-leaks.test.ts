import { networkInterfaces } from 'node:os'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { RequestDraft } from '../../../../electron/contract/requests.ts'
import type { Carriage, Way } from '../../../../electron/contract/ways.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { answers, startHostileServer } from '../../../support/hostile-server.ts'
import {
  aCertificateAuthority,
  aClientCertificate,
  aServerCertificate,
  startTlsServer,
  type Certificate,
} from '../../../support/tls-server.ts'
import { anOAuthWay, aProfile } from '../../../support/token-builder.ts'
import { canaryToken, senderUnderTest, tokensWith } from './sender-under-test.ts'

const codes = [301, 302, 303, 307, 308] as const
const secret = 'canary-secret-value-0123456789'
const line = (name: string, value: string) => ({ name, value, enabled: true })

interface Carrier {
  readonly what: string
  readonly draft?: Partial<RequestDraft>
  /** Who it is sent as; nobody, where none is named. */
  readonly way?: Way
  readonly hasCertificate?: boolean
  readonly tokenType?: string
}
const staticKey = (carriage: Carriage): Way => ({ kind: 'static_token', carriage })
const person = { username: 'joe' }
const carriers: readonly Carrier[] = [
  { what: 'the profile\u2019s token', way: anOAuthWay() },
  { what: 'a typed Authorization', draft: { headers: [line('authorization', `Basic ${secret}`)] } },
  { what: 'a cookie', draft: { headers: [line('Cookie', `sid=${secret}`)] } },
  { what: 'an API key', draft: { headers: [line('x-API-key', secret)] } },
  { what: 'a DPoP proof', draft: { headers: [line('DPoP', secret)] } },
  { what: 'a proxy\u2019s credential', draft: { headers: [line('Proxy-Authorization', `Bearer ${secret}`)] } },
  {
    what: 'the token in a header of any name',
    way: anOAuthWay(),
    draft: { headers: [line('X-Anything', `v=${canaryToken}`)] },
  },
  { what: 'a body', draft: { method: 'POST', body: { kind: 'form', fields: [line('refresh_token', secret)] } } },
  { what: 'the profile\u2019s key in a header', way: staticKey({ in: 'header', name: 'X-Sesame', prefix: '' }) },
  { what: 'the profile\u2019s key in the query', way: staticKey({ in: 'query', name: 'k' }) },
  { what: 'the profile\u2019s key in a cookie', way: staticKey({ in: 'cookie', name: 'k' }) },
  { what: 'the profile\u2019s password', way: { kind: 'basic', ...person } },
  { what: 'an answer to a Digest challenge', way: { kind: 'digest', ...person } },
  { what: 'a bound token and its proof', way: anOAuthWay({ dpop: true }), tokenType: 'DPoP' },
  { what: 'a client certificate', way: { kind: 'certificate' }, hasCertificate: true },
]

// A container may have no IPv6 at all; a third address is then the sixth change.
const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'))
const hello = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

/** What each carrier is known by on the wire. */
const marks = [secret, canaryToken, Buffer.from(`joe:${secret}`).toString('base64'), 'DPoP', 'Digest', 'Basic']

async function startStrangers(authority: Certificate) {
  const elsewhere = await startHostileServer(answers(hello))
  const otherAddress = await startHostileServer(answers(hello), '127.0.0.2')
  const ipv6 = await startHostileServer(answers(hello), hasIpv6 ? '::1' : '127.0.0.3')
  const secure = await startTlsServer(await aServerCertificate('127.0.0.1', authority), { clientAuthority: authority })
  for (const server of [elsewhere, otherAddress, ipv6, secure]) onTestFinished(server.close)
  const targets: Readonly<Record<string, string>> = {
    port: `${secure.origin}/port`,
    name: `http://localhost:${elsewhere.port}/name`,
    address: `${otherAddress.origin}/address`,
    ipv6: `${ipv6.origin}/ipv6`,
    scheme: `${elsewhere.origin}/scheme`,
    relative: `//127.0.0.1:${secure.port}/relative`,
  }
  return { targets, secure, heads: () => [elsewhere, otherAddress, ipv6, secure].flatMap(({ heads }) => heads) }
}

/** Redirects as its path says, and repeats in the Location whatever query it was asked with, as careless servers do. */
async function startRedirecting(authority: Certificate, targets: Readonly<Record<string, string>>) {
  const challenge = 'WWW-Authenticate: Digest realm="r", nonce="n", qop="auth"'
  const api = await startTlsServer(await aServerCertificate('127.0.0.1', authority), {
    clientAuthority: authority,
    answer(request, response) {
      const [, code = '', change = '', query = ''] = /^\/(\d+)\/(\w+)(\?.*)?$/.exec(request.url ?? '') ?? []
      const asksFirst = change.startsWith('digest') && request.headers.authorization === undefined
      response.setHeader('Content-Length', '0')
      if (asksFirst) response.writeHead(401, [...challenge.split(': ')])
      else response.writeHead(Number(code), ['Location', `${targets[change.replace('digest', '')] ?? '/'}${query}`])
      response.end()
    },
  })
  onTestFinished(api.close)
  return api
}

describe('a redirect to another origin', () => {
  test('carries no credential: 15 carriers, 5 codes, 6 changes of origin', async () => {
    const authority = await aCertificateAuthority()
    const strangers = await startStrangers(authority)
    const first = await startRedirecting(authority, strangers.targets)
    const robot = await aClientCertificate('robot', authority)
    const certificate = { certificate: robot.cert, key: new SecretText(robot.key), passphrase: null }

    let followed = 0
    let stopped = 0
    for (const { what, way, draft = {}, hasCertificate = false, tokenType = 'Bearer' } of carriers) {
      const { send, profile, dpopKeys } = await senderUnderTest({
        profile: aProfile(way === undefined ? {} : { way }),
        secrets: { token: secret, password: secret },
        certificateAuthorities: [authority.cert],
        ...(hasCertificate ? { certificate } : {}),
        authority: { usableTokens: async () => ({ tokens: tokensWith(canaryToken, { tokenType }), refreshed: false }) },
      })
      await dpopKeys.ensure(profile.id)
      const mark = way?.kind === 'digest' ? 'digest' : ''
      for (const code of codes) {
        for (const change of Object.keys(strangers.targets)) {
          const url = `${first.origin}/${code}/${mark}${change}`
          const exchange = await send({ ...draft, url }, way === undefined ? 'nobody' : 'profile')
          const where = `${what}, ${code}, ${change}`
          const sendsBodyOn = what === 'a body' && (code === 307 || code === 308)
          const steps = exchange.steps.filter(({ why }) => why !== 'retry-after-challenge' || sendsBodyOn)
          expect([where, steps.map(({ why }) => why)]).toEqual([
            where,
            sendsBodyOn ? ['request'] : ['request', 'redirect'],
          ])
          if (sendsBodyOn) stopped += 1
          else followed += 1
          if (!sendsBodyOn && what !== 'a body') {
            expect([where, exchange.steps.at(-1)?.sent.withheld.length]).not.toEqual([where, 0])
          }
          expect(JSON.stringify(exchange)).not.toContain(secret)
          expect(JSON.stringify(exchange)).not.toContain(canaryToken)
        }
      }
    }
    expect([followed, stopped]).toEqual([438, 12])
    const leaked = strangers.heads().join('\n')
    expect(strangers.heads()).toHaveLength(438)
    for (const mark of marks) expect(leaked.toLowerCase()).not.toContain(mark.toLowerCase())
    expect(leaked).not.toMatch(/content-(?:type|length)/i)
    expect(new Set(strangers.secure.clients)).toEqual(new Set([null]))
    // The first server got all of it, so the test would see a leak.
    for (const mark of marks) expect(first.heads.join('\n')).toContain(mark)
    expect(first.clients).toContain('robot')
  }, 60_000)

  test('that repeats the key in its path is not followed', async () => {
    const elsewhere = await startHostileServer(answers(hello))
    onTestFinished(elsewhere.close)
    const first = await startHostileServer((socket, head) => {
      const key = /k=(\S+)/.exec(head)?.[1] ?? ''
      socket.write(`HTTP/1.1 302 Found\r\nLocation: ${elsewhere.origin}/in/${key}\r\nContent-Length: 0\r\n\r\n`)
    })
    onTestFinished(first.close)
    const way = staticKey({ in: 'query', name: 'k' })
    const { send } = await senderUnderTest({ profile: aProfile({ way }), secrets: { token: secret } })
    const exchange = await send({ url: first.origin })
    expect(exchange.steps).toHaveLength(1)
    expect(elsewhere.heads).toEqual([])
    expect(JSON.stringify(exchange)).not.toContain(secret)
  })

  test('is told to whoever typed a credential that was left out', async () => {
    const elsewhere = await startHostileServer(
      answers('HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\nContent-Length: 0\r\n\r\n'),
    )
    onTestFinished(elsewhere.close)
    const first = await startHostileServer(
      answers(`HTTP/1.1 302 Found\r\nLocation: ${elsewhere.origin}/\r\nContent-Length: 0\r\n\r\n`),
    )
    onTestFinished(first.close)
    const { send } = await senderUnderTest()
    const headers = [line('Authorization', `Bearer ${secret}`)]
    const exchange = await send({ url: first.origin, headers }, 'nobody')
    expect(exchange.why?.headline).toBe('The token was left out, because a redirect led to another origin.')
  })

  test('that names a user and a password is not followed', async () => {
    const elsewhere = await startHostileServer(answers(hello))
    onTestFinished(elsewhere.close)
    const first = await startHostileServer(
      answers(`HTTP/1.1 302 Found\r\nLocation: http://joe:x@127.0.0.1:${elsewhere.port}/\r\nContent-Length: 0\r\n\r\n`),
    )
    onTestFinished(first.close)
    const { send } = await senderUnderTest()
    expect((await send({ url: first.origin })).steps).toHaveLength(1)
    expect(elsewhere.heads).toEqual([])
  })

  test('and back again does not bring the credential back', async () => {
    let back = ''
    const elsewhere = await startHostileServer(
      (socket) => void socket.write(`HTTP/1.1 302 Found\r\nLocation: ${back}\r\nContent-Length: 0\r\n\r\n`),
    )
    onTestFinished(elsewhere.close)
    const first = await startHostileServer((socket, head) => {
      if (head.startsWith('GET /back'))
        socket.write('HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\nContent-Length: 0\r\n\r\n')
      else socket.write(`HTTP/1.1 302 Found\r\nLocation: ${elsewhere.origin}/\r\nContent-Length: 0\r\n\r\n`)
    })
    onTestFinished(first.close)
    back = `${first.origin}/back`
    const { send, rejected } = await senderUnderTest()
    const exchange = await send({ url: first.origin })
    expect(exchange.steps.map(({ sent }) => sent.withheld)).toEqual([[], ['Authorization'], ['Authorization']])
    expect(first.heads[1]).not.toContain('canary')
    // A 401 to a request without the token says nothing about the token.
    expect(rejected).toEqual([])
    expect(exchange.why).toMatchObject({
      cause: 'no-token',
      headline: 'The token was left out, because a redirect led to another origin.',
    })
  })
})
