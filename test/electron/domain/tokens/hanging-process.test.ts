import { describe, expect, test } from 'vitest'
import { ClaimcheckError } from '../../../../electron/domain/failures/claimcheck-error.ts'
import type { Profile } from '../../../../electron/domain/profiles/profile.ts'
import type { TokenSet } from '../../../../electron/domain/tokens/token-set.ts'
import { settled } from '../../../support/clock.ts'
import { aMachine } from '../../../support/machine-builder.ts'
import { aKeeper, noteOf, recordOf, refreshed, unreachable } from '../../../support/keeper-builder.ts'
import { locksInMemory } from '../../../support/locks-in-memory.ts'
import { anOAuthWay, aProfile, aTokenSet, noon, secondsAfterNoon } from '../../../support/token-builder.ts'

const expired = aTokenSet({ obtainedAt: secondsAfterNoon(-400), expiresAt: secondsAfterNoon(-100) })

const access = async (given: Promise<{ tokens: TokenSet }>) => (await given).tokens.accessToken.reveal()

/** A process begins to refresh, and never ends. */
async function hang({ start, locks, id }: ReturnType<typeof aMachine>): Promise<void> {
  const stuck = start(['never'])
  void stuck.keeper.refreshNow(id).catch(() => undefined)
  await settled()
  expect(locks.names.at(-1)).toMatch(/^refresh [0-9a-f]{32}$/)
}

describe('a process that hangs while it refreshes', () => {
  test('is told to whoever has nothing good to send once the wait is over', async () => {
    const machine = aMachine({ tokens: aTokenSet({ obtainedAt: noon, expiresAt: secondsAfterNoon(50) }) })
    await hang(machine)
    const other = machine.start()
    await machine.clock.advance(30_000)
    const first = other.keeper.usableTokens(machine.id)
    const told = expect(first).rejects.toMatchObject({
      code: 'session.refreshing_elsewhere',
      details: { profileId: machine.id },
    })
    await machine.clock.advance(35_000)
    await told
  })

  test('is told by the session of the others, which try again later', async () => {
    const machine = aMachine({
      tokens: aTokenSet({ obtainedAt: secondsAfterNoon(-1000), expiresAt: secondsAfterNoon(90) }),
    })
    await hang(machine)
    const other = machine.start()
    const first = other.keeper.usableTokens(machine.id)
    await machine.clock.advance(35_000)
    expect(await access(first)).toBe('access-1')
    expect(await other.keeper.session(machine.id)).toMatchObject({
      state: 'active',
      trouble: { message: 'Another Claimcheck is refreshing these tokens, and has not ended yet' },
    })
    // Nobody waits a second time while there is something to send.
    expect(await access(other.keeper.usableTokens(machine.id))).toBe('access-1')
    expect(await other.happened()).toMatchObject([{ kind: 'refresh-failed', retryAt: '2026-03-01T12:00:40.000Z' }])
    other.keeper.reconsider()
    expect(await other.keeper.session(machine.id)).toMatchObject({ trouble: null })
  })
})

describe('a vault that another process saves for too long', () => {
  test('keeps a refresh from being sent: nobody knows whether the token is still good', async () => {
    const { keeper, id, vault, asked } = aKeeper({ tokens: expired })
    const inUse = new ClaimcheckError('storage.in_use', { file: 'vault.json', processId: 7 })
    vault.beforeCatchUp = () => Promise.reject(inUse)
    await expect(keeper.usableTokens(id)).rejects.toMatchObject({ code: 'session.refreshing_elsewhere' })
    vault.beforeCatchUp = async () => undefined
    vault.beforeWrite = () => Promise.reject(inUse)
    await expect(keeper.refreshNow(id)).rejects.toMatchObject({ code: 'session.refreshing_elsewhere' })
    expect(asked).toEqual([])
  })

  test('costs no tokens that have come: they are held, and saved later', async () => {
    const { keeper, id, vault, clock } = aKeeper({ tokens: expired, answers: [refreshed()] })
    vault.beforeWrite = async (_what, kind) => {
      if (kind === 'tokens') throw new ClaimcheckError('storage.in_use', { file: 'vault.json', processId: 7 })
    }
    expect(await access(keeper.usableTokens(id))).toBe('access-2')
    expect(vault.disk.has(noteOf(id))).toBe(true)
    vault.beforeWrite = async () => undefined
    await clock.advance(6000)
    expect(vault.disk.get(recordOf(id))).toContain('refresh-2')
  })
})

test('a folder that takes no lock does not keep a person from their tokens', async () => {
  const locks = {
    ...locksInMemory(),
    exclusively: () => Promise.reject(new ClaimcheckError('storage.write_failed', { file: 'a', reason: 'disk-full' })),
  }
  const { keeper, id } = aKeeper({ tokens: expired, locks, answers: [refreshed()] })
  expect(await access(keeper.usableTokens(id))).toBe('access-2')
})

describe('a profile that needs nobody', () => {
  const robot = (): Profile => aProfile({ way: anOAuthWay({ grant: { type: 'client_credentials' } }) })

  test('is signed in once for two processes', async () => {
    const machine = aMachine({ profile: robot(), tokens: null })
    const processes = [machine.start(), machine.start()]
    let signIns = 0
    const obtain = ({ keeper }: ReturnType<typeof aKeeper>) =>
      keeper.obtainAlone(machine.id, async () => {
        signIns += 1
        await settled()
        await keeper.accept(machine.id, aTokenSet({ refreshToken: null }), null)
      })
    await Promise.all(processes.map(obtain))
    expect(signIns).toBe(1)
    for (const { keeper } of processes) expect(await access(keeper.usableTokens(machine.id))).toBe('access-1')
  })

  test('is signed in by the second process where the first failed', async () => {
    const machine = aMachine({ profile: robot(), tokens: null })
    const [one, other] = [machine.start(), machine.start()]
    const failing = one.keeper.obtainAlone(machine.id, () => Promise.reject(new Error('the server is down')))
    const working = other.keeper.obtainAlone(machine.id, () => other.keeper.accept(machine.id, aTokenSet(), null))
    await expect(failing).rejects.toThrow('the server is down')
    await working
    expect(await access(other.keeper.usableTokens(machine.id))).toBe('access-1')
  })

  test('asks again once for two processes when its token expires', async () => {
    const machine = aMachine({ profile: robot(), tokens: { ...expired, refreshToken: null } })
    const [one, other] = [machine.start([refreshed()]), machine.start([refreshed(3)])]
    await Promise.all([one.keeper.usableTokens(machine.id), other.keeper.usableTokens(machine.id)])
    expect([...one.asked, ...other.asked]).toEqual(['client credentials'])
  })

  test('whose server is down is told to each, and keeps what it has', async () => {
    const machine = aMachine({ profile: robot(), tokens: { ...expired, refreshToken: null } })
    const processes = [machine.start([unreachable()]), machine.start([unreachable()])]
    const outcomes = await Promise.allSettled(processes.map(({ keeper }) => keeper.usableTokens(machine.id)))
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(machine.disk.has(recordOf(machine.id))).toBe(true)
  })
})
