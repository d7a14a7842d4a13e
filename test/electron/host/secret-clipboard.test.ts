import { describe, expect, test } from 'vitest'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { createSecretClipboardOn } from '../../../electron/host/secret-clipboard.ts'
import { aClock, settled } from '../../support/clock.ts'

const token = new SecretText('eyJ.one.token')
const other = new SecretText('eyJ.another.token')

/** A clipboard as all programs share it. `slowDown` holds its answers back, as a slow owner of the text does. */
function aClipboard() {
  let content = ''
  let cleared = 0
  let holdBack: Promise<void> | null = null
  return {
    content: () => content,
    cleared: () => cleared,
    /** Somebody copies in another program. */
    takeOver: (text: string) => void (content = text),
    slowDown(): () => void {
      let answer = (): void => undefined
      holdBack = new Promise((resolve) => (answer = resolve))
      return () => answer()
    },
    clipboard: {
      async readText(): Promise<string> {
        const read = content
        if (holdBack !== null) await holdBack
        return read
      },
      writeText: (text: string) => void (content = text),
      clear(): void {
        cleared += 1
        content = ''
      },
    },
  }
}

function aDesk() {
  const clock = aClock(new Date('2026-03-01T09:00:00Z'))
  const board = aClipboard()
  const secrets = createSecretClipboardOn({ clipboard: board.clipboard, schedule: clock.schedule })
  return { clock, board, secrets }
}

describe('a secret on the clipboard', () => {
  test('is there until its time is over, and then gone', async () => {
    const { clock, board, secrets } = aDesk()
    secrets.copy(token, 60)
    await clock.advance(59_999)
    expect(board.content()).toBe('eyJ.one.token')
    await clock.advance(1)
    expect(board.content()).toBe('')
    expect(clock.pending()).toEqual([])
  })

  test('that somebody has replaced is no business of ours: their text stays', async () => {
    const { clock, board, secrets } = aDesk()
    secrets.copy(token, 60)
    await clock.advance(30_000)
    board.takeOver('a shopping list')
    await clock.advance(600_000)
    expect(board.content()).toBe('a shopping list')
    await secrets.clear()
    expect(board.content()).toBe('a shopping list')
    expect(board.cleared()).toBe(0)
  })

  test('that is followed by another one has the time of the other one', async () => {
    const { clock, board, secrets } = aDesk()
    secrets.copy(token, 60)
    await clock.advance(59_000)
    secrets.copy(other, 60)
    expect(clock.pending()).toEqual([60_000])
    await clock.advance(59_999)
    expect(board.content()).toBe('eyJ.another.token')
    await clock.advance(1)
    expect(board.content()).toBe('')
    expect(board.cleared()).toBe(1)
  })

  test('that is copied once more begins its time anew', async () => {
    const { clock, board, secrets } = aDesk()
    secrets.copy(token, 60)
    await clock.advance(59_000)
    secrets.copy(token, 60)
    await clock.advance(59_000)
    expect(board.content()).toBe('eyJ.one.token')
    await clock.advance(1_000)
    expect(board.content()).toBe('')
  })

  test('does not outlive us: at quit it is gone, and no timer is left', async () => {
    const { clock, board, secrets } = aDesk()
    secrets.copy(token, 600)
    await secrets.clear()
    expect(board.content()).toBe('')
    expect(clock.pending()).toEqual([])
    await secrets.clear()
    expect(board.cleared()).toBe(1)
  })

  test('is not taken away by the time of an older one that is over while it is being copied', async () => {
    const { clock, board, secrets } = aDesk()
    secrets.copy(token, 60)
    const answer = board.slowDown()
    await clock.advance(60_000)
    secrets.copy(other, 60)
    answer()
    await settled()
    expect(board.content()).toBe('eyJ.another.token')
    await clock.advance(60_000)
    expect(board.content()).toBe('')
  })

  test('that was never there: the clipboard is left as it is', async () => {
    const { board, secrets } = aDesk()
    board.takeOver('a shopping list')
    await secrets.clear()
    expect(board.content()).toBe('a shopping list')
  })
})
