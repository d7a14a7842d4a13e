import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createWindowStateFile } from '../../../electron/host/window-state-file.ts'
import { openConf } from '../../support/plain-store-builder.ts'

let folder = ''
beforeEach(() => void (folder = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function aWindowState() {
  return createWindowStateFile(folder, openConf, (thrown) => {
    throw thrown
  })
}

test('a window’s place is there after a restart', () => {
  const place = { bounds: { x: -1900, y: 40, width: 1200, height: 800 }, maximized: true }
  aWindowState().save(place)
  expect(aWindowState().read()).toEqual(place)
})

test('a place that cannot be saved goes to the log, and never ends the program: whoever closes a window is on the way out', () => {
  const fullDisk = () => {
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
  }
  const bugs: unknown[] = []
  const windowState = createWindowStateFile(folder, fullDisk, (thrown) => bugs.push(thrown))
  windowState.save({ bounds: { x: 0, y: 0, width: 1200, height: 800 }, maximized: false })
  expect(bugs).toEqual([
    expect.objectContaining({ code: 'storage.write_failed', details: { file: 'window.json', reason: 'disk-full' } }),
  ])
})

test.each([
  ['none', null],
  ['nonsense', '{"schemaVersion":1,"content":{"bounds":{"x":"left"},"maximized":"very"}}'],
  ['a size of nothing', '{"bounds":{"x":0,"y":0,"width":0,"height":-1},"maximized":false}'],
  ['damage', '{"boun'],
])('where there is %s, there is no place', (_what, text) => {
  if (text !== null) writeFileSync(path.join(folder, 'window.json'), text)
  expect(aWindowState().read()).toBeNull()
})
