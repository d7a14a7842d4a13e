import type { SecretText } from '../vault/secret-text.ts'

/** A door for one browser to come back through (RFC 8252 §7.3). */
export interface CallbackListener {
  readonly redirectUri: string
  /** The whole address of the first call that carries our `state`. Other calls are turned away and change nothing. */
  readonly answer: Promise<SecretText>
  readonly close: () => Promise<void>
}

/** Opens the door; throws `sign_in.port_unavailable`. */
export type ListenForCallback = (state: SecretText) => Promise<CallbackListener>
