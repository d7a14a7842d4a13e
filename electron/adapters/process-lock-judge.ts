import { performance } from 'node:perf_hooks'
import { isSameStart, ownFacts, startOf } from './process-facts.ts'
import type { FoundLock } from './process-lock-file.ts'

/** 'elsewhere': another machine has it, and nobody here can tell whether its process still runs. */
export type LockVerdict = 'held' | 'elsewhere' | 'stale'

/** Asking for a start is a program's work on some systems: not at every look. */
const askAgainAfterMs = 2000

/** The locks that this process holds now, by their nonces. */
const held = new Set<string>()
export const noteHeld = (nonce: string): void => void held.add(nonce)
export const noteReleased = (nonce: string): void => void held.delete(nonce)

/**
 * Judges the locks that are found, and remembers since when it has seen those that nobody finished writing: on a clock
 * that does not step, and for longer than a write takes they are a power cut's.
 */
export function createLockJudge(halfWrittenForMs: number) {
  const unsoundSince = new Map<string, { readonly identity: string; readonly sinceMs: number }>()
  const asked = new Map<string, { readonly nonce: string; readonly atMs: number }>()

  function judgeUnsound(file: string, identity: string): LockVerdict {
    const seen = unsoundSince.get(file)
    const nowMs = performance.now()
    if (seen?.identity === identity) return nowMs - seen.sinceMs >= halfWrittenForMs ? 'stale' : 'held'
    unsoundSince.set(file, { identity, sinceMs: nowMs })
    return 'held'
  }

  return async function judge(file: string, lock: FoundLock): Promise<LockVerdict> {
    if (lock.kind === 'unsound') return judgeUnsound(file, lock.identity)
    unsoundSince.delete(file)
    const { host, bootId, processId, processStartedAt, nonce } = lock.content
    if (held.has(nonce)) return 'held'
    const own = await ownFacts()
    if (host !== own.host) return 'elsewhere'
    // Not held by us, and of our number: it was left by a process that had the number before, or could not be removed.
    if (processId === own.processId) return 'stale'
    if (bootId !== null && own.bootId !== null && bootId !== own.bootId) return 'stale'
    const last = asked.get(file)
    if (process.platform !== 'linux' && last?.nonce === nonce && performance.now() - last.atMs < askAgainAfterMs) {
      return 'held'
    }
    const startedAt = await startOf(processId)
    asked.set(file, { nonce, atMs: performance.now() })
    return startedAt === 'gone' || !isSameStart(startedAt, processStartedAt) ? 'stale' : 'held'
  }
}
