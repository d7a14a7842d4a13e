import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import type { MessageFromPlayground } from '../../../electron/playground/messages.ts'
import { serveParent } from '../../../electron/playground/serve-parent.ts'

const settings = {
  accessTokenSeconds: 60,
  signInSeconds: 3600,
  preferredPorts: { issuer: null, api: null, secure: null },
}

/** The two ends of the wire between the app and the playground's process. */
function connect() {
  const wire = new EventEmitter()
  const answers: MessageFromPlayground[] = []
  const waiting: ((message: MessageFromPlayground) => void)[] = []
  let exits = 0
  let onExit = (): void => undefined
  const exited = new Promise<void>((resolve) => (onExit = resolve))
  serveParent(
    {
      on: (event: string, listener: (given: { data: unknown }) => void) => wire.on(event, listener),
      postMessage: (message: MessageFromPlayground) => {
        const next = waiting.shift()
        if (next === undefined) answers.push(message)
        else next(message)
      },
    },
    () => {
      exits++
      onExit()
    },
  )
  return {
    say: (data: unknown) => wire.emit('message', { data }),
    leave: () => wire.emit('close'),
    answer: () =>
      new Promise<MessageFromPlayground>((resolve) => {
        const ready = answers.shift()
        if (ready === undefined) waiting.push(resolve)
        else resolve(ready)
      }),
    exited,
    exits: () => exits,
  }
}

async function startOver(parent: ReturnType<typeof connect>) {
  parent.say({ type: 'start', ...settings })
  const ready = await parent.answer()
  if (ready.type !== 'ready') throw new Error(`it is not ready: ${JSON.stringify(ready)}`)
  return ready
}

describe('the playground in its own process', () => {
  test('starts, is configured, counts, and exits when it is told to stop', async () => {
    const parent = connect()
    const { issuer, apiUrl, secureApiUrl, certificateAuthority, ...lives } = await startOver(parent)
    expect(lives).toMatchObject({ accessTokenSeconds: 60, signInSeconds: 3600 })
    expect(secureApiUrl).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/)
    expect(certificateAuthority).toMatch(/^-----BEGIN CERTIFICATE-----/)
    expect((await fetch(`${apiUrl}/health`)).status).toBe(200)
    const shorter = { accessTokenSeconds: 10, signInSeconds: 60 }
    parent.say({ type: 'configure', ...shorter })
    expect(await parent.answer()).toEqual({ type: 'configured', ...shorter })
    parent.say({ type: 'counts' })
    expect(await parent.answer()).toMatchObject({
      type: 'counts',
      counts: { tokenRequests: 0, refreshes: 0, refusedRefreshes: 0, apiRequests: 1 },
    })
    parent.say({ type: 'stop' })
    await parent.exited
    await expect(fetch(issuer)).rejects.toThrow('fetch failed')
  })

  test('does what it is told in order: a setting sent right after start waits for it', async () => {
    const parent = connect()
    parent.say({ type: 'start', ...settings })
    const others = { accessTokenSeconds: 20, signInSeconds: 120 }
    parent.say({ type: 'configure', ...others })
    expect((await parent.answer()).type).toBe('ready')
    expect(await parent.answer()).toEqual({ type: 'configured', ...others })
    parent.say({ type: 'stop' })
    await parent.exited
  })

  test('exits when its parent is gone', () => {
    const parent = connect()
    parent.leave()
    expect(parent.exits()).toBe(1)
  })

  test.each([
    ['a message that is none', { type: 'format-disk' }],
    ['a life below 10 s', { type: 'start', ...settings, accessTokenSeconds: 1 }],
    ['a sign-in of less than 20 s', { type: 'start', ...settings, signInSeconds: 19 }],
    ['a setting before the start', { type: 'configure', accessTokenSeconds: 20, signInSeconds: 60 }],
  ])('reports %s and goes on', async (_what, message) => {
    const parent = connect()
    parent.say(message)
    expect(await parent.answer()).toMatchObject({ type: 'fault' })
    expect(parent.exits()).toBe(0)
  })
})
