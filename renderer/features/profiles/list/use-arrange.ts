import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { ProfileSummary } from '@contract/profiles'
import { queryKeys } from '../../../bridge/query-keys.ts'
import { useAsk } from '../../../bridge/use-ask.ts'

/** Puts the profiles into another order, shown at once; one that main could not keep goes back to what main has. */
export function useArrange() {
  const queries = useQueryClient()
  const ask = useAsk('profiles.arrange', [queryKeys.profiles])
  const { failure } = ask
  useEffect(() => {
    if (failure !== null) void queries.invalidateQueries({ queryKey: queryKeys.profiles })
  }, [failure, queries])
  const arrange = (profiles: readonly ProfileSummary[]) => {
    // A list that is on its way still has the old order.
    void queries.cancelQueries({ queryKey: queryKeys.profiles })
    queries.setQueryData(queryKeys.profiles, profiles)
    ask.run({ order: profiles.map(({ id, group }) => ({ profileId: id, group })) })
  }
  return { arrange, failure, dismiss: ask.dismiss }
}
