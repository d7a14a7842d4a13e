import type { FailureCode } from '../../contract/failures.ts'
import type { SignInStep } from '../../contract/sign-in.ts'

/** What a session that signs in is doing. */
export const stepWords: Record<SignInStep, string> = {
  discovering: 'reading what the server offers',
  'waiting-for-browser': 'waiting for the browser',
  'waiting-for-address': 'waiting for the address on which the browser ended',
  'waiting-for-device': 'waiting for the code to be entered',
  'waiting-for-vault': 'waiting for the vault to be unlocked',
  'exchanging-code': 'trading the code for tokens',
  'requesting-token': 'asking for a token',
  saving: 'saving the tokens',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
}

const problems: Partial<Record<FailureCode, string>> = {
  'sign_in.cancelled': 'Cancelled',
  'sign_in.timed_out': 'Nobody came back in time',
  'sign_in.browser_failed': 'The browser could not be opened',
  'sign_in.port_unavailable': 'The port for the answer is not free',
  'session.not_saved': 'The tokens could not be saved',
  'vault.locked': 'The vault is locked',
  'sign_in.vault_locked': 'The vault was locked before the tokens were saved',
}

/** What is noted at the last step of a sign-in that failed, where the step itself said nothing. */
export const problemInWords = (code: FailureCode | null): string =>
  (code === null ? undefined : problems[code]) ?? 'The sign-in failed at this step'
