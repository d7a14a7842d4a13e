import { expect, test } from 'vitest'
import { inSlices } from '../../../../electron/domain/slices/in-slices.ts'

const many = Array.from({ length: 100 }, (_, place) => place)

test('a list done in slices gives the results in its own order', async () => {
  expect(await inSlices(many, (place) => place * 2)).toEqual(many.map((place) => place * 2))
  expect(await inSlices([], () => 1)).toEqual([])
})

test('others have their turn in between, although no item waits for anything but promises', async () => {
  let turns = 0
  let isDone = false
  const others = () => {
    turns += 1
    if (!isDone) setImmediate(others)
  }
  setImmediate(others)
  await inSlices(many, async (place) => place)
  isDone = true
  expect(turns).toBeGreaterThanOrEqual(6)
})

test('the first failure is the failure of the whole, and no later slice begins', async () => {
  const begun: number[] = []
  const failing = inSlices(many, async (place) => {
    begun.push(place)
    if (place === 3) throw new Error('the fourth')
  })
  await expect(failing).rejects.toThrow('the fourth')
  expect(begun.length).toBeLessThan(many.length)
})
