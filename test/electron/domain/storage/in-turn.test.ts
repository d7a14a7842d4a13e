import { describe, expect, test } from 'vitest'
import { createInTurn } from '../../../../electron/domain/storage/in-turn.ts'

describe('jobs in turn', () => {
  test('begin when the one before has ended, in the order in which they were asked for', async () => {
    const inTurn = createInTurn()
    const log: string[] = []
    const job = (name: string) => async () => {
      log.push(`${name} begins`)
      await Promise.resolve()
      log.push(`${name} ends`)
      return name
    }
    expect(await Promise.all([inTurn(job('first')), inTurn(job('second')), inTurn(() => 'third')])).toEqual([
      'first',
      'second',
      'third',
    ])
    expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
  })

  test('fail for their callers alone: the next one has its turn', async () => {
    const inTurn = createInTurn()
    const failing = inTurn(() => Promise.reject(new Error('disk full')))
    const throwing = inTurn(() => {
      throw new Error('no such thing')
    })
    const next = inTurn(() => 'done')
    await expect(failing).rejects.toThrow('disk full')
    await expect(throwing).rejects.toThrow('no such thing')
    expect(await next).toBe('done')
  })
})
