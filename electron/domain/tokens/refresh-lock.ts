import { createHash } from 'node:crypto'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { Exclusively } from '../storage/exclusively.ts'
import { createInTurn, type InTurn } from '../storage/in-turn.ts'
import { profileOf, type TokensKey } from './tokens-key.ts'

// Longer than a server has for its answer: who waits in turn sees how it ended.
const waitMs = 35_000

/** What a job owes still when it has ended; null: nothing. */
type Owes = (key: TokensKey) => Promise<void> | null

const nothing = (): void => undefined

/** Hexadecimal, since the name may become that of a file, and some file systems don't tell capitals. */
const nameOf = (key: TokensKey): string => `refresh ${createHash('sha256').update(key).digest('hex').slice(0, 32)}`

/**
 * Nobody else on this machine gets tokens for a profile at an authority while a job runs here. The vault's own lock is
 * taken inside this one, never the other way round.
 *
 * ```
 * lock    ├──────── ours: no other process comes in ────────┤
 * job     ├── begins … ends ──┤ its caller is told now
 * owed                        ├── as long as it owes ──┤
 * guests                       ├─ job ─┤├─ job ─┤├─ job ─┤ others of ours, one at a time, within the same lock
 * ```
 */
export function createRefreshLock(exclusively: Exclusively) {
  const held = new Set<TokensKey>()
  /** The locks that stayed ours when their job had ended: other jobs of ours run within them, one at a time. */
  const lingering = new Map<TokensKey, { readonly line: InTurn; guests: number }>()

  async function linger(key: TokensKey, owes: Owes): Promise<void> {
    const within = { line: createInTurn(), guests: 0 }
    lingering.set(key, within)
    for (;;) {
      const owed = owes(key)
      if (owed !== null) await owed
      else if (within.guests > 0) await within.line(() => undefined)
      else break
    }
    // No pause since the last look, so nobody else has come in.
    lingering.delete(key)
  }

  return {
    /** Whether a job runs here that holds it. */
    isHeld: (key: TokensKey): boolean => held.has(key),
    /**
     * Throws `session.refreshing_elsewhere` where its turn does not come, and in place of a `storage.in_use` of the job:
     * the vault is somebody else's then. `owes`: asked when the job has ended; as long as what it gives is not resolved the
     * lock stays ours, though the outcome is the caller's at once, and other jobs of ours need not wait for it.
     */
    async alone<Value>(key: TokensKey, job: () => Promise<Value>, owes: Owes = () => null): Promise<Value> {
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
          // Both are let go of with the outcome: nothing else is known here while the lock is held for longer.
          let caller: { settle: typeof resolve; fail: typeof reject } | null = { settle: resolve, fail: reject }
          let outcome: Promise<Value> | null = null
          const tell = (): void => {
            if (outcome !== null) caller?.settle(outcome)
            caller = outcome = null
          }
          async function run(): Promise<void> {
            outcome = begin()
            await outcome.then(nothing, nothing)
          }
          async function runAndLinger(): Promise<void> {
            await run()
            if (owes(key) === null) return
            tell()
            await linger(key, owes)
          }
          exclusively(nameOf(key), waitMs, runAndLinger).then(tell, (thrown: unknown) => caller?.fail(thrown))
        })
      const asGuest = async (within: { readonly line: InTurn; guests: number }): Promise<Value> => {
        within.guests += 1
        try {
          // The line keeps what its last job gave.
          return await new Promise<Value>((resolve, reject) => void within.line(() => begin().then(resolve, reject)))
        } finally {
          within.guests -= 1
        }
      }
      try {
        const within = lingering.get(key)
        return await (within === undefined ? inTurn() : asGuest(within))
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
