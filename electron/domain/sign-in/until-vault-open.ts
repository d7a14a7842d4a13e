import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { Schedule } from '../tokens/timer.ts'
import type { SignInRun } from './sign-in-run.ts'
import { atMost, untilEnded } from './until-ended.ts'

export interface VaultWatch {
  /** Throws `vault.*` where the vault would not take the tokens. */
  readonly assertVaultOpen: () => Promise<void>
  /** Calls back when the vault may have been opened or closed; returns the way to stop. */
  readonly onVaultChanged: (listener: () => void) => () => void
}

/** A code lives ten minutes at most (RFC 6749 §4.1.2): one that waited for longer is refused. */
export const vaultWaitSeconds = 600

const isLocked = (thrown: unknown): boolean =>
  thrown instanceof ClaimcheckError && (thrown.code === 'vault.locked' || thrown.code === 'vault.rolled_back')

/** What is said of a sign-in whose answer came, and which the lock has cost. Other failures stay as they are. */
export const lostToLock = (thrown: unknown): unknown =>
  isLocked(thrown) ? new ClaimcheckError('sign_in.vault_locked', {}, { cause: thrown }) : thrown

async function untilOpen(
  { assertVaultOpen, onVaultChanged }: VaultWatch,
  signal: AbortSignal,
  onLocked: () => void,
): Promise<void> {
  let wake = (): void => undefined
  const stop = onVaultChanged(() => wake())
  try {
    for (let tries = 0; ; tries += 1) {
      // Listened for before the vault is asked: an unlock between the two is not missed.
      const changed = new Promise<void>((resolve) => void (wake = resolve))
      try {
        await assertVaultOpen()
        return
      } catch (thrown) {
        if (!isLocked(thrown)) throw thrown
      }
      if (tries === 0) onLocked()
      await untilEnded(changed, signal)
    }
  } finally {
    stop()
  }
}

/**
 * Resolves when the vault is open; `onLocked` is called once where it is locked. Throws `sign_in.vault_locked` when it
 * stays locked for longer than a code lives, what `assertVaultOpen` throws for a vault that no unlocking opens, and the
 * signal's reason.
 */
export async function untilVaultOpen(
  watch: VaultWatch,
  { signal, schedule }: { readonly signal: AbortSignal; readonly schedule: Schedule },
  onLocked: () => void,
): Promise<void> {
  try {
    await atMost(vaultWaitSeconds, { signal, schedule }, (limited) => untilOpen(watch, limited, onLocked))
  } catch (thrown) {
    if (!(thrown instanceof ClaimcheckError) || thrown.code !== 'sign_in.timed_out') throw thrown
    throw new ClaimcheckError('sign_in.vault_locked', {}, { cause: thrown })
  }
}

/**
 * What `begin` gives. A lock ends its signal; once the vault is open it is begun anew. Throws as `begin` and
 * `run.untilVaultOpen`.
 */
export async function whileVaultOpen<Value>(
  { assertVaultOpen, onVaultChanged }: VaultWatch,
  run: Pick<SignInRun, 'untilVaultOpen'>,
  { signal, begin }: { readonly signal: AbortSignal; readonly begin: (signal: AbortSignal) => Promise<Value> },
): Promise<Value> {
  for (;;) {
    await run.untilVaultOpen(signal)
    signal.throwIfAborted()
    const closed = new AbortController()
    const stop = onVaultChanged(() => void assertVaultOpen().catch((thrown: unknown) => closed.abort(thrown)))
    try {
      return await begin(AbortSignal.any([signal, closed.signal]))
    } catch (thrown) {
      if (signal.aborted || !isLocked(closed.signal.reason)) throw thrown
    } finally {
      stop()
    }
  }
}
