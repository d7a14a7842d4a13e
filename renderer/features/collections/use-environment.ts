import { useQuery } from '@tanstack/react-query'
import type { ResponseOf } from '@contract/channels'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { toLoadable, type Loadable } from '../../bridge/loadable.ts'
import { queryKeys } from '../../bridge/query-keys.ts'

export type EnvironmentReply = ResponseOf<'environment.read'>

/** The workspace's one environment, and the variables that Claimcheck itself fills in. */
export function useEnvironment(): Loadable<EnvironmentReply> {
  const bridge = useBridge()
  return toLoadable(useQuery({ queryKey: queryKeys.environment, queryFn: () => bridge.ask('environment.read', {}) }))
}
