import { createHash } from 'node:crypto'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { Exclusively } from '../storage/exclusively.ts'
import { profileOf, type TokensKey } from './tokens-key.ts'

// Longer than a server has for its answer: who waits in turn sees how it ended.
const waitMs = 35_000

/** Hexadecimal, since the name may become that of a file, and some file systems don't tell capitals. */
const nameOf = (key: TokensKey): string => `refresh ${createHash('sha256').update(key).digest('hex').slice(0, 32)}`

/**
 * Nobody else on this machine gets tokens for a profile at an authority while a job runs here. The vault's own lock is
 * taken inside this one, never the other way round.
 */
export function createRefreshLock(exclusively: Exclusively) {
  const held = new Set<TokensKey>()

  return {
    /** Whether this process holds it now. */
    isHeld: (key: TokensKey): boolean => held.has(key),
    /**
     * Throws `session.refreshing_elsewhere` where its turn does not come, and in place of a `storage.in_use` of the job:
     * the vault is somebody else's then. `owes`: asked when the job has ended; as long as what it gives is not resolved the
     * lock stays ours, though the outcome is the caller's at once.
     */
    async alone<Value>(
      key: TokensKey,
      job: () => Promise<Value>,
      owes: (key: TokensKey) => Promise<void> | null = () => null,
    ): Promise<Value> {
      let isBegun = false
      // Let go of when it has ended: the lock may outlive it, and the job knows tokens.
      let work: typeof job | null = job
      const begin = async (): Promise<Value> => {
        const now = work
        if (now === null) throw new Error('a job that is begun twice')
        work = null
        isBegun = true
        held.add(key)
        try {
          return await now()
        } finally {
          held.delete(key)
        }
      }
      const inTurn = (): Promise<Value> =>
        new Promise((resolve, reject) => {
          let tell: (() => void) | null = null
          async function runAndTell() {
            tell = await begin().then(
              (value) => () => resolve(value),
              (thrown: unknown) => () => reject(thrown),
            )
            const owed = owes(key)
            if (owed !== null) {
              tell()
              tell = null
            }
            return { owed }
          }
          // Nothing else is known here while the lock is held for longer.
          const whole = exclusively(nameOf(key), waitMs, async () => (await runAndTell()).owed)
          whole.then(() => tell?.(), reject)
        })
      try {
        return await inTurn()
      } catch (cause) {
        if (!(cause instanceof ClaimcheckError)) throw cause
        // A disk that takes no lock must not keep a person from their tokens.
        if (cause.code === 'storage.write_failed' && !isBegun) return await begin()
        if (cause.code !== 'storage.in_use') throw cause
        throw new ClaimcheckError('session.refreshing_elsewhere', { profileId: profileOf(key) }, { cause })
      }
    },
  }
}
export type RefreshLock = ReturnType<typeof createRefreshLock>
