import css from './key-hint.module.css'

const isMac = navigator.userAgent.includes('Mac')

/** A shortcut in the words of this system: `Ctrl K`, or `⌘ K` on a Mac. Write it as `Mod+K`. */
export const keyText = (keys: string): string =>
  keys
    .replaceAll('Mod', isMac ? '⌘' : 'Ctrl')
    .replaceAll('Alt', isMac ? '⌥' : 'Alt')
    .replaceAll('+', ' ')

export function KeyHint({ keys }: { readonly keys: string }) {
  return <kbd className={css['key']}>{keyText(keys)}</kbd>
}
