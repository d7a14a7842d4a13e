export type ShortcutName =
  | 'send'
  | 'save'
  | 'save-as'
  | 'new-tab'
  | 'new-request'
  | 'close-tab'
  | 'next-tab'
  | 'previous-tab'
  | 'focus-address'
  | 'open-palette'
  | 'open-request'
  | 'toggle-inspector'
  | 'open-desk'
  | 'next-pane'
  | 'previous-pane'
  | 'open-settings'
  | 'lock-vault'

/** The part of a keyboard event that decides. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

const withMod: Readonly<Record<string, ShortcutName>> = {
  enter: 'send',
  s: 'save',
  t: 'new-tab',
  n: 'new-request',
  w: 'close-tab',
  l: 'focus-address',
  k: 'open-palette',
  p: 'open-request',
  i: 'toggle-inspector',
  j: 'open-desk',
  ',': 'open-settings',
}

const withModAndShift: Readonly<Record<string, ShortcutName>> = { s: 'save-as', l: 'lock-vault' }

/** Which shortcut a key press is, or null. Mod is Cmd on a Mac and Ctrl elsewhere; tabs turn with Ctrl everywhere. */
export function shortcutOf(press: KeyPress, isMac: boolean): ShortcutName | null {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = press
  if (altKey) return null
  if (key === 'F6') return shiftKey ? 'previous-pane' : 'next-pane'
  if (ctrlKey && !metaKey) {
    if (key === 'Tab') return shiftKey ? 'previous-tab' : 'next-tab'
    if (key === 'PageDown' && !shiftKey) return 'next-tab'
    if (key === 'PageUp' && !shiftKey) return 'previous-tab'
  }
  const hasMod = isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey
  if (!hasMod) return null
  if (shiftKey) return withModAndShift[key.toLowerCase()] ?? null
  return withMod[key.toLowerCase()] ?? null
}
