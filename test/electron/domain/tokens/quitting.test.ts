import { describe, expect, test } from 'vitest'
import { settled } from '../../../support/clock.ts'
import { aKeeper, noteOf, recordOf, refreshed } from '../../../support/keeper-builder.ts'
import { aTokenSet, secondsAfterNoon } from '../../../support/token-builder.ts'

const expiring = aTokenSet({ obtainedAt: secondsAfterNoon(-295), expiresAt: secondsAfterNoon(5) })

/** Whether what was begun is over by now. */
function watched(promise: Promise<void>): { isOver: boolean } {
  const state = { isOver: false }
  void promise.then(() => (state.isOver = true))
  return state
}

describe('a program that is quit', () => {
  test('waits for the answer to a refresh, and saves it: its refresh token is spent', async () => {
    const { keeper, id, vault, hold } = aKeeper({ tokens: expiring, answers: [refreshed(2)] })
    const letGo = hold()
    const using = keeper.usableTokens(id)
    await settled()
    const quitting = keeper.stop()
    const quit = watched(quitting)
    await settled()
    expect(quit.isOver).toBe(false)
    letGo()
    await Promise.all([quitting, using])
    expect(vault.disk.get(recordOf(id))).toContain('refresh-2')
    expect(vault.disk.has(noteOf(id))).toBe(false)
  })

  test('waits no longer than three seconds for a server that says nothing: the note stays for the next start', async () => {
    const { keeper, id, vault, clock } = aKeeper({ tokens: expiring, answers: ['never'] })
    void keeper.usableTokens(id)
    await settled()
    const quit = watched(keeper.stop())
    await clock.advance(2_900)
    expect(quit.isOver).toBe(false)
    await clock.advance(200)
    expect(quit.isOver).toBe(true)
    expect(vault.disk.has(noteOf(id))).toBe(true)
  })

  test('waits for nothing where nothing is under way', async () => {
    const { keeper, clock } = aKeeper({ tokens: expiring })
    await keeper.stop()
    expect(clock.pending()).toEqual([])
  })
})
