import { describe, expect, test } from 'vitest'
import { defaultSettings } from '../../../../electron/contract/settings.ts'
import { readSettings } from '../../../../electron/domain/settings/read-settings.ts'

describe('stored settings', () => {
  test.each([
    ['nothing', null],
    ['an empty object', {}],
  ])('that are %s are the defaults, without a complaint', (_what, content) => {
    expect(readSettings(content)).toEqual({ settings: defaultSettings, invalid: [] })
  })

  test('fall back field by field, also inside the layout, and say which', () => {
    const content = { theme: 'dark', clearClipboardAfterSeconds: 1e9, layout: { sidebarWidth: 300, responseShare: 7 } }
    expect(readSettings(content)).toEqual({
      settings: { ...defaultSettings, theme: 'dark', layout: { ...defaultSettings.layout, sidebarWidth: 300 } },
      invalid: ['clearClipboardAfterSeconds', 'layout.responseShare'],
    })
  })

  test.each(['http://joe:canary@proxy.test:8080', 'http://joe@proxy.test', 'http:\\\\joe:canary@proxy.test'])(
    'have no place for the credentials in %s',
    (url) => {
      const content = { proxy: { mode: 'manual', url } }
      expect(readSettings(content)).toEqual({ settings: defaultSettings, invalid: ['proxy'] })
    },
  )

  test('take a proxy whole or not at all', () => {
    const content = { proxy: { mode: 'manual', url: 'not an address' } }
    expect(readSettings(content)).toEqual({ settings: defaultSettings, invalid: ['proxy'] })
  })

  test.each([
    ['a list', []],
    ['a text', 'dark'],
  ])('that are %s are no settings', (_what, content) => {
    expect(readSettings(content)).toEqual({ settings: defaultSettings, invalid: ['settings'] })
  })

  test('leave fields out that nobody knows', () => {
    expect(readSettings({ theme: 'light', telemetry: true }).settings).toEqual({ ...defaultSettings, theme: 'light' })
  })
})
