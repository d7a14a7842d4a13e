import { useQuery } from '@tanstack/react-query'
import type { ProfileSummary } from '@contract/profiles'
import { useBridge } from './bridge-context.tsx'
import { toLoadable, type Loadable } from './loadable.ts'
import { queryKeys } from './query-keys.ts'

/** Every profile, without its secrets. */
export function useProfiles(): Loadable<readonly ProfileSummary[]> {
  const bridge = useBridge()
  return toLoadable(useQuery({ queryKey: queryKeys.profiles, queryFn: () => bridge.ask('profiles.list', {}) }))
}
