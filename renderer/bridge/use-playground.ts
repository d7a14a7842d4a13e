import { useQuery } from '@tanstack/react-query'
import type { PlaygroundStatus } from '@contract/playground'
import { useBridge } from './bridge-context.tsx'
import { toLoadable, type Loadable } from './loadable.ts'
import { queryKeys } from './query-keys.ts'

/** Whether the embedded authorisation server and demo API run, and where. */
export function usePlayground(): Loadable<PlaygroundStatus> {
  const bridge = useBridge()
  return toLoadable(useQuery({ queryKey: queryKeys.playground, queryFn: () => bridge.ask('playground.status', {}) }))
}
