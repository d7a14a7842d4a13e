import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import type { ChangedPlaygroundLives, PlaygroundLives, PlaygroundStatus } from '../contract/playground.ts'

/** Where its servers listened last time; asked for again, so that addresses stay the same where they can. */
export interface RememberedPlayground extends PlaygroundLives {
  readonly issuer: string | null
  readonly apiUrl: string | null
  readonly secureApiUrl: string | null
}

export interface ReadyPlayground {
  readonly issuer: string
  readonly apiUrl: string
  readonly secureApiUrl: string
  /** PEM: made at this start, signs the certificate of `secureApiUrl` alone. */
  readonly certificateAuthority: string
}

/** A running playground process. `ended` resolves when it is gone, whoever ended it. */
export interface PlaygroundProcess {
  readonly ready: Promise<ReadyPlayground>
  readonly ended: Promise<void>
  readonly configure: (lives: PlaygroundLives) => void
  readonly stop: () => Promise<void>
}

export interface PlaygroundControlParts {
  readonly launch: (start: RememberedPlayground) => PlaygroundProcess
  readonly memory: {
    readonly get: () => RememberedPlayground
    /** Remembered when this resolves; two at a time keep both of their changes. Throws `storage.write_failed`. */
    readonly change: (part: Partial<RememberedPlayground>) => Promise<void>
  }
  readonly onChanged: (status: PlaygroundStatus) => void
  /**
   * It keeps nothing: what an earlier run issued is worthless, and is forgotten before the new one is used. Resolves with
   * how many sign-ins that ended.
   */
  readonly onStartedAnew: () => Promise<number>
}

export interface PlaygroundControl {
  readonly status: () => PlaygroundStatus
  /** Starts it where it does not run; any number of callers share one start. Throws `playground.failed`, `storage.*`. */
  readonly start: () => Promise<PlaygroundStatus>
  readonly stop: () => Promise<PlaygroundStatus>
  /** What is undefined stays as it is. Throws `storage.write_failed`; then all of it does. */
  readonly configure: (changes: ChangedPlaygroundLives) => Promise<PlaygroundStatus>
  /** PEM: whom to trust at this origin; null for any that is not the running playground's own over TLS. */
  readonly certificateAuthorityFor: (origin: string) => string | null
}

/** Starts the playground when it is first needed and notices when it dies. */
export function createPlaygroundControl(parts: PlaygroundControlParts): PlaygroundControl {
  const { launch, memory, onChanged, onStartedAnew } = parts
  let state: PlaygroundStatus['state'] = 'stopped'
  let problem: string | null = null
  let forgottenSignIns = 0
  let running: PlaygroundProcess | null = null
  let starting: Promise<PlaygroundStatus> | null = null
  let authority: { readonly origin: string; readonly pem: string } | null = null

  function status(): PlaygroundStatus {
    return { ...memory.get(), state, forgottenSignIns, problem }
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
    authority = null
    if (state === 'running') become('failed', 'The playground ended by itself.')
  }

  async function launchAndWait(): Promise<PlaygroundStatus> {
    forgottenSignIns = 0
    become('starting')
    const child = launch(memory.get())
    running = child
    void noticeItsEnd(child)
    try {
      const { issuer, apiUrl, secureApiUrl, certificateAuthority } = await child.ready
      await memory.change({ issuer, apiUrl, secureApiUrl })
      forgottenSignIns = await onStartedAnew()
      // It may have ended, or been stopped, meanwhile: then its address may be anybody's.
      if (running === child) authority = { origin: new URL(secureApiUrl).origin, pem: certificateAuthority }
      return become('running')
    } catch (cause) {
      running = null
      authority = null
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
      authority = null
      if (child !== null) await child.stop()
      return become('stopped')
    },
    async configure({ accessTokenSeconds, signInSeconds }) {
      await memory.change({
        ...(accessTokenSeconds === undefined ? {} : { accessTokenSeconds }),
        ...(signInSeconds === undefined ? {} : { signInSeconds }),
      })
      const now = memory.get()
      running?.configure({ accessTokenSeconds: now.accessTokenSeconds, signInSeconds: now.signInSeconds })
      return become(state, problem)
    },
    certificateAuthorityFor: (origin) => (authority?.origin === origin ? authority.pem : null),
  }
}
