import type { Failure } from '@contract/failures'
import { useVault } from '../../bridge/use-vault.ts'
import { useVaultDeed } from './use-vault-deed.ts'

export interface LockNow {
  /** Locks an open vault; where there is nothing to lock, the panel tells why. */
  readonly lock: () => void
  readonly failure: Failure | null
  readonly dismiss: () => void
}

/** Lock now, from the keyboard or the palette. */
export function useLockNow(openPanel: () => void): LockNow {
  const vault = useVault()
  const { run, failure, dismiss } = useVaultDeed('vault.lock')
  const canLock = vault.state === 'ready' && vault.value.state === 'open' && vault.value.strength !== 'memory-only'
  return { lock: () => (canLock ? run({}) : openPanel()), failure, dismiss }
}
