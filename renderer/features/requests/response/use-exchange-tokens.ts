import { useIsFetching, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ExchangeId } from '@contract/ids'
import type { TokenInExchange } from '@contract/inspection'
import { useBridge } from '../../../bridge/bridge-context.tsx'
import { toLoadable, type Loadable } from '../../../bridge/loadable.ts'
import { queryKeys } from '../../../bridge/query-keys.ts'

const forgetAfterMs = 600_000

/**
 * The tokens that stand in an exchange. Asked once, and only when the answer stands on the screen with its body: looking
 * through it takes main's time, which belongs to the answer first.
 */
export function useExchangeTokens(exchangeId: ExchangeId): Loadable<readonly TokenInExchange[]> {
  const bridge = useBridge()
  const isReadingBody = useIsFetching({ queryKey: ['body', exchangeId] }) > 0
  const [painted, setPainted] = useState<ExchangeId | null>(null)
  useEffect(() => {
    if (isReadingBody) return
    let afterFrame: number | undefined
    const frame = requestAnimationFrame(() => {
      afterFrame = window.setTimeout(() => setPainted(exchangeId))
    })
    return () => {
      cancelAnimationFrame(frame)
      window.clearTimeout(afterFrame)
    }
  }, [exchangeId, isReadingBody])
  return toLoadable(
    useQuery({
      queryKey: queryKeys.exchangeTokens(exchangeId),
      queryFn: () => bridge.ask('inspection.inExchange', { exchangeId }),
      enabled: painted === exchangeId,
      gcTime: forgetAfterMs,
    }),
  )
}
