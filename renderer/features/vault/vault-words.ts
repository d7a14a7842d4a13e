import type { VaultStatus, VaultStrength } from '@contract/vault'
import type { Tone } from '../../ui/tone.ts'

export interface VaultFace {
  readonly icon: 'locked' | 'shield' | 'unprotected' | 'broken'
  readonly short: string
  /** undefined is quiet: all is well. */
  readonly tone: Tone | undefined
  readonly meaning: string
}

const strengths = {
  keyring: {
    icon: 'shield',
    short: 'OS keyring',
    tone: undefined,
    meaning:
      'Tokens and secrets are sealed with AES-256-GCM in a file of their own. Its key is wrapped by the keyring of your system account.',
  },
  passphrase: {
    icon: 'shield',
    short: 'passphrase',
    tone: undefined,
    meaning:
      'Tokens and secrets are sealed with AES-256-GCM in a file of their own. Its key is derived from your passphrase with scrypt; nobody can open it without.',
  },
  'memory-only': {
    icon: 'unprotected',
    short: 'memory only',
    tone: 'warn',
    meaning: 'Nothing is written to disk. When you quit, every token and secret is gone, and you sign in again.',
  },
} as const satisfies Record<VaultStrength, VaultFace>

/** How well secrets are kept now; in words as well as in colour. */
export function vaultFace(status: VaultStatus): VaultFace {
  switch (status.state) {
    case 'open': {
      const face = strengths[status.strength]
      return status.unreadable > 0 ? { ...face, tone: 'warn', icon: 'broken' } : face
    }
    case 'choice-needed':
      return {
        icon: 'unprotected',
        short: 'not set up',
        tone: 'warn',
        meaning: 'This system has no keyring that protects. Until you choose how to keep them, no token is kept.',
      }
    case 'locked':
      return {
        icon: 'locked',
        short: 'locked',
        tone: 'warn',
        meaning: 'The key is not in memory. Tokens are neither used nor refreshed until you unlock.',
      }
    case 'damaged':
      return {
        icon: 'broken',
        short: 'damaged',
        tone: 'bad',
        meaning: 'Its file is damaged, or from another machine. Nothing of it was changed or deleted.',
      }
    case 'newer':
      return {
        icon: 'broken',
        short: 'of a newer version',
        tone: 'bad',
        meaning: 'A newer Claimcheck wrote this vault. It stays as it is; update to open it.',
      }
  }
}
