import { useQueryClient } from '@tanstack/react-query'
import type { RequestOf, ResponseOf } from '@contract/channels'
import type { VaultStatus } from '@contract/vault'
import { queryKeys } from '../../bridge/query-keys.ts'
import { useAsk, type Asking } from '../../bridge/use-ask.ts'

type VaultDeed = Extract<keyof Requests, string>
interface Requests {
  'vault.unlock': RequestOf<'vault.unlock'>
  'vault.lock': RequestOf<'vault.lock'>
  'vault.choosePassphrase': RequestOf<'vault.choosePassphrase'>
  'vault.chooseMemoryOnly': RequestOf<'vault.chooseMemoryOnly'>
  'vault.setAside': RequestOf<'vault.setAside'>
}

/** Something done to the vault: its answer is the new status, and tokens and profiles may look different after it. */
export function useVaultDeed<C extends VaultDeed>(channel: C): Asking<C> {
  const queries = useQueryClient()
  const deed = useAsk<C>(channel, [queryKeys.profiles, queryKeys.tokens])
  return {
    ...deed,
    run: (request, onDone) =>
      deed.run(request, (response: ResponseOf<C>) => {
        const status: VaultStatus = response
        queries.setQueryData(queryKeys.vault, status)
        onDone?.(response)
      }),
  }
}
