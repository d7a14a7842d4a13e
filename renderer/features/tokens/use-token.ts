import { useQuery } from '@tanstack/react-query'
import type { ProfileId } from '@contract/ids'
import type { InspectedToken, SignatureVerdict } from '@contract/jwt'
import type { WhichToken } from '@contract/jwt'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { toLoadable, type Loadable } from '../../bridge/loadable.ts'
import { queryKeys } from '../../bridge/query-keys.ts'

/** A profile's token as claims and times; null where there is no such token. */
export function useToken(profileId: ProfileId, which: WhichToken): Loadable<InspectedToken | null> {
  const bridge = useBridge()
  return toLoadable(
    useQuery({
      queryKey: queryKeys.token(profileId, which),
      queryFn: () => bridge.ask('tokens.inspect', { profileId, which }),
    }),
  )
}

interface Signature {
  readonly verdict: Loadable<SignatureVerdict>
  readonly isChecking: boolean
  readonly checkAgain: () => void
}

/** The verdict over one token. A refreshed token is another one, so it is checked anew. */
export function useSignature(profileId: ProfileId, { which, obtainedAt }: InspectedToken): Signature {
  const bridge = useBridge()
  const query = useQuery({
    queryKey: ['signature', profileId, which, obtainedAt],
    queryFn: () => bridge.ask('tokens.verify', { profileId, which }),
  })
  return { verdict: toLoadable(query), isChecking: query.isFetching, checkAgain: () => void query.refetch() }
}
