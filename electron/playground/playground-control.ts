import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import type { PlaygroundStatus } from '../contract/playground.ts'

/** Where the two servers listened last time; asked for again, so that addresses stay the same where they can. */
export interface RememberedPlayground {
  readonly issuer: string | null
  readonly apiUrl: string | null
  readonly accessTokenSeconds: number
}

/** A running playground process. `ended` resolves when it is gone, whoever ended it. */
export interface PlaygroundProcess {
  readonly ready: Promise<{ issuer: string; apiUrl: string }>
  readonly ended: Promise<void>
  readonly setAccessTokenSeconds: (seconds: number) => void
  readonly stop: () => Promise<void>
}

export interface PlaygroundControlParts {
  readonly launch: (start: RememberedPlayground) => PlaygroundProcess
  readonly memory: { readonly get: () => RememberedPlayground; readonly set: (memory: RememberedPlayground) => void }
  readonly onChanged: (status: PlaygroundStatus) => void
  /** It keeps nothing: what an earlier run issued is worthless, and is forgotten before the new one is used. */
  readonly onStartedAnew: () => Promise<void>
}

export interface PlaygroundControl {
  readonly status: () => PlaygroundStatus
  /** Starts it where it does not run; any number of callers share one start. Throws `playground.failed`, `storage.*`. */
  readonly start: () => Promise<PlaygroundStatus>
  readonly stop: () => Promise<PlaygroundStatus>
  readonly configure: (accessTokenSeconds: number) => PlaygroundStatus
}

/** Starts the playground when it is first needed and notices when it dies. */
export function createPlaygroundControl(parts: PlaygroundControlParts): PlaygroundControl {
  const { launch, memory, onChanged, onStartedAnew } = parts
  let state: PlaygroundStatus['state'] = 'stopped'
  let problem: string | null = null
  let running: PlaygroundProcess | null = null
  let starting: Promise<PlaygroundStatus> | null = null

  function status(): PlaygroundStatus {
    const { issuer, apiUrl, accessTokenSeconds } = memory.get()
    return { state, issuer, apiUrl, accessTokenSeconds, problem }
  }

  function become(next: PlaygroundStatus['state'], why: string | null = null): PlaygroundStatus {
    state = next
    problem = why
    const now = status()
    onChanged(now)
    return now
  }

  async function noticeItsEnd(child: PlaygroundProcess): Promise<void> {
    await child.ended
    if (running !== child) return
    running = null
    if (state === 'running') become('failed', 'The playground ended by itself.')
  }

  async function launchAndWait(): Promise<PlaygroundStatus> {
    become('starting')
    const child = launch(memory.get())
    running = child
    void noticeItsEnd(child)
    try {
      const { issuer, apiUrl } = await child.ready
      memory.set({ ...memory.get(), issuer, apiUrl })
      await onStartedAnew()
      return become('running')
    } catch (cause) {
      running = null
      // A process that said it can't start may still be there, and one that did must not go on unknown to anybody.
      await child.stop()
      if (cause instanceof ClaimcheckError) {
        become('failed', 'Where it listens could not be kept.')
        throw cause
      }
      const reason = cause instanceof Error ? cause.message : 'it did not start'
      become('failed', reason)
      throw new ClaimcheckError('playground.failed', { reason }, { cause })
    }
  }

  return {
    status,
    start() {
      if (state === 'running') return Promise.resolve(status())
      starting ??= launchAndWait().finally(() => (starting = null))
      return starting
    },
    async stop() {
      const child = running
      running = null
      if (child !== null) await child.stop()
      return become('stopped')
    },
    configure(accessTokenSeconds) {
      memory.set({ ...memory.get(), accessTokenSeconds })
      running?.setAccessTokenSeconds(accessTokenSeconds)
      return become(state, problem)
    },
  }
}
