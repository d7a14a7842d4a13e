import { networkInterfaces } from 'node:os'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { RequestDraft } from '../../../../electron/contract/requests.ts'
import { answers, startHostileServer } from '../../../support/hostile-server.ts'
import { aCertificateAuthority, aServerCertificate, startTlsServer } from '../../../support/tls-server.ts'
import { canaryToken, senderUnderTest } from './sender-under-test.ts'

const codes = [301, 302, 303, 307, 308] as const
const secret = 'canary-secret-value-0123456789'
const line = (name: string, value: string) => ({ name, value, enabled: true })

type Carrier = readonly [what: string, as: 'profile' | 'nobody', draft: Partial<RequestDraft>]
const carriers: readonly Carrier[] = [
  ['the profile\u2019s token', 'profile', {}],
  ['a typed Authorization', 'nobody', { headers: [line('authorization', `Basic ${secret}`)] }],
  ['a cookie', 'nobody', { headers: [line('Cookie', `sid=${secret}`)] }],
  ['an API key', 'nobody', { headers: [line('x-API-key', secret)] }],
  ['a DPoP proof', 'nobody', { headers: [line('DPoP', secret)] }],
  ['a proxy\u2019s credential', 'nobody', { headers: [line('Proxy-Authorization', `Bearer ${secret}`)] }],
  ['the token in a header of any name', 'profile', { headers: [line('X-Anything', `v=${canaryToken}`)] }],
  ['a body', 'nobody', { method: 'POST', body: { kind: 'form', fields: [line('refresh_token', secret)] } }],
]

// A container may have no IPv6 at all; a third address is then the sixth change.
const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'))
const hello = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

describe('a redirect to another origin', () => {
  test('carries no credential: 8 carriers, 5 codes, 6 changes of origin', async () => {
    const authority = await aCertificateAuthority()
    const elsewhere = await startHostileServer(answers(hello))
    const otherAddress = await startHostileServer(answers(hello), '127.0.0.2')
    const ipv6 = await startHostileServer(answers(hello), hasIpv6 ? '::1' : '127.0.0.3')
    const secure = await startTlsServer(await aServerCertificate('127.0.0.1', authority))
    const targets: Readonly<Record<string, string>> = {
      port: `${elsewhere.origin}/port`,
      name: `http://localhost:${elsewhere.port}/name`,
      address: `${otherAddress.origin}/address`,
      ipv6: `${ipv6.origin}/ipv6`,
      scheme: `${secure.origin}/scheme`,
      relative: `//127.0.0.1:${elsewhere.port}/relative`,
    }
    const first = await startHostileServer((socket, head) => {
      const [, code = '', change = ''] = /^\w+ \/(\d+)\/(\w+)/.exec(head) ?? []
      socket.write(`HTTP/1.1 ${code} Moved\r\nLocation: ${targets[change] ?? '/200/x'}\r\nContent-Length: 0\r\n\r\n`)
    })
    for (const server of [elsewhere, otherAddress, ipv6, secure, first]) onTestFinished(server.close)
    const { send } = await senderUnderTest({ certificateAuthorities: [authority.cert] })

    let followed = 0
    let stopped = 0
    for (const [what, as, draft] of carriers) {
      for (const code of codes) {
        for (const change of Object.keys(targets)) {
          const exchange = await send({ ...draft, url: `${first.origin}/${code}/${change}` }, as)
          const where = `${what}, ${code}, ${change}`
          const sendsBodyOn = what === 'a body' && (code === 307 || code === 308)
          expect([where, exchange.steps.length]).toEqual([where, sendsBodyOn ? 1 : 2])
          if (sendsBodyOn) stopped += 1
          else followed += 1
          if (!sendsBodyOn && what !== 'a body') {
            expect([where, exchange.steps[1]?.sent.withheld.length]).not.toEqual([where, 0])
          }
          expect(JSON.stringify(exchange)).not.toContain(secret)
          expect(JSON.stringify(exchange)).not.toContain(canaryToken)
        }
      }
    }
    expect([followed, stopped]).toEqual([228, 12])
    const strangers = [elsewhere, otherAddress, ipv6, secure].flatMap(({ heads }) => heads)
    expect(strangers).toHaveLength(228)
    expect(strangers.join('\n')).not.toContain(secret)
    expect(strangers.join('\n')).not.toContain(canaryToken)
    expect(strangers.join('\n')).not.toMatch(/content-(?:type|length)/i)
    // The first server got all of it, so the test would see a leak.
    expect(first.heads.join('\n')).toContain(secret)
    expect(first.heads.join('\n')).toContain(canaryToken)
  }, 30_000)

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
