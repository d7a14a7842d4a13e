import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDurableFile } from '../../../../electron/adapters/durable-file.ts'
import { emptyDraft } from '../../../../electron/contract/requests.ts'
import type { Tab, Workbench } from '../../../../electron/contract/workbench.ts'
import type { DurableFile } from '../../../../electron/domain/storage/durable-file.ts'
import { createWorkbenchKeeper, isWorkbench } from '../../../../electron/domain/workbench/workbench-keeper.ts'

let folder = ''
let place = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'workbench-'))
  place = path.join(folder, 'workbench.json')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const keeperOnDisk = () => createWorkbenchKeeper({ file: createDurableFile(place, { isSound: isWorkbench }) })
const aTab = (title: string, more: Partial<Tab['draft']> = {}): Tab => ({
  id: randomUUID(),
  path: null,
  title,
  draft: { ...emptyDraft, ...more },
  changed: true,
})
const aWorkbench = (...tabs: Tab[]): Workbench => ({ tabs, activeTab: tabs[0]?.id ?? null })

describe('the workbench', () => {
  test('comes back after a restart', async () => {
    const workbench = aWorkbench(aTab('One', { url: 'https://x.test/{{id}}' }), aTab('Two'))
    await keeperOnDisk().save(workbench)
    expect(await keeperOnDisk().load()).toEqual(workbench)
  })

  test('is empty at the first start', async () => {
    expect(await keeperOnDisk().load()).toEqual({ tabs: [], activeTab: null })
  })

  test.each(['{"tabs":', '', '[]', '{"tabs":[{"id":"x"}],"activeTab":null}', '{"tabs":[],"activeTab":null,"newer":1}'])(
    'is empty when its file holds %j, which is kept aside',
    async (text) => {
      await writeFile(place, text)
      expect(await keeperOnDisk().load()).toEqual({ tabs: [], activeTab: null })
      await keeperOnDisk().save(aWorkbench())
      const others = (await readdir(folder)).filter((name) => name !== 'workbench.json')
      const kept = await Promise.all(others.map((name) => readFile(path.join(folder, name), 'utf8')))
      expect(kept).toContain(text)
    },
  )

  test('leaves typed credentials out of the file, and keeps variables', async () => {
    const canary = 'canary-8f2c1d'
    const headers = [
      { name: 'Authorization', value: `Bearer ${canary}`, enabled: true },
      { name: 'X-Api-Key', value: '{{apiKey}}', enabled: true },
    ]
    await keeperOnDisk().save(aWorkbench(aTab('One', { headers, url: `https://x.test/?access_token=${canary}` })))
    const text = await readFile(place, 'utf8')
    expect(text).not.toContain(canary)
    expect(text).toContain('{{apiKey}}')
  })
})

describe('many saves in a row', () => {
  /** A file whose writes end when the test says so. */
  function aSlowFile() {
    const written: string[] = []
    const ends: ((error?: Error) => void)[] = []
    const file: DurableFile = {
      read: async () => null,
      mark: async () => null,
      write: (bytes) =>
        new Promise((resolve, reject) => {
          written.push(new TextDecoder().decode(bytes))
          ends.push((error) => (error === undefined ? resolve() : reject(error)))
        }),
    }
    return { file, written, end: (error?: Error) => ends.shift()?.(error) }
  }
  const settled = async () => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
  }

  test('write the first and the newest, and end for everyone', async () => {
    const { file, written, end } = aSlowFile()
    const keeper = createWorkbenchKeeper({ file })
    const saves = ['1', '2', '3', '4'].map((title) => keeper.save(aWorkbench(aTab(`tab ${title}`))))
    expect(written).toHaveLength(1)
    end()
    await settled()
    expect(written).toHaveLength(2)
    expect(written[1]).toContain('tab 4')
    end()
    await Promise.all(saves)
    expect(written).toHaveLength(2)
  })

  test('tell only those whose value was in the write that failed', async () => {
    const { file, written, end } = aSlowFile()
    const keeper = createWorkbenchKeeper({ file })
    const first = keeper.save(aWorkbench(aTab('tab 1')))
    const second = keeper.save(aWorkbench(aTab('tab 2')))
    const failed = expect(first).rejects.toThrow('disk full')
    end(new Error('disk full'))
    await failed
    await settled()
    end()
    await second
    expect(written[1]).toContain('tab 2')
  })

  test('never let an older one end up last', async () => {
    const { file, written, end } = aSlowFile()
    const keeper = createWorkbenchKeeper({ file })
    const saves = [keeper.save(aWorkbench(aTab('tab 0')))]
    for (let round = 1; round <= 20; round += 1) {
      saves.push(keeper.save(aWorkbench(aTab(`tab ${round * 2 - 1}`))))
      end()
      // Saved in every gap between two writes.
      for (let turn = 0; turn < round % 5; turn += 1) await Promise.resolve()
      saves.push(keeper.save(aWorkbench(aTab(`tab ${round * 2}`))))
      await settled()
    }
    for (let rest = 0; rest < 5; rest += 1) {
      end()
      await settled()
    }
    await Promise.all(saves)
    const order = written.map((text) => Number(/tab (\d+)/.exec(text)?.[1]))
    expect(order).toEqual(order.toSorted((one, other) => one - other))
    expect(order.at(-1)).toBe(40)
  })
})
