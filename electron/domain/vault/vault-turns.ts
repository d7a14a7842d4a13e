import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { Exclusively } from '../storage/exclusively.ts'

export interface VaultTurns {
  /** One turn among all processes. Throws `storage.in_use`. */
  readonly inTurn: <Value>(job: () => Promise<Value>) => Promise<Value>
  /**
   * Runs a job that must not wait for long, as a lock: nobody here waits for another process longer than a moment until it
   * has ended, those who wait already neither. Who is at work is left to finish.
   */
  readonly inAHurry: <Value>(job: () => Promise<Value>) => Promise<Value>
}

const waitMs = 10_000
/** Longer than a save of another process takes; short beside the second within which a lock is over. */
const momentMs = 700

const isInUse = (thrown: unknown): boolean => thrown instanceof ClaimcheckError && thrown.code === 'storage.in_use'

/** Turns at the vault's file. A job that is given up before its turn has come never runs. */
export function createVaultTurns(exclusively: Exclusively): VaultTurns {
  const waiting = new Set<(failure: unknown) => void>()
  let hurries = 0
  /** A moment was waited already in this hurry: another is not. */
  let isMomentOver = false

  function currentWaitMs(): number {
    if (hurries === 0) return waitMs
    return isMomentOver ? 0 : momentMs
  }

  function giveAllUp(failure: unknown): void {
    isMomentOver = true
    for (const giveUp of waiting) giveUp(failure)
  }

  return {
    inTurn: <Value>(job: () => Promise<Value>) =>
      new Promise<Value>((resolve, reject) => {
        // Let go of when it is given up: the wait for the turn may outlive it, and the job knows a key.
        let work: typeof job | null = job
        const giveUp = (failure: unknown): void => {
          work = null
          waiting.delete(giveUp)
          if (isInUse(failure) && hurries > 0) isMomentOver = true
          reject(failure)
        }
        async function runUnlessGivenUp(): Promise<{ value: Value } | null> {
          const mine = work
          work = null
          waiting.delete(giveUp)
          return mine === null ? null : { value: await mine() }
        }
        waiting.add(giveUp)
        exclusively('vault', currentWaitMs(), runUnlessGivenUp).then((done) => done && resolve(done.value), giveUp)
      }),

    async inAHurry(job) {
      hurries += 1
      // Its turn comes after that of all who wait: where it does not come in a moment, theirs would be too late.
      if (waiting.size > 0) void exclusively('vault', momentMs, async () => undefined).catch(giveAllUp)
      try {
        return await job()
      } finally {
        hurries -= 1
        if (hurries === 0) isMomentOver = false
      }
    },
  }
}
