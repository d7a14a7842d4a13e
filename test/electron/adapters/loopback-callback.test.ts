import { execFileSync } from 'node:child_process'
import { connect, createServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createLoopbackListener, type LoopbackListenerParts } from '../../../electron/adapters/loopback-callback.ts'
import type { CallbackListener } from '../../../electron/domain/sign-in/callback-listener.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { portOf } from '../../support/bendable-issuer.ts'

const state = 'a-state-that-is-thirty-two-bytes-long-or-so'
const opened: CallbackListener[] = []

async function aListener(parts: LoopbackListenerParts = {}) {
  const listener = await createLoopbackListener(parts)(new SecretText(state))
  opened.push(listener)
  const { host, port, pathname } = new URL(listener.redirectUri)
  return { listener, host, port: Number(port), path: pathname }
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((listener) => listener.close()))
})

/** Writes bytes to the port and gives back what came until the end; '' for a connection that was cut or refused. */
function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = ''
    const socket = connect({ host: '127.0.0.1', port })
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => (heard += chunk))
    socket.on('error', () => resolve(heard))
    socket.on('close', () => resolve(heard))
    socket.write(bytes)
  })
}

const get = (target: string, host: string, method = 'GET', more = ''): string =>
  `${method} ${target} HTTP/1.1\r\nHost: ${host}\r\n${more}\r\n`

const statusOf = (answer: string): string => answer.split(' ')[1] ?? 'none'

async function isAnswered(listener: CallbackListener): Promise<boolean> {
  return Promise.race([
    listener.answer.then(() => true),
    new Promise<boolean>((resolve) => setImmediate(() => resolve(false))),
  ])
}

interface Place {
  readonly path: string
  readonly host: string
  readonly port: number
}
const good = (path: string): string => `${path}?code=abc&state=${state}`
const form = `code=abc&state=${state}`
const withBody = (body: string): string =>
  `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n`

// 40 calls that are not the browser coming back.
const hostile: readonly (readonly [string, (place: Place) => string])[] = [
  ['no query', ({ path, host }) => get(path, host)],
  ['an empty query', ({ path, host }) => get(`${path}?`, host)],
  ['a code without state', ({ path, host }) => get(`${path}?code=abc`, host)],
  ['an empty state', ({ path, host }) => get(`${path}?code=abc&state=`, host)],
  ['another state', ({ path, host }) => get(`${path}?code=abc&state=${state.replace('a', 'b')}`, host)],
  ['the beginning of the state', ({ path, host }) => get(`${path}?code=abc&state=${state.slice(0, -1)}`, host)],
  ['the state and more', ({ path, host }) => get(`${path}?code=abc&state=${state}x`, host)],
  ['the state in capitals', ({ path, host }) => get(`${path}?code=abc&state=${state.toUpperCase()}`, host)],
  ['the state twice', ({ path, host }) => get(`${good(path)}&state=${state}`, host)],
  ['a wrong state before the right one', ({ path, host }) => get(`${path}?state=x&code=abc&state=${state}`, host)],
  ['a wrong state after the right one', ({ path, host }) => get(`${good(path)}&state=x`, host)],
  ['a forged error without state', ({ path, host }) => get(`${path}?error=access_denied`, host)],
  ['a forged error with another state', ({ path, host }) => get(`${path}?error=access_denied&state=x`, host)],
  ['the state in the fragment', ({ path, host }) => get(`${path}?code=abc#state=${state}`, host)],
  ['the state under another name', ({ path, host }) => get(`${path}?code=abc&State=${state}`, host)],
  ['the state as a list', ({ path, host }) => get(`${path}?code=abc&state[]=${state}`, host)],
  ['two codes without state', ({ path, host }) => get(`${path}?code=a&code=b`, host)],
  ['a code and an error without state', ({ path, host }) => get(`${path}?code=a&error=b`, host)],
  ['the root', ({ host }) => get(`/?${form}`, host)],
  ['the path without its secret part', ({ host }) => get(`/callback?${form}`, host)],
  ['another secret part', ({ host }) => get(`/callback/${'A'.repeat(32)}?${form}`, host)],
  ['the path with a slash', ({ path, host }) => get(`${path}/?${form}`, host)],
  ['the path with two slashes', ({ path, host }) => get(`/${path}?${form}`, host)],
  ['a path that leads to it', ({ path, host }) => get(`/x/..${path}?${form}`, host)],
  ['the path percent-encoded', ({ path, host }) => get(`${path.replace('c', '%63')}?${form}`, host)],
  ['the path in capitals', ({ path, host }) => get(`${path.toUpperCase()}?${form}`, host)],
  ['an absolute address', ({ path, host }) => get(`http://${host}${good(path)}`, host)],
  ['a POST of the address', ({ path, host }) => get(good(path), host, 'POST', 'Content-Length: 0\r\n')],
  ['a POST of a form', ({ path, host }) => `${get(path, host, 'POST', withBody(form))}${form}`],
  ['a HEAD', ({ path, host }) => get(good(path), host, 'HEAD')],
  ['an OPTIONS', ({ path, host }) => get(good(path), host, 'OPTIONS')],
  ['a PUT', ({ path, host }) => get(good(path), host, 'PUT', 'Content-Length: 0\r\n')],
  ['a CONNECT', ({ host }) => get(host, host, 'CONNECT')],
  ['the name localhost', ({ path, port }) => get(good(path), `localhost:${port}`)],
  ['a rebound name', ({ path, port }) => get(good(path), `evil.example:${port}`)],
  ['the host without its port', ({ path }) => get(good(path), '127.0.0.1')],
  ['no host', ({ path }) => `GET ${good(path)} HTTP/1.1\r\n\r\n`],
  ['two hosts', ({ path, host }) => get(good(path), host, 'GET', `Host: ${host}\r\n`)],
  ['an address of a megabyte', ({ path, host }) => get(`${good(path)}&x=${'a'.repeat(1_000_000)}`, host)],
  ['an address of 9 kB', ({ path, host }) => get(`${good(path)}&x=${'a'.repeat(9000)}`, host)],
]

describe('while it waits', () => {
  test('the table below holds 40 hostile calls', () => expect(hostile).toHaveLength(40))

  test.each(hostile)('%s is turned away and does not end the wait', async (_what, bytes) => {
    const { listener, host, port, path } = await aListener()
    const answer = await exchange(port, bytes({ path, host, port }))
    expect(['400', '404', '405', '414', '431', 'none']).toContain(statusOf(answer))
    expect(answer).not.toContain(state)
    expect(await isAnswered(listener)).toBe(false)
    expect(statusOf(await exchange(port, get(good(path), host)))).toBe('200')
    expect((await listener.answer).reveal()).toBe(`http://${host}${good(path)}`)
  })

  test('it listens on 127.0.0.1 only', async () => {
    const { port } = await aListener()
    const hex = port.toString(16).toUpperCase().padStart(4, '0')
    const read = (table: string): string[] =>
      execFileSync('cat', [table], { encoding: 'utf8' })
        .split('\n')
        .filter((line) => line.includes(`:${hex} `) && / 0A /.test(line))
        .map((line) => line.trim().split(/\s+/)[1] ?? '')
    expect([...read('/proc/net/tcp'), ...read('/proc/net/tcp6')]).toEqual([`0100007F:${hex}`])
  })

  test('the path is new each time and cannot be guessed', async () => {
    const paths = await Promise.all(Array.from({ length: 50 }, async () => (await aListener()).path))
    expect(new Set(paths).size).toBe(50)
    for (const path of paths) expect(path).toMatch(/^\/callback\/[A-Za-z0-9_-]{22,}$/)
  })

  test('a hundred strangers at once do not keep the browser out', async () => {
    const { listener, host, port, path } = await aListener()
    const strangers = Array.from({ length: 100 }, () => exchange(port, get(`${path}?code=x&state=y`, host)))
    const browser = exchange(port, get(good(path), host))
    expect(statusOf(await browser)).toBe('200')
    expect(await isAnswered(listener)).toBe(true)
    for (const answer of await Promise.all(strangers)) expect(['400', 'none']).toContain(statusOf(answer))
  })

  test('callers who speak slowly, or not at all, are cut off and do not keep the browser out', async () => {
    const { listener, host, port, path } = await aListener({ patienceMs: 300 })
    const silent = Array.from({ length: 30 }, () => exchange(port, ''))
    const slow = Array.from({ length: 30 }, () => exchange(port, `GET ${path}`))
    expect(statusOf(await exchange(port, get(good(path), host)))).toBe('200')
    expect(await isAnswered(listener)).toBe(true)
    await Promise.all([...silent, ...slow])
  })

  test('of more than 20 callers at once the one that has waited longest makes room', async () => {
    const { port } = await aListener({ patienceMs: 60_000 })
    const first = exchange(port, '')
    for (let n = 0; n < 20; n += 1) void exchange(port, '')
    // Long before its patience ends.
    expect(await first).toBe('')
  })

  test('slow callers are cut off by time alone', async () => {
    const { listener, port, path } = await aListener({ patienceMs: 200 })
    expect(['408', 'none']).toContain(statusOf(await exchange(port, `GET ${path}`)))
    expect(await isAnswered(listener)).toBe(false)
  })
})

describe('when the browser came back', () => {
  test('the port is closed within 100 ms, and the same call once more finds nobody', async () => {
    const { listener, host, port, path } = await aListener()
    await exchange(port, get(good(path), host))
    const startedMs = performance.now()
    await listener.close()
    expect(await exchange(port, get(good(path), host))).toBe('')
    expect(performance.now() - startedMs).toBeLessThan(100)
  })

  test('of many that carry the right state only one is taken', async () => {
    const { listener, host, port, path } = await aListener()
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => exchange(port, get(`${path}?code=c${n}&state=${state}`, host))),
    )
    expect(answers.filter((answer) => statusOf(answer) === '200')).toHaveLength(1)
    expect((await listener.answer).reveal()).toMatch(/code=c\d&/)
  })

  test('the page is fixed, in the look of the product, without script, cache or referrer', async () => {
    const { host, port, path } = await aListener()
    const answer = await exchange(port, get(`${good(path)}&x=<script>alert(1)</script>`, host))
    const [head = '', page = ''] = answer.split('\r\n\r\n')
    expect(head).toMatch(/content-security-policy: default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'/)
    expect(head).toMatch(/cache-control: no-store/)
    expect(head).toMatch(/referrer-policy: no-referrer/)
    expect(page).toContain('Signed in as requested')
    expect(page).toContain('You can close this tab and return to Claimcheck')
    expect(page).not.toMatch(/<script|abc|a-state/)
  })

  test('the style is the one that the policy allows', async () => {
    const { host, port, path } = await aListener()
    const answer = await exchange(port, get(good(path), host))
    const style = /<style>([^<]*)<\/style>/.exec(answer)?.[1] ?? ''
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(style))).toString('base64')
    expect(answer).toContain(`'sha256-${digest}'`)
  })

  test('a refused consent has a page of its own', async () => {
    const { listener, host, port, path } = await aListener()
    const answer = await exchange(port, get(`${path}?error=access_denied&state=${state}`, host))
    expect(answer).toContain('Not signed in')
    expect((await listener.answer).reveal()).toContain('error=access_denied')
  })
})

describe('ports', () => {
  async function aBusyPort() {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return { port: portOf(server), close: () => server.close() }
  }

  test('takes another port when one is busy', async () => {
    const busy = await aBusyPort()
    const { port } = await aListener({ ports: [busy.port, 0] })
    busy.close()
    expect(port).not.toBe(busy.port)
  })

  test('says so when there is none', async () => {
    const busy = await aBusyPort()
    await expect(aListener({ ports: [busy.port] })).rejects.toMatchObject({ code: 'sign_in.port_unavailable' })
    busy.close()
  })
})

test('closing without an answer leaves nothing that listens', async () => {
  const { listener, host, port, path } = await aListener()
  const held = exchange(port, '')
  await listener.close()
  await held
  expect(await exchange(port, get(good(path), host))).toBe('')
})
