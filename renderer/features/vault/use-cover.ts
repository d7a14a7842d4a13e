import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { queryKeys } from '../../bridge/query-keys.ts'
import { useVault } from '../../bridge/use-vault.ts'
import { isAwayCause, type AwayCause } from './lock-words.ts'

export interface Cover {
  /** Why the window is covered; null while it is not. */
  readonly cause: AwayCause | null
  /** Keeps the cover on while something ends that will leave another vault, and nothing of the work, in the window. */
  readonly hold: (isHeld: boolean) => void
  /** Takes the cover off a window that shows nothing of the work any more. */
  readonly end: () => void
}

/**
 * Whether the window is covered: from a lock on, until the vault is open. What else becomes of the vault meanwhile (its
 * file damaged, its keyring gone, main not answering) uncovers nothing.
 */
export function useCover(): Cover {
  const vault = useVault()
  const [cause, setCause] = useState<AwayCause | null>(null)
  const [isHeld, hold] = useState(false)
  const status = vault.state === 'ready' ? vault.value : null
  const seen = status?.state === 'locked' && isAwayCause(status.cause) ? status.cause : null
  if (seen !== null && seen !== cause) setCause(seen)
  if (status?.state === 'open' && !isHeld && cause !== null) setCause(null)
  useDropTokensWhenClosed(status !== null && status.state !== 'open')
  const end = () => {
    hold(false)
    setCause(null)
  }
  return { cause, hold, end }
}

/** What the window knows of tokens goes with the vault: the claims of a person are for whoever can open it. */
function useDropTokensWhenClosed(isClosed: boolean): void {
  const queries = useQueryClient()
  useEffect(() => {
    if (!isClosed) return
    for (const queryKey of [queryKeys.tokens, queryKeys.signatures]) {
      queries.removeQueries({ queryKey, type: 'inactive' })
      // One that is shown now is asked for again, and main says that the vault is locked.
      void queries.resetQueries({ queryKey })
    }
  }, [isClosed, queries])
}
