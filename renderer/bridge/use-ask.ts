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

/** One channel as a deed with its faces; the facts named in `changes` are asked for again when it is done. */
export function useAsk<C extends ChannelName>(channel: C, changes: readonly (readonly unknown[])[] = []): Asking<C> {
  const bridge = useBridge()
  const queries = useQueryClient()
  // Two clicks in one instant come before the button knows that it is busy.
  const underWay = useRef<string | null>(null)
  const mutation = useMutation<ResponseOf<C>, Error, RequestOf<C>>({
    mutationFn: (request) => bridge.ask(channel, request),
    onSuccess: () => {
      for (const queryKey of changes) void queries.invalidateQueries({ queryKey })
    },
    onSettled: (_response, _error, request) => {
      if (underWay.current === JSON.stringify(request)) underWay.current = null
    },
    // Anything but a Failure is a bug, so the error boundary's business.
    throwOnError: (error) => !(error instanceof FailureError),
  })
  return {
    run: (request, onDone) => {
      const asked = JSON.stringify(request)
      if (underWay.current === asked) return
      underWay.current = asked
      mutation.mutate(request, { onSuccess: (response) => onDone?.(response) })
    },
    isRunning: mutation.isPending,
    failure: mutation.error instanceof FailureError ? mutation.error.failure : null,
    dismiss: () => {
      underWay.current = null
      mutation.reset()
    },
  }
}
