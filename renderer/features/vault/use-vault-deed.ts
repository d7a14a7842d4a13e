import { useQueryClient } from '@tanstack/react-query'
import type { RequestOf } from '@contract/channels'
import type { VaultStatus } from '@contract/vault'
import type { Failure } from '@contract/failures'
import { queryKeys } from '../../bridge/query-keys.ts'
import { useAsk } from '../../bridge/use-ask.ts'

/** The channels that answer with the vault's new status. */
type VaultDeed = `vault.${
  'unlock' | 'lock' | 'protect' | 'chooseMemoryOnly' | 'setAside' | 'acceptRolledBack' | 'forgetEverything'}`

export interface VaultAsking<C extends VaultDeed> {
  readonly run: (request: RequestOf<C>, onDone?: (status: VaultStatus) => void) => void
  readonly isRunning: boolean
  readonly failure: Failure | null
  readonly dismiss: () => void
}

/** Something done to the vault: its answer is the new status, and tokens and profiles may look different after it. */
export function useVaultDeed<C extends VaultDeed>(channel: C): VaultAsking<C> {
  const queries = useQueryClient()
  const { run, isRunning, failure, dismiss } = useAsk<VaultDeed>(channel, [queryKeys.profiles, queryKeys.tokens])
  return {
    run: (request, onDone) =>
      run(request, (status) => {
        // First whoever asked: it may have to put something away before the window is uncovered.
        onDone?.(status)
        queries.setQueryData(queryKeys.vault, status)
      }),
    isRunning,
    failure,
    dismiss,
  }
}
