import { useMutation, useQuery, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import type { Settings } from '@contract/settings'
import { useBridge } from './bridge-context.tsx'
import { toLoadable, type Loadable } from './loadable.ts'
import { queryKeys } from './query-keys.ts'

/** The person's preferences. */
export function useSettings(): Loadable<Settings> {
  const bridge = useBridge()
  return toLoadable(useQuery({ queryKey: queryKeys.settings, queryFn: () => bridge.ask('settings.get', {}) }))
}

/** Saves some of them; the answer becomes the cached fact at once. Errors are a FailureError. */
export function useSaveSettings(): UseMutationResult<Settings, Error, Partial<Settings>> {
  const bridge = useBridge()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (changes: Partial<Settings>) => bridge.ask('settings.save', changes),
    onSuccess: (saved) => queries.setQueryData(queryKeys.settings, saved),
  })
}
