import { describe, expect, test } from 'vitest'
import { matchingCommands, type Command } from '../../../renderer/app/command.ts'
import { shortcutOf, type KeyPress } from '../../../renderer/app/shortcuts.ts'

const press = (key: string, some: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...some,
})
const ctrl = { ctrlKey: true }

describe('a key press', () => {
  test.each([
    ['Enter', ctrl, 'send'],
    ['s', ctrl, 'save'],
    ['S', { ...ctrl, shiftKey: true }, 'save-as'],
    ['L', { ...ctrl, shiftKey: true }, 'lock-vault'],
    ['t', ctrl, 'new-tab'],
    ['n', ctrl, 'new-request'],
    ['w', ctrl, 'close-tab'],
    ['Tab', ctrl, 'next-tab'],
    ['Tab', { ...ctrl, shiftKey: true }, 'previous-tab'],
    ['PageDown', ctrl, 'next-tab'],
    ['PageUp', ctrl, 'previous-tab'],
    ['l', ctrl, 'focus-address'],
    ['k', ctrl, 'open-palette'],
    ['p', ctrl, 'open-request'],
    ['i', ctrl, 'toggle-inspector'],
    ['j', ctrl, 'open-desk'],
    [',', ctrl, 'open-settings'],
    ['F6', {}, 'next-pane'],
    ['F6', { shiftKey: true }, 'previous-pane'],
  ] as const)('%s with %o is %s', (key, modifiers, name) => {
    expect(shortcutOf(press(key, modifiers), false)).toBe(name)
  })

  test.each([
    ['k', {}],
    ['Enter', {}],
    ['e', { ctrlKey: true, altKey: true }],
    ['k', { ctrlKey: true, shiftKey: true }],
    ['k', { metaKey: true }],
  ] as const)('%s with %o is left to the field', (key, modifiers) => {
    expect(shortcutOf(press(key, modifiers), false)).toBeNull()
  })

  test('takes Cmd on a Mac, where Ctrl belongs to the text', () => {
    expect(shortcutOf(press('k', { metaKey: true }), true)).toBe('open-palette')
    expect(shortcutOf(press('k', ctrl), true)).toBeNull()
    expect(shortcutOf(press('Tab', ctrl), true)).toBe('next-tab')
  })
})

describe('the palette', () => {
  const command = (title: string, note = ''): Command => ({
    id: title,
    title,
    note,
    keys: '',
    method: null,
    run: () => {},
  })
  const titles = (typed: string) =>
    matchingCommands([command('Resend'), command('Send as bob', 'customer'), command('Theme: dark')], typed).map(
      ({ title }) => title,
    )

  test('finds every word anywhere, the start of a word first', () => {
    expect(titles('send')).toEqual(['Send as bob', 'Resend'])
    expect(titles('bob send')).toEqual(['Send as bob'])
    expect(titles('customer')).toEqual(['Send as bob'])
    expect(titles('dark')).toEqual(['Theme: dark'])
    expect(titles('nothing like it')).toEqual([])
    expect(titles(' ')).toHaveLength(3)
  })
})
