import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { createAskAgain } from './ask-again.ts'
import { useBridge } from './bridge-context.tsx'
import { queryKeys } from './query-keys.ts'

/** Mounted once: what main says has changed is asked for again. Events carry ids, never the facts themselves. */
export function useRefreshOnEvents(): void {
  const bridge = useBridge()
  const queries = useQueryClient()
  useEffect(() => {
    const askAgain = createAskAgain(queries)
    const stale = (...keys: readonly (readonly unknown[])[]) => {
      for (const queryKey of keys) askAgain(queryKey)
    }
    const stops = [
      bridge.on('profiles.changed', () => stale(queryKeys.profiles, queryKeys.tokens)),
      bridge.on('signIn.progressed', () => stale(queryKeys.profiles)),
      bridge.on('vault.changed', () =>
        stale(queryKeys.vault, queryKeys.profiles, queryKeys.tokens, queryKeys.exchangesTokens),
      ),
      bridge.on('collections.changed', () =>
        stale(queryKeys.collectionTree, queryKeys.requests, queryKeys.environment, ['preview']),
      ),
      bridge.on('playground.changed', (status) => {
        queries.setQueryData(queryKeys.playground, status)
        stale(queryKeys.environment, queryKeys.profiles, ['preview'])
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [bridge, queries])
}
