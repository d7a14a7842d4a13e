import { request, type IncomingMessage } from 'node:http'
import * as oidc from 'openid-client'
import { afterEach, describe, expect, test } from 'vitest'
import { listenOnLoopback } from '../../../electron/playground/listen-on-loopback.ts'
import { startPlayground, type Playground } from '../../../electron/playground/playground.ts'
import { discoverDesktop, signIn } from '../../support/playground-client.ts'

const opened: { stop: () => Promise<unknown> }[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.stop()))
})

type Preferred = Parameters<typeof startPlayground>[0]['preferredPorts']

async function start(preferredPorts: Preferred): Promise<Playground> {
  const playground = await startPlayground({ accessTokenSeconds: 300, signInSeconds: 3600, preferredPorts })
  opened.push(playground)
  return playground
}
const anywhere = { issuer: null, api: null, secure: null }

/** Listens somewhere, so that the port is taken. */
async function takePort(): Promise<number> {
  const { host, close } = await listenOnLoopback(null)
  opened.push({ stop: close })
  return portOf(`http://${host}`)
}

const portOf = (url: string) => Number(new URL(url).port)
const portsOf = ({ issuer, apiUrl, secureApiUrl }: Playground): Preferred => ({
  issuer: portOf(issuer),
  api: portOf(apiUrl),
  secure: portOf(secureApiUrl),
})

function askWithHost(url: string, host: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers: { host } }, (response) => resolve(response.resume()))
    asked.on('error', reject)
    asked.end()
  })
}

describe('the ports', () => {
  test('are the preferred ones where they are free', async () => {
    const first = await start(anywhere)
    const ports = portsOf(first)
    await first.stop()
    opened.splice(0)
    const second = await start(ports)
    expect(portsOf(second)).toEqual(ports)
  })

  test('are others where the preferred ones are taken', async () => {
    const taken = { issuer: await takePort(), api: await takePort(), secure: await takePort() }
    const playground = await start(taken)
    const wanted: (number | null)[] = Object.values(taken)
    expect(Object.values(portsOf(playground)).filter((port) => wanted.includes(port))).toEqual([])
    expect((await fetch(`${playground.apiUrl}/health`)).status).toBe(200)
    const client = await discoverDesktop(playground)
    expect(client.serverMetadata().issuer).toBe(playground.issuer)
  })
})

describe('a request that calls the server by another name', () => {
  test.each(['evil.example', 'localhost', '127.0.0.1'])('is misdirected: %s', async (host) => {
    const { issuer, apiUrl } = await start(anywhere)
    const answers = await Promise.all([
      askWithHost(`${issuer}/.well-known/openid-configuration`, host),
      askWithHost(`${apiUrl}/health`, `${host}:1`),
    ])
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([421, 421])
  })
})

describe('stopping', () => {
  test('closes both servers, and connections that are in use', async () => {
    const { issuer, apiUrl, stop } = await start(anywhere)
    opened.splice(0)
    const { access_token: token } = await signIn(await discoverDesktop({ issuer }), {
      as: 'alice',
      consent: 'allow',
      scope: 'openid',
    })
    const waiting = fetch(`${apiUrl}/slow?ms=60000`, { headers: { authorization: `Bearer ${token}` } })
    // Answered by the same server later than the slow request came in.
    await fetch(`${apiUrl}/health`)
    await Promise.all([stop(), expect(waiting).rejects.toThrow('fetch failed')])
    await expect(fetch(issuer)).rejects.toThrow('fetch failed')
    await expect(fetch(apiUrl)).rejects.toThrow('fetch failed')
  })

  test('forgets everything: what was issued before is worth nothing after', async () => {
    const first = await start(anywhere)
    const client = await discoverDesktop(first)
    const tokens = await signIn(client, { as: 'alice', consent: 'allow', scope: 'openid orders:read' })
    const ports = portsOf(first)
    await first.stop()
    opened.splice(0)
    const second = await start(ports)
    const answer = await fetch(`${second.apiUrl}/orders`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    })
    expect(answer.status).toBe(401)
    await expect(oidc.refreshTokenGrant(client, tokens.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    })
  })
})

describe('a token of the playground', () => {
  test('opens its API: 200 to read, 403 to write, 201 once the scope was asked for', async () => {
    const playground = await start(anywhere)
    const client = await discoverDesktop(playground)
    const orders = `${playground.apiUrl}/orders`
    const alice = { as: 'alice', consent: 'allow' } as const
    const reading = await signIn(client, { ...alice, scope: 'openid profile offline_access orders:read' })
    const body = JSON.stringify({ sku: 'TICKET-7', quantity: 2 })
    const place = (token: string) =>
      fetch(orders, {
        method: 'POST',
        body,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      })
    const list = await fetch(orders, { headers: { authorization: `Bearer ${reading.access_token}` } })
    expect(list.status).toBe(200)
    expect((await place(reading.access_token)).status).toBe(403)
    const writing = await signIn(client, { ...alice, scope: 'openid profile offline_access orders:read orders:write' })
    expect((await place(writing.access_token)).status).toBe(201)
  })
})
