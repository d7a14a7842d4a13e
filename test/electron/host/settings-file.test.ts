import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { defaultSettings } from '../../../electron/contract/settings.ts'
import type { OpenPlainStore } from '../../../electron/domain/storage/plain-store.ts'
import { createSettingsFile } from '../../../electron/host/settings-file.ts'
import { openConf } from '../../support/plain-store-builder.ts'

let folder = ''
beforeEach(() => void (folder = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const neverOpened: OpenPlainStore = () => {
  throw new Error('reading needs no store')
}

describe('settings', () => {
  test('are the defaults at first, and are read without electron-store', () => {
    const file = createSettingsFile(folder, neverOpened)
    expect(file.get()).toEqual(defaultSettings)
    expect(file.trouble()).toBeNull()
  })

  test('are changed one by one, and are there after a restart', async () => {
    const file = createSettingsFile(folder, openConf)
    await file.save({ theme: 'dark' })
    expect(
      await file.save({ proxy: { mode: 'manual', url: 'http://proxy.test:8080' }, theme: undefined }),
    ).toMatchObject({
      theme: 'dark',
      proxy: { mode: 'manual', url: 'http://proxy.test:8080' },
    })
    expect(createSettingsFile(folder, neverOpened).get()).toEqual(file.get())
  })

  test('that are changed at the same moment are all kept', async () => {
    const file = createSettingsFile(folder, openConf)
    await Promise.all([file.save({ theme: 'dark' }), file.save({ refreshInBackground: false })])
    expect(createSettingsFile(folder, neverOpened).get()).toMatchObject({ theme: 'dark', refreshInBackground: false })
  })

  test('that could not be saved are not shown as if they were', async () => {
    const file = createSettingsFile(folder, neverOpened)
    await expect(file.save({ theme: 'dark' })).rejects.toThrowError('storage.write_failed')
    expect(file.get().theme).toBe('system')
  })

  test('with invalid fields keep the valid ones, and the original when something is saved', async () => {
    const layout = { ...defaultSettings.layout, sidebarWidth: -5, inspectorWidth: 400 }
    const original = JSON.stringify({
      schemaVersion: 1,
      content: { theme: 'pink', refreshInBackground: false, layout },
    })
    writeFileSync(path.join(folder, 'settings.json'), original)
    const file = createSettingsFile(folder, openConf)
    expect(file.get()).toEqual({
      ...defaultSettings,
      refreshInBackground: false,
      layout: { ...defaultSettings.layout, inspectorWidth: 400 },
    })
    expect(file.trouble()).toMatchObject({ what: 'invalid-content' })
    await file.save({ theme: 'dark' })
    expect(readFileSync(file.trouble()?.keptAs ?? '', 'utf8')).toBe(original)
  })
})
