import { useQueries, useQuery } from '@tanstack/react-query'
import type { LooseToken } from '@contract/inspection'
import type { ProfileId } from '@contract/ids'
import type { TokenSubject } from '@contract/jwt'
import { useBridge } from '../../../bridge/bridge-context.tsx'
import { toLoadable, type Loadable } from '../../../bridge/loadable.ts'
import { queryKeys } from '../../../bridge/query-keys.ts'
import { useProfiles } from '../../../bridge/use-profiles.ts'
import type { SubjectFacts } from './subject-words.ts'

/** What was pasted or made here, the newest first. */
export function useLooseTokens(): Loadable<readonly LooseToken[]> {
  const bridge = useBridge()
  return toLoadable(useQuery({ queryKey: queryKeys.looseTokens, queryFn: () => bridge.ask('inspection.loose', {}) }))
}

const profilesOf = (subjects: readonly (TokenSubject | null)[]): ProfileId[] => [
  ...new Set(
    subjects.flatMap((subject) =>
      subject !== null && (subject.of === 'profile' || subject.of === 'past') ? [subject.profileId] : [],
    ),
  ),
]

/** All that `subjects` are named by, with the earlier tokens of their profiles. What is not there yet is left out. */
export function useSubjectFacts(subjects: readonly (TokenSubject | null)[]): SubjectFacts {
  const bridge = useBridge()
  const loose = useLooseTokens()
  const profiles = useProfiles()
  const ids = profilesOf(subjects)
  const past = useQueries({
    queries: ids.map((profileId) => ({
      queryKey: queryKeys.pastTokens(profileId),
      queryFn: () => bridge.ask('inspection.past', { profileId }),
    })),
  })
  return {
    loose: loose.state === 'ready' ? loose.value : [],
    profiles: profiles.state === 'ready' ? profiles.value : [],
    past: new Map(ids.map((id, place) => [id, past[place]?.data ?? []])),
  }
}
