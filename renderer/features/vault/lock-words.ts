import type { LockCause } from '@contract/vault'

/** A lock that somebody or something put on while people were at work; the others stand over the window as a notice. */
export type AwayCause = Exclude<LockCause, 'start' | 'keyring' | 'changed-elsewhere'>

export const isAwayCause = (cause: LockCause): cause is AwayCause =>
  cause === 'by-hand' || cause === 'idle' || cause === 'screen-locked' || cause === 'suspended'

/** Why the vault is locked, in a sentence. */
export const lockReasons: Readonly<Record<LockCause, string>> = {
  start: 'It opens with your passphrase, once for each start.',
  'by-hand': 'You locked it.',
  idle: 'Nobody was at this computer for a while.',
  'screen-locked': 'The screen of this computer was locked, or went dark.',
  suspended: 'This computer went to sleep.',
  keyring: 'The system’s keyring does not open it.',
  'changed-elsewhere': 'Another Claimcheck put it under another protection.',
}
