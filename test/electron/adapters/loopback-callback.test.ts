import { execFileSync } from 'node:child_process'
import { afterEach, describe, expect, test } from 'vitest'
import { aBusyPort } from '../../support/free-port.ts'
import { callbackState as state, get, goodCallback as good } from '../../support/hostile-callbacks.ts'
import {
  aListener,
  closeListeners,
  exchangeBytes as exchange,
  isAnswered,
  statusOf,
} from '../../support/loopback-caller.ts'

afterEach(closeListeners)

describe('while it waits', () => {
  test('an address of more than 8 kB is not looked at', async () => {
    const { listener, host, port, path } = await aListener()
    expect(statusOf(await exchange(port, get(`${good(path)}&x=${'a'.repeat(8192)}`, host)))).toBe('414')
    expect(await isAnswered(listener)).toBe(false)
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
    const { listener, host, port, path } = await aListener({ parts: { patienceMs: 300 } })
    const silent = Array.from({ length: 30 }, () => exchange(port, ''))
    const slow = Array.from({ length: 30 }, () => exchange(port, `GET ${path}`))
    expect(statusOf(await exchange(port, get(good(path), host)))).toBe('200')
    expect(await isAnswered(listener)).toBe(true)
    await Promise.all([...silent, ...slow])
  })

  test('of more than 20 callers at once the one that has waited longest makes room', async () => {
    const { port } = await aListener({ parts: { patienceMs: 60_000 } })
    const first = exchange(port, '')
    for (let n = 0; n < 20; n += 1) void exchange(port, '')
    // Long before its patience ends.
    expect(await first).toBe('')
  })

  test('slow callers are cut off by time alone', async () => {
    const { listener, port, path } = await aListener({ parts: { patienceMs: 200 } })
    expect(['408', 'none']).toContain(statusOf(await exchange(port, `GET ${path}`)))
    expect(await isAnswered(listener)).toBe(false)
  })
})

describe('when the browser came back', () => {
  test('the port is closed within 100 ms, and the same call once more finds nobody', async () => {
    const { listener, host, port, path } = await aListener()
    await exchange(port, get(good(path), host))
    const startedMs = performance.now()
    expect(await isAnswered(listener)).toBe(true)
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
    expect(page).toContain('Your answer has arrived')
    expect(page).toContain('Claimcheck goes on from here; you can close this page and look there for the result.')
    // The code has still to be exchanged, and the tokens to be kept.
    expect(page).not.toMatch(/signed in/i)
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
  test('takes another port when one is busy', async () => {
    const busy = await aBusyPort()
    const { port } = await aListener({ parts: { ports: [busy.port, 0] } })
    await busy.close()
    expect(port).not.toBe(busy.port)
  })

  test('says so when there is none', async () => {
    const busy = await aBusyPort()
    await expect(aListener({ parts: { ports: [busy.port] } })).rejects.toMatchObject({
      code: 'sign_in.port_unavailable',
      details: { port: null },
    })
    await busy.close()
  })
})

test('closing without an answer leaves nothing that listens', async () => {
  const { listener, host, port, path } = await aListener()
  const held = exchange(port, '')
  await listener.close()
  await held
  expect(await exchange(port, get(good(path), host))).toBe('')
})
