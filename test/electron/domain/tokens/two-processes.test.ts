import { describe, expect, test } from 'vitest'
import { ClaimcheckError } from '../../../../electron/domain/failures/claimcheck-error.ts'
import type { Profile } from '../../../../electron/domain/profiles/profile.ts'
import { writeStoredTokens } from '../../../../electron/domain/tokens/stored-tokens.ts'
import type { TokenSet } from '../../../../electron/domain/tokens/token-set.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { aClock, settled } from '../../../support/clock.ts'
import { fileInMemory } from '../../../support/file-in-memory.ts'
import { aKeeper, noteOf, recordOf, refreshed, refused, unreachable } from '../../../support/keeper-builder.ts'
import { locksInMemory } from '../../../support/locks-in-memory.ts'
import { anOAuthWay, aProfile, aTokenSet, noon, secondsAfterNoon } from '../../../support/token-builder.ts'

const expiring = aTokenSet({ obtainedAt: secondsAfterNoon(-295), expiresAt: secondsAfterNoon(5) })
const expired = aTokenSet({ obtainedAt: secondsAfterNoon(-400), expiresAt: secondsAfterNoon(-100) })

const access = async (given: Promise<{ tokens: TokenSet }>) => (await given).tokens.accessToken.reveal()

/** A machine with one vault and one profile, and as many processes as a test starts. */
function aMachine({ profile = aProfile(), tokens = expiring as TokenSet | null } = {}) {
  const clock = aClock(noon)
  const locks = locksInMemory(clock.schedule)
  const diary = fileInMemory()
  const disk = new Map<string, string>()
  if (tokens !== null) disk.set(recordOf(profile.id, tokens), writeStoredTokens({ tokens, ended: null }).reveal())
  const start = (answers: NonNullable<Parameters<typeof aKeeper>[0]>['answers'] = []) =>
    aKeeper({ profile, clock, locks, diary, disk, answers })
  return { start, clock, locks, diary, disk, id: profile.id }
}

/** A process begins to refresh, and never ends. */
async function hang({ start, locks, id }: ReturnType<typeof aMachine>): Promise<void> {
  const stuck = start(['never'])
  void stuck.keeper.refreshNow(id).catch(() => undefined)
  await settled()
  expect(locks.names.at(-1)).toMatch(/^refresh [0-9a-f]{32}$/)
}

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
