import { describe, expect, test } from 'vitest'
import { jsonInSlices } from '../../../../electron/domain/slices/json-in-slices.ts'

const jsonOf = async (value: unknown) => (await jsonInSlices(value)).toString('utf8')

describe('JSON in slices', () => {
  test.each([
    ['nothing', null],
    ['primitives', [1.5, -0, Number.NaN, true, false, 'text', '', 'quotes " and \\ and \u2028 and \u0000']],
    ['empty lists and objects', { list: [], object: {}, nested: [[], {}] }],
    ['fields that are not there', { there: 1, missing: undefined, list: [undefined, 1] }],
    ['names that need escapes', { 'a "name"\n': { ключ: '🔑' } }],
    ['a lone half of a character', ['\ud83d', '\udd11']],
  ])('is the JSON that it would be at once: %s', async (_what, value) => {
    expect(await jsonOf(value)).toBe(JSON.stringify(value))
  })

  test.each([0, 1])(
    'is the same for a long text of characters in two halves, wherever it is cut (%i)',
    async (shift) => {
      const value = { text: `${'x'.repeat(shift)}${'🔑"\\'.repeat(100_000)}` }
      expect(await jsonOf(value)).toBe(JSON.stringify(value))
    },
  )

  test('lets everything else have its turn while a long text is written', async () => {
    let turns = 0
    let isOver = false
    const count = (): void => {
      turns += 1
      if (!isOver) setImmediate(count)
    }
    setImmediate(count)
    await jsonInSlices({ text: 'a "quoted" line\n'.repeat(200_000) })
    isOver = true
    expect(turns).toBeGreaterThan(15)
  })
})
