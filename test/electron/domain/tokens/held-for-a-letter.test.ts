import { describe, expect, test } from 'vitest'
import { ClaimcheckError } from '../../../../electron/domain/failures/claimcheck-error.ts'
import type { SecretRecords } from '../../../../electron/domain/vault/secret-records.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { settled } from '../../../support/clock.ts'
import { aKeeper, noteOf, refreshed } from '../../../support/keeper-builder.ts'
import { aMachine } from '../../../support/machine-builder.ts'
import { diskFull } from '../../../support/records-in-memory.ts'
import { aTokenSet, secondsAfterNoon } from '../../../support/token-builder.ts'

const expired = () => aTokenSet({ obtainedAt: secondsAfterNoon(-400), expiresAt: secondsAfterNoon(-100) })

/** Of two processes on one vault the first is locked while its refresh is under way, and gets its answer then. */
async function lockedWithAnAnswer() {
  const machine = aMachine({ tokens: expired() })
  const [one, other] = [machine.start([refreshed(), refreshed(3)]), machine.start([refreshed(9)])]
  const release = one.hold()
  const waiting = one.keeper.usableTokens(machine.id)
  await settled()
  one.vault.locked = true
  release()
  await expect(waiting).rejects.toMatchObject({ code: 'vault.locked' })
  return { machine, one, other }
}

describe('an answer that waits in a process whose vault was locked', () => {
  test('keeps every other process from offering the spent refresh token', async () => {
    const { machine, one, other } = await lockedWithAnAnswer()
    const theirs = other.keeper.usableTokens(machine.id)
    const refused = expect(theirs).rejects.toMatchObject({ code: 'session.refreshing_elsewhere' })
    await machine.clock.advance(36_000)
    await refused
    expect([...one.asked, ...other.asked]).toEqual(['refresh-1'])
  })

  test('is what the others use once that one is unlocked', async () => {
    const { machine, one, other } = await lockedWithAnAnswer()
    const theirs = other.keeper.usableTokens(machine.id)
    await settled()
    one.vault.locked = false
    one.keeper.reconsider()
    expect((await theirs).tokens.accessToken.reveal()).toBe('access-2')
    expect([...one.asked, ...other.asked]).toEqual(['refresh-1'])
  })

  test('holds up nobody once the tokens are forgotten, or the process ends', async () => {
    for (const end of ['forget', 'stop'] as const) {
      const { machine, one, other } = await lockedWithAnAnswer()
      if (end === 'forget') {
        one.vault.locked = false
        await one.keeper.forget(machine.id)
        await expect(other.keeper.usableTokens(machine.id)).rejects.toMatchObject({ code: 'session.signed_out' })
      } else {
        await one.keeper.stop()
        expect((await other.keeper.usableTokens(machine.id)).tokens.accessToken.reveal()).toBe('access-9')
      }
    }
  })
})

/** Of two processes on one vault the first refreshes, and can't save what it gets. */
async function unsavedAnswer(mode: 'disk full' | 'vault in use' = 'disk full') {
  const machine = aMachine({ tokens: expired() })
  const [one, other] = [machine.start([refreshed(), refreshed(3)]), machine.start([refreshed(9)])]
  const inUse = () => {
    throw new ClaimcheckError('storage.in_use', { file: 'locks/vault.lock', processId: 4711 })
  }
  one.vault.beforeWrite = async (_what, kind) => {
    if (kind === 'tokens') (mode === 'disk full' ? diskFull : inUse)()
  }
  expect((await one.keeper.usableTokens(machine.id)).tokens.accessToken.reveal()).toBe('access-2')
  const heal = () => void (one.vault.beforeWrite = async () => undefined)
  return { machine, one, other, heal }
}

describe('refreshed tokens that could not be saved', () => {
  test.each(['disk full', 'vault in use'] as const)(
    'keep every other process from offering the spent refresh token (%s)',
    async (mode) => {
      const { machine, one, other } = await unsavedAnswer(mode)
      const theirs = other.keeper.usableTokens(machine.id)
      const refused = expect(theirs).rejects.toMatchObject({ code: 'session.refreshing_elsewhere' })
      await machine.clock.advance(36_000)
      await refused
      expect([...one.asked, ...other.asked]).toEqual(['refresh-1'])
    },
  )

  test('are what the others use once they are saved', async () => {
    const { machine, one, other, heal } = await unsavedAnswer()
    const theirs = other.keeper.usableTokens(machine.id)
    await settled()
    heal()
    await machine.clock.advance(10_000)
    expect((await theirs).tokens.accessToken.reveal()).toBe('access-2')
    expect([...one.asked, ...other.asked]).toEqual(['refresh-1'])
  })

  test('are used and refreshed in their own process as ever, and the others wait for the end of that, too', async () => {
    const { machine, one, other, heal } = await unsavedAnswer()
    const theirs = other.keeper.usableTokens(machine.id)
    await settled()
    const answer = one.hold()
    const again = one.keeper.refreshNow(machine.id)
    await settled()
    expect(one.asked).toEqual(['refresh-1', 'refresh-2'])
    heal()
    await machine.clock.advance(10_000)
    expect(other.asked).toEqual([])
    answer()
    await again
    expect((await theirs).tokens.accessToken.reveal()).toBe('access-3')
    expect([one.asked, other.asked]).toEqual([['refresh-1', 'refresh-2'], []])
  })

  test('give way to a sign-in in their own process at once', async () => {
    const { machine, one, other, heal } = await unsavedAnswer()
    heal()
    await one.keeper.accept(machine.id, aTokenSet({ accessToken: new SecretText('access-5') }), null)
    expect((await other.keeper.usableTokens(machine.id)).tokens.accessToken.reveal()).toBe('access-5')
    expect(other.asked).toEqual([])
  })

  test('hold up nobody once they are forgotten, or the process ends', async () => {
    for (const end of ['forget', 'stop'] as const) {
      const { machine, one, other, heal } = await unsavedAnswer()
      if (end === 'forget') {
        heal()
        await one.keeper.forget(machine.id)
        await expect(other.keeper.usableTokens(machine.id)).rejects.toMatchObject({ code: 'session.signed_out' })
      } else {
        await one.keeper.stop()
        expect((await other.keeper.usableTokens(machine.id)).tokens.accessToken.reveal()).toBe('access-9')
      }
    }
  })

  test('never take the place of an answer that came after the vault was locked', async () => {
    const { machine, one, other, heal } = await unsavedAnswer()
    const answer = one.hold()
    const again = one.keeper.refreshNow(machine.id)
    await settled()
    one.vault.locked = true
    answer()
    await expect(again).rejects.toMatchObject({ code: 'vault.locked' })
    one.vault.locked = false
    heal()
    await machine.clock.advance(20_000)
    expect([...machine.disk.values()].join(' ')).toContain('refresh-3')
    expect((await other.keeper.usableTokens(machine.id)).tokens.accessToken.reveal()).toBe('access-3')
    expect([one.asked, other.asked]).toEqual([['refresh-1', 'refresh-2'], []])
  })

  test('hold the lock over a lock of the vault, too, until it is open and they are saved', async () => {
    const { machine, one, other, heal } = await unsavedAnswer()
    const theirs = other.keeper.usableTokens(machine.id)
    one.vault.locked = true
    heal()
    await machine.clock.advance(20_000)
    expect(other.asked).toEqual([])
    one.vault.locked = false
    one.keeper.reconsider()
    expect((await theirs).tokens.accessToken.reveal()).toBe('access-2')
  })
})

describe('what happens while a refresh writes down that it begins', () => {
  /** Runs a deed when the note is written, before anything is sent. */
  function whenNoted({ records }: ReturnType<typeof aKeeper>, deed: () => Promise<unknown>): void {
    const { write } = records
    const noting: SecretRecords['write'] = async (kind, ...rest) => {
      const kept = await write(kind, ...rest)
      if (kind === 'refresh-intent') await deed()
      return kept
    }
    Object.assign(records, { write: noting })
  }

  test('tokens that are forgotten are not sent any more, and no note of them is left', async () => {
    const keeping = aKeeper({ tokens: expired(), answers: [refreshed()] })
    const { keeper, id, vault, asked } = keeping
    whenNoted(keeping, () => keeper.forget(id))
    await expect(keeper.usableTokens(id)).rejects.toMatchObject({ code: 'session.signed_out' })
    expect([asked, vault.disk.get(noteOf(id))]).toEqual([[], undefined])
  })

  test.each(['access-5', 'access-1'])(
    'a sign-in that comes then (%s) is what is used, and nothing is asked for',
    async (accessToken) => {
      const keeping = aKeeper({ tokens: expired(), answers: [refreshed()] })
      const { keeper, id, asked } = keeping
      const fresh = { accessToken: new SecretText(accessToken), refreshToken: new SecretText('refresh-5') }
      whenNoted(keeping, () => keeper.accept(id, aTokenSet(fresh), null))
      const { tokens } = await keeper.usableTokens(id)
      expect([tokens.refreshToken?.reveal(), asked]).toEqual(['refresh-5', []])
    },
  )
})
