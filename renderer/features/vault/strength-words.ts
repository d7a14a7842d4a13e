import type { VaultStrength } from '@contract/vault'

export interface StrengthWords {
  /** In the pill of the top bar. */
  readonly short: string
  /** As one of the choices. */
  readonly name: string
  /** What it is, in a sentence or two. */
  readonly meaning: string
  readonly protectsFrom: readonly string[]
  readonly not: readonly string[]
}

const runsAsYou = 'Someone who runs programs as you while it is open: they can read what Claimcheck has in memory.'
const keyringOpensForThem = 'Someone who runs programs as you: the keyring opens for them as it does for Claimcheck.'
const guessablePassphrase = 'A short passphrase: whoever has a copy of the file can try many.'

/** What each way of keeping secrets protects from, and what it does not. */
export const strengthWords: Readonly<Record<VaultStrength, StrengthWords>> = {
  keyring: {
    short: 'OS keyring',
    name: 'The system’s keyring',
    meaning:
      'Tokens and secrets are sealed with AES-256-GCM in a file of their own. Its key is wrapped by the keyring of your system account, so it opens without a question.',
    protectsFrom: ['Whoever gets the file, a backup or the disk, without your login to this system.'],
    not: [keyringOpensForThem, 'Anyone at this computer while you are logged in: after a lock it opens at a click.'],
  },
  passphrase: {
    short: 'passphrase',
    name: 'A passphrase',
    meaning:
      'Tokens and secrets are sealed with AES-256-GCM in a file of their own. Its key is derived from your passphrase with scrypt; nobody can open it without, and nobody can recover it.',
    protectsFrom: [
      'Whoever gets the file, a backup or the disk, also with your login to this system.',
      'Anyone at this computer, and programs that run as you, while it is locked.',
    ],
    not: [runsAsYou, guessablePassphrase],
  },
  'keyring-and-passphrase': {
    short: 'keyring + passphrase',
    name: 'Keyring and passphrase',
    meaning:
      'Either of the two opens the vault: the keyring at a start, without a question; the passphrase after a lock, and when the keyring is gone.',
    protectsFrom: [
      'Whoever gets the file, a backup or the disk, without your login and without the passphrase.',
      'Anyone at this computer after a lock: they are asked for the passphrase.',
      'A keyring that is lost or made anew: the passphrase still opens it.',
    ],
    not: [keyringOpensForThem, guessablePassphrase],
  },
  'memory-only': {
    short: 'memory only',
    name: 'In memory only',
    meaning: 'Nothing is written to disk. When you quit, every token and secret is gone, and you sign in again.',
    protectsFrom: ['Whoever gets your files, a backup or the disk: there is nothing in them.'],
    not: [
      runsAsYou,
      'Anyone at this computer while Claimcheck runs: there is no lock, since nothing could open it again.',
    ],
  },
}
