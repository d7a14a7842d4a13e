import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { RequestOf, ResponseOf } from '@contract/channels'
import type { Failure } from '@contract/failures'
import type { ChannelName } from '@contract/names'
import { FailureError } from './bridge-client.ts'
import { useBridge } from './bridge-context.tsx'

/** A deed that main does for a button. */
export interface Asking<C extends ChannelName> {
  /** The same again while it is under way is one deed; something else (another profile, a later order) is another. */
  readonly run: (request: RequestOf<C>, onDone?: (response: ResponseOf<C>) => void) => void
  readonly isRunning: boolean
  /** Of the last run; gone when the next one begins. */
  readonly failure: Failure | null
  readonly dismiss: () => void
}

/**
 * What a deed was asked with, and what follows it; both are null when it is over. A request may hold a passphrase, what
 * follows knows the form that it was typed into, and whatever a mutation is given lives on in it.
 */
interface Errand<C extends ChannelName> {
  request: RequestOf<C> | null
  onDone: ((response: ResponseOf<C>) => void) | null
}

/** Not called when nobody shows the deed any more. */
const follow = <C extends ChannelName>(errand: Errand<C>) => ({
  onSuccess(response: ResponseOf<C>) {
    const { onDone } = errand
    errand.onDone = null
    onDone?.(response)
  },
  onError: () => void (errand.onDone = null),
})

/** One channel as a deed with its faces; the facts named in `changes` are asked for again when it is done. */
export function useAsk<C extends ChannelName>(channel: C, changes: readonly (readonly unknown[])[] = []): Asking<C> {
  const bridge = useBridge()
  const queries = useQueryClient()
  // Two clicks in one instant come before the button knows that it is busy.
  const underWay = useRef<Errand<C> | null>(null)
  const mutation = useMutation<ResponseOf<C>, Error, Errand<C>>({
    mutationFn({ request }) {
      if (request === null) throw new Error(`${channel} was done already`)
      return bridge.ask(channel, request)
    },
    onSuccess: () => {
      for (const queryKey of changes) void queries.invalidateQueries({ queryKey })
    },
    onSettled: (_response, _error, errand) => {
      errand.request = null
      if (underWay.current === errand) underWay.current = null
    },
    // Anything but a Failure is a bug, so the error boundary's business.
    throwOnError: (error) => !(error instanceof FailureError),
  })
  return {
    run: (request, onDone) => {
      if (underWay.current !== null && JSON.stringify(underWay.current.request) === JSON.stringify(request)) return
      const errand: Errand<C> = { request, onDone: onDone ?? null }
      underWay.current = errand
      mutation.mutate(errand, follow(errand))
    },
    isRunning: mutation.isPending,
    failure: mutation.error instanceof FailureError ? mutation.error.failure : null,
    dismiss: () => {
      underWay.current = null
      mutation.reset()
    },
  }
}
