import { describe, expect, test } from 'vitest'
import type { TokenSet } from '../../../../electron/domain/tokens/token-set.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { settled } from '../../../support/clock.ts'
import { aMachine } from '../../../support/machine-builder.ts'
import { aKeeper, recordOf, refreshed, refused } from '../../../support/keeper-builder.ts'
import { locksInMemory } from '../../../support/locks-in-memory.ts'
import { aTokenSet, secondsAfterNoon } from '../../../support/token-builder.ts'

const expired = aTokenSet({ obtainedAt: secondsAfterNoon(-400), expiresAt: secondsAfterNoon(-100) })

const access = async (given: Promise<{ tokens: TokenSet }>) => (await given).tokens.accessToken.reveal()

describe('two processes on one vault', () => {
  test('ask the server once between them, and both use what came', async () => {
    const machine = aMachine()
    const [one, other] = [machine.start([refreshed()]), machine.start([refreshed(9)])]
    const given = await Promise.all([
      ...Array.from({ length: 100 }, () => access(one.keeper.usableTokens(machine.id))),
      ...Array.from({ length: 100 }, () => access(other.keeper.usableTokens(machine.id))),
    ])
    expect(new Set(given)).toEqual(new Set(['access-2']))
    expect([...one.asked, ...other.asked]).toEqual(['refresh-1'])
  })

  test('that take turns over many expiries never offer a refresh token twice', async () => {
    const machine = aMachine({ tokens: expired })
    // One server answers both.
    const answers = Array.from({ length: 20 }, (_, turn) => refreshed(turn + 2, secondsAfterNoon(turn * 300)))
    const processes = [machine.start(answers), machine.start(answers)]
    for (let expiry = 0; expiry < 20; expiry += 1) {
      await Promise.all(processes.toReversed().map(({ keeper }) => keeper.usableTokens(machine.id)))
      processes.reverse()
      await machine.clock.advance(300_000)
    }
    const asked = processes.flatMap((each) => each.asked)
    expect(new Set(asked).size).toBe(20)
    expect(asked).toHaveLength(20)
    expect(processes.map((each) => each.asked.length)).toEqual([10, 10])
  })

  test('use the token of the other where the API refuses the one that it replaced, and ask nobody', async () => {
    const machine = aMachine({ tokens: aTokenSet() })
    const [one, other] = [machine.start([refreshed()]), machine.start()]
    await one.keeper.refreshNow(machine.id)
    const newer = await other.keeper.tokensAfterRejection(machine.id, new SecretText('access-1'))
    expect(newer?.accessToken.reveal()).toBe('access-2')
    expect(other.asked).toEqual([])
  })

  test('tell the timeline once of a refresh, with its cause', async () => {
    const machine = aMachine()
    const [one, other] = [machine.start([refreshed()]), machine.start()]
    await Promise.all([one.keeper.usableTokens(machine.id), other.keeper.usableTokens(machine.id)])
    await other.keeper.stop()
    await one.keeper.stop()
    expect(await one.happened()).toMatchObject([{ kind: 'refreshed', cause: 'expiring' }])
  })

  test('know, where they keep no common timeline, that the tokens came from elsewhere', async () => {
    const machine = aMachine()
    const one = machine.start([refreshed()])
    const other = aKeeper({ profile: one.profile, clock: machine.clock, locks: machine.locks, disk: machine.disk })
    await Promise.all([one.keeper.usableTokens(machine.id), other.keeper.usableTokens(machine.id)])
    expect(await other.happened()).toMatchObject([{ kind: 'refreshed', cause: 'elsewhere', rotated: true }])
  })

  test('go on from tokens of the other that have expired meanwhile', async () => {
    const machine = aMachine()
    const one = machine.start([refreshed()])
    const other = machine.start([refreshed(3, secondsAfterNoon(1000))])
    await one.keeper.usableTokens(machine.id)
    await machine.clock.advance(1_000_000)
    expect(await access(other.keeper.usableTokens(machine.id))).toBe('access-3')
    expect(other.asked).toEqual(['refresh-2'])
  })

  test('started at once after a crash try the old refresh token once, alone', async () => {
    const machine = aMachine({ tokens: expired })
    const crashed = machine.start(['never'])
    void crashed.keeper.usableTokens(machine.id).catch(() => undefined)
    await settled()
    // The crash: its lock is nobody's, its note stays.
    const { disk, clock } = machine
    const locks = locksInMemory(clock.schedule)
    const processes = [1, 2, 3].map(() => aKeeper({ profile: crashed.profile, clock, locks, disk, answers: [refused] }))
    for (const { keeper } of processes) keeper.startBackground()
    for (let turn = 0; turn < 10; turn += 1) await settled()
    expect(processes.flatMap(({ asked }) => asked)).toEqual(['refresh-1'])
    const [first] = processes
    expect(await first?.keeper.session(machine.id)).toMatchObject({ reason: 'answer-lost' })
  })

  test('a sign-in in one is not overwritten by the refresh of the other', async () => {
    const machine = aMachine({ tokens: expired })
    const [one, other] = [machine.start([refreshed()]), machine.start()]
    const release = one.hold()
    const waiting = one.keeper.usableTokens(machine.id)
    await settled()
    const fresh = aTokenSet({ accessToken: new SecretText('access-new'), refreshToken: new SecretText('refresh-new') })
    const signedIn = other.keeper.accept(machine.id, fresh, null)
    await settled()
    release()
    await waiting
    await signedIn
    expect(machine.disk.get(recordOf(machine.id))).toContain('refresh-new')
    expect(await access(one.keeper.usableTokens(machine.id))).not.toBe('access-1')
  })

  test('a sign-in does not wait for ever behind a process that hangs, whose late answer does not overwrite it', async () => {
    const machine = aMachine({ tokens: expired })
    const [stuck, other] = [machine.start([refreshed()]), machine.start()]
    const release = stuck.hold()
    const waiting = stuck.keeper.usableTokens(machine.id)
    await settled()
    const fresh = aTokenSet({ accessToken: new SecretText('access-new'), refreshToken: new SecretText('refresh-new') })
    const signedIn = other.keeper.accept(machine.id, fresh, null)
    await machine.clock.advance(35_000)
    expect(await signedIn).toMatchObject({ state: 'active' })
    release()
    expect(await access(waiting)).toBe('access-new')
    expect(machine.disk.get(recordOf(machine.id))).toContain('refresh-new')
  })

  test('tokens that one forgot do not come back by the refresh of the other', async () => {
    const machine = aMachine({ tokens: expired })
    const [one, other] = [machine.start([refreshed()]), machine.start()]
    const release = one.hold()
    const waiting = one.keeper.usableTokens(machine.id)
    await settled()
    await other.keeper.forget(machine.id)
    release()
    await expect(waiting).rejects.toMatchObject({ code: 'session.signed_out' })
    expect(machine.disk.has(recordOf(machine.id))).toBe(false)
  })

  test('a sign-in in one is found by the other, that had none', async () => {
    const machine = aMachine({ tokens: null })
    const [one, other] = [machine.start(), machine.start()]
    await expect(other.keeper.usableTokens(machine.id)).rejects.toMatchObject({ code: 'session.signed_out' })
    await one.keeper.accept(machine.id, aTokenSet(), null)
    expect(await access(other.keeper.usableTokens(machine.id))).toBe('access-1')
  })
})
