import { useQuery } from '@tanstack/react-query'
import type { VaultStatus } from '@contract/vault'
import { useBridge } from './bridge-context.tsx'
import { toLoadable, type Loadable } from './loadable.ts'
import { queryKeys } from './query-keys.ts'

/** How well secrets are kept at this moment. */
export function useVault(): Loadable<VaultStatus> {
  const bridge = useBridge()
  return toLoadable(useQuery({ queryKey: queryKeys.vault, queryFn: () => bridge.ask('vault.status', {}) }))
}
