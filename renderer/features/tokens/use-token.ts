import { useQuery } from '@tanstack/react-query'
import type { InspectedToken, TokenSubject } from '@contract/jwt'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { toLoadable, type Loadable } from '../../bridge/loadable.ts'
import { queryKeys } from '../../bridge/query-keys.ts'

/** A token as claims and times; null where a profile has no such token. `inspection.gone` for one that is held no more. */
export function useToken(subject: TokenSubject): Loadable<InspectedToken | null> {
  const bridge = useBridge()
  return toLoadable(
    useQuery({ queryKey: queryKeys.token(subject), queryFn: () => bridge.ask('tokens.inspect', { subject }) }),
  )
}
