import { clipboard } from 'electron'
import { createSecretClipboardOn } from './secret-clipboard.ts'

/** Puts plain text (an address) on the clipboard. */
export function copyText(text: string): void {
  void clipboard.writeText(text)
}

/** The system's clipboard for secrets; waiting to clear it keeps nothing running. */
export const createSecretClipboard = () =>
  createSecretClipboardOn({
    clipboard: {
      readText: () => clipboard.readText(),
      writeText: (text) => clipboard.writeText(text),
      clear: () => clipboard.clear(),
    },
    schedule(delayMs, task) {
      const timer = setTimeout(task, delayMs).unref()
      return () => clearTimeout(timer)
    },
  })
