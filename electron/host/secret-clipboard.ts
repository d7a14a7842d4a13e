import type { SecretText } from '../domain/vault/secret-text.ts'

/** The system's clipboard. Newer versions of Electron answer with promises, older ones at once. */
interface TextClipboard {
  readonly readText: () => string | Promise<string>
  readonly writeText: (text: string) => unknown
  readonly clear: () => unknown
}

interface SecretClipboardParts {
  readonly clipboard: TextClipboard
  /** Runs a task once, later; gives back how to call it off. */
  readonly schedule: (delayMs: number, task: () => void) => () => void
}

/** Main puts a secret on the clipboard, and takes it off again when it is still there after the given time. */
export function createSecretClipboardOn({ clipboard, schedule }: SecretClipboardParts) {
  let held: SecretText | null = null
  let callOff = (): void => undefined

  async function clear(): Promise<void> {
    callOff()
    const mine = held
    held = null
    if (mine === null || (await clipboard.readText()) !== mine.reveal()) return
    // A secret that was copied while we read is another one, with its own time.
    if (held === null) await clipboard.clear()
  }

  return {
    /** Another secret takes the place of the one before, and the time begins anew. */
    copy: (secret: SecretText, clearAfterSeconds: number): void => {
      callOff()
      held = secret
      void clipboard.writeText(secret.reveal())
      callOff = schedule(clearAfterSeconds * 1000, () => void clear())
    },
    /** At quit: what we put there does not outlive us. What somebody else put there since is left alone. */
    clear,
  }
}
