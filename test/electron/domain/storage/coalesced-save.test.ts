import { describe, expect, test } from 'vitest'
import { createCoalescedSave } from '../../../../electron/domain/storage/coalesced-save.ts'

/** Saves that end when the test says so. */
function heldSaves() {
  const running: { end: () => void; fail: (error: Error) => void }[] = []
  const save = createCoalescedSave(
    () => new Promise<void>((resolve, reject) => void running.push({ end: resolve, fail: reject })),
  )
  return { save, running }
}
const turnOfTheLoop = () => new Promise((resolve) => setImmediate(resolve))

describe('saves that are asked for together', () => {
  test('are one', async () => {
    const { save, running } = heldSaves()
    const all = Promise.all([save.request(), save.request(), save.request()])
    await turnOfTheLoop()
    expect(running).toHaveLength(1)
    running[0]?.end()
    await all
  })

  test('while another runs wait for the next, which has what they changed', async () => {
    const { save, running } = heldSaves()
    const first = save.request()
    await turnOfTheLoop()
    let isSecondDone = false
    const second = save.request().then(() => (isSecondDone = true))
    running[0]?.end()
    await first
    await turnOfTheLoop()
    expect({ saves: running.length, isSecondDone }).toEqual({ saves: 2, isSecondDone: false })
    running[1]?.end()
    expect(await second).toBe(true)
  })

  test('all fail with it, and the next is tried all the same', async () => {
    const { save, running } = heldSaves()
    const both = Promise.allSettled([save.request(), save.request()])
    await turnOfTheLoop()
    running[0]?.fail(new Error('disk full'))
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    const next = save.request()
    await turnOfTheLoop()
    running[1]?.end()
    await expect(next).resolves.toBeUndefined()
  })
})

test('settled waits for what is running and for what waits behind it', async () => {
  const { save, running } = heldSaves()
  const first = save.request()
  await turnOfTheLoop()
  const second = save.request()
  let isSettled = false
  const settled = save.settled().then(() => (isSettled = true))
  running[0]?.end()
  await first
  await turnOfTheLoop()
  expect(isSettled).toBe(false)
  running[1]?.end()
  await second
  expect(await settled).toBe(true)
})
