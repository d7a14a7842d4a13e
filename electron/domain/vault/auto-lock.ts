import type { Settings } from '../../contract/settings.ts'
import type { LockCause } from '../../contract/vault.ts'
import type { Schedule } from '../tokens/timer.ts'
import type { Vault } from './vault.ts'

/** What the machine tells of the person who sits at it. */
export interface MachineWatch {
  /** Seconds since anybody touched keyboard or mouse, in any program. */
  readonly idleSeconds: () => number
  /** Asked, since not every system tells when it happens. */
  readonly isScreenLocked: () => boolean
}

type MachineCause = Extract<LockCause, 'idle' | 'screen-locked' | 'suspended'>

export interface AutoLockParts {
  readonly vault: Pick<Vault, 'lockWhereItAsks'>
  readonly rules: () => Settings['vaultLock']
  readonly machine: MachineWatch
  readonly schedule: Schedule
  readonly reportBug: (thrown: unknown) => void
}

export interface AutoLock {
  readonly start: () => void
  readonly stop: () => void
  /** The system said so, on those that do. */
  readonly screenLocked: () => Promise<void>
  /** The machine is about to sleep. */
  readonly suspended: () => Promise<void>
}

const shortestLookMs = 1_000
/** Systems without an event for a locked screen are looked at this often; an answer costs well under a millisecond. */
const longestLookMs = 15_000

/**
 * Locks the vault when the person seems to be away. Only where opening it again asks somebody: a vault that opens by
 * itself would protect nothing by being locked, and would stop what runs over lunch.
 */
export function createAutoLock({ vault, rules, machine, schedule, reportBug }: AutoLockParts): AutoLock {
  let callOff: (() => void) | null = null

  const lock = async (cause: MachineCause): Promise<void> => void (await vault.lockWhereItAsks(cause))

  /** Why it should lock now, or how long until the next look. */
  function judge(): MachineCause | { readonly inMs: number } {
    const { idleMinutes, onScreenLock } = rules()
    if (onScreenLock && machine.isScreenLocked()) return 'screen-locked'
    if (idleMinutes === 0) return { inMs: longestLookMs }
    const leftMs = idleMinutes * 60_000 - machine.idleSeconds() * 1000
    return leftMs <= 0 ? 'idle' : { inMs: Math.min(Math.max(leftMs, shortestLookMs), longestLookMs) }
  }

  async function look(): Promise<void> {
    const found = judge()
    lookAgain(typeof found === 'string' ? longestLookMs : found.inMs)
    if (typeof found === 'string') await lock(found)
  }

  function lookAgain(delayMs: number): void {
    callOff?.()
    callOff = schedule(delayMs, () => void look().catch(reportBug))
  }

  return {
    start: () => lookAgain(longestLookMs),
    stop() {
      callOff?.()
      callOff = null
    },
    screenLocked: async () => {
      if (rules().onScreenLock) await lock('screen-locked')
    },
    suspended: async () => {
      if (rules().onSuspend) await lock('suspended')
    },
  }
}
