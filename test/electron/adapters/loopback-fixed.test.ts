import { afterEach, describe, expect, test } from 'vitest'
import { createLoopbackListener } from '../../../electron/adapters/loopback-callback.ts'
import { aBusyPort, aFreePort } from '../../support/free-port.ts'
import { get } from '../../support/hostile-callbacks.ts'
import { aListener, closeListeners, exchangeBytes, isAnswered, statusOf } from '../../support/loopback-caller.ts'

afterEach(closeListeners)

const at = (port: number, host: '127.0.0.1' | 'localhost' = '127.0.0.1', path = '/callback') =>
  ({ by: 'fixed', host, port, path }) as const

const call = (path: string, state: string): string => `${path}?code=of-${state}&state=${state}`

describe('a port and a path that the profile fixes', () => {
  test('are in the redirect address exactly as set', async () => {
    const port = await aFreePort()
    const { listener } = await aListener({ redirect: at(port, 'localhost', '/My/Path;v=1') })
    expect(listener.redirectUri).toBe(`http://localhost:${port}/My/Path;v=1`)
  })

  test('that are busy are named', async () => {
    const busy = await aBusyPort()
    await expect(aListener({ redirect: at(busy.port) })).rejects.toMatchObject({
      code: 'sign_in.port_unavailable',
      details: { port: busy.port },
    })
    await busy.close()
    const { port } = await aListener({ redirect: at(busy.port) })
    expect(port).toBe(busy.port)
  })

  test('under the name localhost are heard on 127.0.0.1 and on ::1', async () => {
    for (const address of ['127.0.0.1', '::1']) {
      const port = await aFreePort()
      const { listener, path, host } = await aListener({ redirect: at(port, 'localhost') })
      const bytes = get(call(path, 'a-state-that-is-thirty-two-bytes-long-or-so'), host)
      expect(statusOf(await exchangeBytes(port, bytes, address))).toBe('200')
      expect(await isAnswered(listener)).toBe(true)
      for (const each of ['127.0.0.1', '::1']) expect(await exchangeBytes(port, bytes, each)).toBe('')
    }
  })

  test('under the name localhost are refused where another program would get the answer on ::1', async () => {
    const port = await aFreePort()
    const busy = await aBusyPort('::1', port)
    await expect(aListener({ redirect: at(port, 'localhost') })).rejects.toMatchObject({
      code: 'sign_in.port_unavailable',
      details: { port },
    })
    await busy.close()
    // Nothing was left behind on the other address.
    expect(await exchangeBytes(port, get('/', `localhost:${port}`))).toBe('')
    await aListener({ redirect: at(port, 'localhost') })
  })

  test('under the address 127.0.0.1 are not heard on ::1', async () => {
    const port = await aFreePort()
    const { path, host } = await aListener({ redirect: at(port) })
    expect(await exchangeBytes(port, get(path, host), '::1')).toBe('')
  })
})

describe('two sign-ins at once at the same fixed port', () => {
  async function two(paths: readonly [string, string] = ['/callback', '/callback']) {
    const listen = createLoopbackListener()
    const port = await aFreePort()
    const [one, other] = await Promise.all([
      aListener({ listen, redirect: at(port, '127.0.0.1', paths[0]), state: 'state-of-one' }),
      aListener({ listen, redirect: at(port, '127.0.0.1', paths[1]), state: 'state-of-other' }),
    ])
    return { listen, port, one, other, host: one.host }
  }

  test('each get their own answer, whoever comes first', async () => {
    const { port, one, other, host } = await two()
    expect(statusOf(await exchangeBytes(port, get(call('/callback', 'state-of-other'), host)))).toBe('200')
    expect(await isAnswered(one.listener)).toBe(false)
    expect(statusOf(await exchangeBytes(port, get(call('/callback', 'state-of-one'), host)))).toBe('200')
    expect((await one.listener.answer).reveal()).toContain('code=of-state-of-one')
    expect((await other.listener.answer).reveal()).toContain('code=of-state-of-other')
    expect(await exchangeBytes(port, get('/', host))).toBe('')
  })

  test('a state that was answered is turned away, and the other goes on', async () => {
    const { port, one, host } = await two()
    const bytes = get(call('/callback', 'state-of-other'), host)
    await exchangeBytes(port, bytes)
    expect(statusOf(await exchangeBytes(port, bytes))).toBe('400')
    expect(await isAnswered(one.listener)).toBe(false)
  })

  test('an answer at the path of the other is turned away', async () => {
    const { port, one, other, host } = await two(['/one', '/other'])
    expect(statusOf(await exchangeBytes(port, get(call('/one', 'state-of-other'), host)))).toBe('400')
    expect(await isAnswered(one.listener)).toBe(false)
    expect(await isAnswered(other.listener)).toBe(false)
  })

  test('one that is called off leaves the other waiting; the last one leaves nothing', async () => {
    const { port, one, other, host } = await two()
    await one.listener.close()
    expect(statusOf(await exchangeBytes(port, get(call('/callback', 'state-of-one'), host)))).toBe('400')
    await other.listener.close()
    expect(await exchangeBytes(port, get('/', host))).toBe('')
  })

  test('the port is free for the next one as soon as both are over', async () => {
    const { listen, port, one, other, host } = await two()
    await exchangeBytes(port, get(call('/callback', 'state-of-one'), host))
    await other.listener.close()
    const next = await aListener({ listen, redirect: at(port), state: 'state-of-next' })
    expect(statusOf(await exchangeBytes(port, get(call('/callback', 'state-of-next'), host)))).toBe('200')
    expect(await isAnswered(next.listener)).toBe(true)
    expect(await isAnswered(one.listener)).toBe(true)
  })
})
