import type { VaultStatus } from '@contract/vault'
import type { Tone } from '../../ui/tone.ts'
import { keyringTroubleWords } from './keyring-words.ts'
import { strengthWords } from './strength-words.ts'

export interface VaultFace {
  readonly icon: 'locked' | 'shield' | 'unprotected' | 'broken'
  readonly short: string
  /** undefined is quiet: all is well. */
  readonly tone: Tone | undefined
  readonly meaning: string
}

/** Of a vault whose newest file was damaged, so that its predecessor was taken. Why it was is not known. */
export const recoveredWords = {
  title: 'The vault was recovered from its last good copy',
  advice:
    'The newest file was damaged, cut short or gone. Its last change may be missing: look whether the last sign-in or refresh is there. A refresh token that was replaced with that change is spent, and its profile has to sign in again.',
} as const

function openFace({ strength, unreadable, keyring }: Extract<VaultStatus, { state: 'open' }>): VaultFace {
  const { short, meaning } = strengthWords[strength]
  if (strength === 'memory-only') return { icon: 'unprotected', short, tone: 'warn', meaning }
  const isKeyringLost = strength === 'keyring-and-passphrase' && keyring.trouble !== null
  if (unreadable > 0 || isKeyringLost) return { icon: 'broken', short, tone: 'warn', meaning }
  return { icon: 'shield', short, tone: undefined, meaning }
}

/** How well secrets are kept now; in words as well as in colour. */
export function vaultFace(status: VaultStatus): VaultFace {
  switch (status.state) {
    case 'open':
      return openFace(status)
    case 'choice-needed':
      return {
        icon: 'unprotected',
        short: 'not set up',
        tone: 'warn',
        meaning: 'This system has no keyring that protects. Until you choose how to keep them, no token is kept.',
      }
    case 'locked': {
      const { trouble } = status.keyring
      const isForKeyring = status.cause === 'keyring' && trouble !== null
      return {
        icon: 'locked',
        short: 'locked',
        tone: 'warn',
        meaning: isForKeyring
          ? `${keyringTroubleWords(trouble, status.keyring).title}. Tokens are neither used nor refreshed until the vault opens.`
          : 'The key is not in memory. Tokens are neither used nor refreshed until you unlock.',
      }
    }
    case 'rolled-back':
      return {
        icon: 'broken',
        short: 'an old copy',
        tone: 'bad',
        meaning: 'The file is older than the vault that was last open here. Nothing of it is used until you say so.',
      }
    case 'damaged':
      return {
        icon: 'broken',
        short: 'damaged',
        tone: 'bad',
        meaning: 'Neither the file nor the copy from before it is whole. A copy of its bytes is kept.',
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
