import { clipboard } from 'electron'
import type { SecretText } from '../domain/vault/secret-text.ts'

/** Puts plain text (an address) on the clipboard. */
export function copyText(text: string): void {
  void clipboard.writeText(text)
}

/** Main puts a secret on the clipboard, and takes it off again when it is still there after the given time. */
export function createSecretClipboard() {
  let timer: NodeJS.Timeout | null = null
  let held: SecretText | null = null

  async function clear(): Promise<void> {
    if (timer !== null) clearTimeout(timer)
    const mine = held
    timer = null
    held = null
    // Newer versions of Electron answer with a promise, older ones with the text; `await` takes both.
    if (mine !== null && (await clipboard.readText()) === mine.reveal()) clipboard.clear()
  }

  return {
    copy: (secret: SecretText, clearAfterSeconds: number): void => {
      if (timer !== null) clearTimeout(timer)
      held = secret
      void clipboard.writeText(secret.reveal())
      timer = setTimeout(() => void clear(), clearAfterSeconds * 1000)
      timer.unref()
    },
    /** At quit: what we put there does not outlive us. */
    clear,
  }
}
