import { describe, expect, test } from 'vitest'
import { defaultSettings, type Settings } from '../../../../electron/contract/settings.ts'
import type { VaultStatus } from '../../../../electron/contract/vault.ts'
import { createAutoLock } from '../../../../electron/domain/vault/auto-lock.ts'
import { aClock } from '../../../support/clock.ts'

const open = (lockAsks: boolean): VaultStatus => ({
  ...{ state: 'open', strength: 'passphrase', records: 1, unreadable: 0, recovered: false, lockAsks },
  keyring: { offered: 'no keyring', sealedUnder: null, trouble: 'absent' },
})

interface Situation {
  readonly rules?: Partial<Settings['vaultLock']>
  readonly lockAsks?: boolean
}

/** A machine that nobody touches from now on, and a vault that is open on it. */
function anUntouchedMachine({ rules = {}, lockAsks = true }: Situation = {}) {
  const clock = aClock(new Date('2026-11-22T09:00:00Z'))
  const startMs = clock.monotonicMs()
  let lastTouchMs = startMs
  const situation = { rules: { ...defaultSettings.vaultLock, ...rules }, screenLocked: false, isOpen: true }
  const locks: { cause: string; afterMinutes: number }[] = []
  const bugs: unknown[] = []
  const closed: VaultStatus = { state: 'damaged', keptAt: '' }
  const autoLock = createAutoLock({
    vault: {
      async lockWhereItAsks(cause) {
        if (!situation.isOpen || !lockAsks) return situation.isOpen ? open(lockAsks) : closed
        situation.isOpen = false
        locks.push({ cause, afterMinutes: Math.round((clock.monotonicMs() - startMs) / 60_000) })
        return closed
      },
    },
    rules: () => situation.rules,
    machine: {
      idleSeconds: () => Math.floor((clock.monotonicMs() - lastTouchMs) / 1000),
      isScreenLocked: () => situation.screenLocked,
    },
    schedule: clock.schedule,
    reportBug: (thrown) => void bugs.push(thrown),
  })
  autoLock.start()
  const touch = () => void (lastTouchMs = clock.monotonicMs())
  return { autoLock, clock, locks, bugs, situation, touch }
}

const minuteMs = 60_000

describe('a machine that nobody touches', () => {
  test('locks the vault after the minutes that are set, once', async () => {
    const { clock, locks, bugs } = anUntouchedMachine({ rules: { idleMinutes: 5 } })
    await clock.advance(20 * minuteMs)
    expect(locks).toEqual([{ cause: 'idle', afterMinutes: 5 }])
    expect(bugs).toEqual([])
  })

  test('keeps it open while somebody types now and then', async () => {
    const { clock, locks, touch } = anUntouchedMachine({ rules: { idleMinutes: 5 } })
    for (let times = 0; times < 10; times += 1) {
      await clock.advance(4 * minuteMs)
      touch()
    }
    expect(locks).toEqual([])
    await clock.advance(6 * minuteMs)
    expect(locks).toEqual([{ cause: 'idle', afterMinutes: 45 }])
  })

  test.each([
    ['0 minutes are set, which is never', { rules: { idleMinutes: 0 } }],
    ['opening the vault again would ask nobody', { lockAsks: false, rules: { idleMinutes: 1 } }],
  ])('leaves the vault open where %s', async (_why, situation) => {
    const { clock, locks } = anUntouchedMachine(situation)
    await clock.advance(24 * 60 * minuteMs)
    expect(locks).toEqual([])
  })

  test('follows the setting of now, also when it changes on the way', async () => {
    const { clock, locks, situation } = anUntouchedMachine({ rules: { idleMinutes: 0 } })
    await clock.advance(60 * minuteMs)
    situation.rules = { ...situation.rules, idleMinutes: 10 }
    await clock.advance(minuteMs)
    expect(locks).toEqual([{ cause: 'idle', afterMinutes: 60 }])
  })

  test('is looked at no more after the end', async () => {
    const { autoLock, clock } = anUntouchedMachine()
    autoLock.stop()
    expect(clock.pending()).toEqual([])
  })
})

describe('a screen that was locked', () => {
  test('locks the vault at once where the system tells of it', async () => {
    const { autoLock, locks } = anUntouchedMachine()
    await autoLock.screenLocked()
    expect(locks).toEqual([{ cause: 'screen-locked', afterMinutes: 0 }])
  })

  test('locks it within 15 seconds where the system has to be asked', async () => {
    const { clock, locks, situation } = anUntouchedMachine({ rules: { idleMinutes: 0 } })
    await clock.advance(minuteMs)
    situation.screenLocked = true
    await clock.advance(15_000)
    expect(locks.map(({ cause }) => cause)).toEqual(['screen-locked'])
  })

  test('leaves it open where the person set it so', async () => {
    const { autoLock, clock, locks, situation } = anUntouchedMachine({ rules: { onScreenLock: false, idleMinutes: 0 } })
    situation.screenLocked = true
    await autoLock.screenLocked()
    await clock.advance(5 * minuteMs)
    expect(locks).toEqual([])
  })
})

describe('a machine that goes to sleep', () => {
  test.each([
    [true, ['suspended']],
    [false, []],
  ])('with the rule %s ends in locks %j', async (onSuspend, causes) => {
    const { autoLock, locks } = anUntouchedMachine({ rules: { onSuspend } })
    await autoLock.suspended()
    expect(locks.map(({ cause }) => cause)).toEqual(causes)
  })
})
