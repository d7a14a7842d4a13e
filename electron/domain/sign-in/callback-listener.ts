import type { Redirect } from '../../contract/oauth.ts'
import type { SecretText } from '../vault/secret-text.ts'

/** A redirect that ends on this machine. */
export type LoopbackRedirect = Exclude<Redirect, { by: 'pasted' }>

/** What a browser is waited for with. Tokens of the implicit grant come in the fragment (RFC 6749 §4.2.2). */
export interface ExpectedAnswer {
  readonly redirect: LoopbackRedirect
  readonly state: SecretText
  readonly answerIn: 'query' | 'fragment'
}

/** A door for one browser to come back through (RFC 8252 §7.3). */
export interface CallbackListener {
  readonly redirectUri: string
  /** The whole address of the first call that carries our `state`. Other calls are turned away and change nothing. */
  readonly answer: Promise<SecretText>
  readonly close: () => Promise<void>
}

/** Opens the door; throws `sign_in.port_unavailable`. */
export type ListenForCallback = (expected: ExpectedAnswer) => Promise<CallbackListener>
