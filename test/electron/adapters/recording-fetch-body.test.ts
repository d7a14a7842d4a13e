import { expect, test } from 'vitest'
import { readLimited } from '../../../electron/adapters/recording-fetch-body.ts'

test('an endless answer is read up to the limit and no further', async () => {
  let taken = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      taken += 1000
      if (taken > 100_000) controller.close()
      else controller.enqueue(new Uint8Array(1000).fill(120))
    },
  })
  expect(await readLimited(new Response(body), 5000)).toHaveLength(5000)
  expect(taken).toBeLessThan(10_000)
})
