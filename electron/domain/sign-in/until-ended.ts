import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { Schedule } from '../tokens/timer.ts'

/** What `promise` gives, or the signal's reason thrown as soon as it is aborted. The promise itself goes on. */
export async function untilEnded<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  if (signal.aborted) {
    // Nobody is left to hear how it ends.
    promise.catch(() => undefined)
    signal.throwIfAborted()
  }
  const { promise: ended, reject } = withReject()
  const onAbort = (): void => reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([promise, ended])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

/** Waits at most so long for what `begin` starts with a signal of its own; then throws `sign_in.timed_out`. */
export async function atMost<Value>(
  limitSeconds: number,
  { signal, schedule }: { readonly signal: AbortSignal; readonly schedule: Schedule },
  begin: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const limit = new AbortController()
  const callOff = schedule(limitSeconds * 1000, () =>
    limit.abort(new ClaimcheckError('sign_in.timed_out', { afterSeconds: limitSeconds })),
  )
  try {
    const either = AbortSignal.any([signal, limit.signal])
    either.throwIfAborted()
    return await untilEnded(begin(either), either)
  } finally {
    callOff()
  }
}

function withReject(): { promise: Promise<never>; reject: (reason: unknown) => void } {
  let reject: (reason: unknown) => void = () => undefined
  const promise = new Promise<never>((_resolve, rejectPromise) => {
    reject = rejectPromise
  })
  return { promise, reject }
}
