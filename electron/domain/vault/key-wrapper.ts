import type { KeyringJudgement } from './judge-keyring.ts'
import type { SecretText } from './secret-text.ts'

/** The operating system's keyring, as the vault needs it. The host fills it with Electron's safeStorage. */
export interface KeyWrapper {
  /** Asked anew each time, since a keyring can be unlocked, or go away, while the program runs. Never throws. */
  readonly look: () => Promise<{ readonly name: string; readonly judgement: KeyringJudgement }>
  /** Throws where the keyring refuses. */
  readonly wrap: (secret: SecretText) => Promise<Uint8Array>
  /** Throws where the keyring refuses or holds another key; may also answer with nonsense, so check what comes. */
  readonly unwrap: (wrapped: Uint8Array) => Promise<SecretText>
}
