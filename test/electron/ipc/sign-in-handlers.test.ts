import { describe, expect, test } from 'vitest'
import { ClaimcheckError } from '../../../electron/domain/failures/claimcheck-error.ts'
import { signInHandlers } from '../../../electron/ipc/handlers/sign-in-handlers.ts'
import { aDesk } from '../../support/desk-builder.ts'
import { anOAuthWay, aProfile } from '../../support/token-builder.ts'

// Nobody listens there; a sign-in that gets so far fails as unreachable.
const profile = aProfile({ way: anOAuthWay({ issuer: 'http://127.0.0.1:9' }) })
const { id } = profile

function signingIn() {
  const { desk, steps } = aDesk({ profiles: [profile] })
  const waiting: { release: () => void; fail: (thrown: Error) => void }[] = []
  const handlers = signInHandlers({
    desk,
    ready: () => new Promise((resolve, reject) => void waiting.push({ release: resolve, fail: reject })),
  })
  async function start(): Promise<unknown> {
    try {
      await handlers['signIn.start']({ profileId: id, extraScopes: [] })
      return 'signed in'
    } catch (thrown) {
      return thrown instanceof ClaimcheckError ? thrown.code : thrown
    }
  }
  return { start, cancel: () => handlers['signIn.cancel']({ profileId: id }), waiting, steps, desk }
}

describe('a sign-in whose server still starts', () => {
  test('ends at once when it is cancelled, and does not begin when the server is there', async () => {
    const { start, cancel, waiting, steps, desk } = signingIn()
    const ended = start()
    await cancel()
    expect(await ended).toBe('sign_in.cancelled')
    waiting[0]?.release()
    await new Promise((resolve) => setImmediate(resolve))
    expect([steps, desk.underway(id)]).toEqual([[], null])
  })

  test('is cancelled also at the very moment when the server is there', async () => {
    const { start, cancel, waiting, steps } = signingIn()
    const ended = start()
    waiting[0]?.release()
    await cancel()
    expect(await ended).toBe('sign_in.cancelled')
    expect(steps).toEqual([])
  })

  test('is not begun a second time', async () => {
    const { start, cancel } = signingIn()
    const first = start()
    expect(await start()).toBe('sign_in.already_running')
    await cancel()
    expect(await first).toBe('sign_in.cancelled')
  })

  test('can be begun again after it was cancelled, and the old cancel does not end it', async () => {
    const { start, cancel, waiting } = signingIn()
    const first = start()
    await cancel()
    const second = start()
    for (const { release } of waiting) release()
    expect(await first).toBe('sign_in.cancelled')
    expect(await second).toBe('sign_in.issuer_unreachable')
  })

  test('that does not start is told as that; one that was cancelled is told as cancelled', async () => {
    const { start, cancel, waiting } = signingIn()
    const failing = start()
    waiting[0]?.fail(new Error('it does not start'))
    expect(await failing).toMatchObject({ message: 'it does not start' })
    const cancelled = start()
    await cancel()
    waiting[1]?.fail(new Error('it does not start'))
    expect(await cancelled).toBe('sign_in.cancelled')
  })
})
