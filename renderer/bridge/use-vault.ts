import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { VaultStatus } from '@contract/vault'
import { FailureError } from './bridge-client.ts'
import { useBridge } from './bridge-context.tsx'
import { toLoadable, type Loadable } from './loadable.ts'
import { queryKeys } from './query-keys.ts'

/**
 * How well secrets are kept at this moment. One that could not be told stays 'failed' while it is asked for again: the
 * panel that tells of it would else go away at each look, and look anew when it came back.
 */
export function useVault(): Loadable<VaultStatus> {
  const bridge = useBridge()
  const [failed, setFailed] = useState<FailureError | null>(null)
  const query = useQuery({
    queryKey: queryKeys.vault,
    queryFn: () => bridge.ask('vault.status', {}),
    retryOnMount: false,
  })
  const now = query.isPending ? failed : query.error instanceof FailureError ? query.error : null
  if (now !== failed) setFailed(now)
  if (query.isPending && failed !== null) {
    return { state: 'failed', failure: failed.failure, retry: () => void query.refetch() }
  }
  return toLoadable(query)
}
