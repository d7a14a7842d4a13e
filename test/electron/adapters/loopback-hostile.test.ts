import { afterEach, describe, expect, test } from 'vitest'
import { aFreePort } from '../../support/free-port.ts'
import {
  callbackState,
  get,
  goodCallback,
  hostileCallbacks,
  type CallbackPlace,
} from '../../support/hostile-callbacks.ts'
import { aListener, closeListeners, exchangeBytes, isAnswered, statusOf } from '../../support/loopback-caller.ts'

afterEach(closeListeners)

const turnedAway = ['400', '404', '405', '414', '431', 'none']

const fixedAt = async (host: '127.0.0.1' | 'localhost') => ({
  redirect: { by: 'fixed', host, port: await aFreePort(), path: '/sign-in/callback' } as const,
})

// Three kinds of redirect, the fixed one under both of its names.
const doors = [
  ['a free port', async () => ({})],
  ['a fixed port', () => fixedAt('127.0.0.1')],
  ['a fixed port under the name localhost', () => fixedAt('localhost')],
] as const

test('the table holds 40 hostile calls', () => expect(hostileCallbacks).toHaveLength(40))

describe.each(doors)('while a code is waited for at %s', (_door, wanted) => {
  test.each(hostileCallbacks)('%s is turned away and does not end the wait', async (_what, bytes) => {
    const place = await aListener(await wanted())
    const { listener, host, port, path } = place
    const answer = await exchangeBytes(port, bytes(place))
    expect(turnedAway).toContain(statusOf(answer))
    expect(answer).not.toContain(callbackState)
    expect(await isAnswered(listener)).toBe(false)
    expect(statusOf(await exchangeBytes(port, get(goodCallback(path), host)))).toBe('200')
    expect((await listener.answer).reveal()).toBe(`http://${host}${goodCallback(path)}`)
  })
})

const handedOver = `access_token=abc&token_type=Bearer&state=${callbackState}`
const isHandOverPage = (answer: string): boolean => answer.includes('<main id="waiting">')

const fragmentDoors = [
  ['the page', (place: CallbackPlace): CallbackPlace => place],
  ['what the page calls', (place: CallbackPlace): CallbackPlace => ({ ...place, path: `${place.path}/fragment` })],
] as const

describe.each(doors)('while tokens in a fragment are waited for at %s', (_door, wanted) => {
  describe.each(fragmentDoors)('%s', (which, at) => {
    // At the place that the page calls, an answer with the right state is ours: those calls are good ones there.
    test.each(hostileCallbacks)('%s takes nothing and does not end the wait', async (_what, bytes) => {
      const place = await aListener({ ...(await wanted()), answerIn: 'fragment' })
      const { listener, host, port, path } = place
      const answer = await exchangeBytes(port, bytes(at(place)))
      // The page by itself tells nobody anything, and takes nothing.
      if (!(which === 'the page' && isHandOverPage(answer))) expect(turnedAway).toContain(statusOf(answer))
      expect(answer).not.toContain(callbackState)
      expect(await isAnswered(listener)).toBe(false)
      const good = await exchangeBytes(port, get(`${path}/fragment?${handedOver}`, host))
      expect(good).toMatch(/\r\n\r\nanswered$/)
      expect((await listener.answer).reveal()).toBe(`http://${host}${path}#${handedOver}`)
    })
  })
})
