import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { queryKeys } from '../../bridge/query-keys.ts'
import type { SignIns } from './sign-in-state.ts'
import { signInStoreOf, type StartSignIn } from './sign-in-store.ts'

export interface SignInStarter {
  /**
   * Signs in, and resolves once the tokens are kept. Rejects with a FailureError; SignInPanel tells the person, so a
   * caller only has to stop what would have come next.
   */
  readonly start: StartSignIn
}

/** The way to begin a sign-in, from any part of the window. */
export function useSignIn(): SignInStarter {
  const bridge = useBridge()
  const queries = useQueryClient()
  return useMemo(
    () => ({
      start: (profileId, extraScopes, prompt, stepUp) =>
        signInStoreOf(bridge)
          .start(profileId, extraScopes, prompt, stepUp)
          .finally(() => {
            void queries.invalidateQueries({ queryKey: queryKeys.profiles })
            void queries.invalidateQueries({ queryKey: queryKeys.tokens })
          }),
    }),
    [bridge, queries],
  )
}

/** The sign-ins that run or failed, oldest first. */
export function useSignIns(): SignIns {
  return useStore(signInStoreOf(useBridge()).state, ({ signIns }) => signIns)
}
