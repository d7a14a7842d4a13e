import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createWindowStateFile } from '../../../electron/host/window-state-file.ts'
import { openConf } from '../../support/plain-store-builder.ts'

let folder = ''
beforeEach(() => void (folder = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a window’s place is there after a restart', () => {
  const place = { bounds: { x: -1900, y: 40, width: 1200, height: 800 }, maximized: true }
  createWindowStateFile(folder, openConf).save(place)
  expect(createWindowStateFile(folder, openConf).read()).toEqual(place)
})

test.each([
  ['none', null],
  ['nonsense', '{"schemaVersion":1,"content":{"bounds":{"x":"left"},"maximized":"very"}}'],
  ['a size of nothing', '{"bounds":{"x":0,"y":0,"width":0,"height":-1},"maximized":false}'],
  ['damage', '{"boun'],
])('where there is %s, there is no place', (_what, text) => {
  if (text !== null) writeFileSync(path.join(folder, 'window.json'), text)
  expect(createWindowStateFile(folder, openConf).read()).toBeNull()
})
