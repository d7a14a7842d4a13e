import { describe, expect, test } from 'vitest'
import type { SecretRecords } from '../../../../electron/domain/vault/secret-records.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { settled } from '../../../support/clock.ts'
import { aKeeper, noteOf, refreshed } from '../../../support/keeper-builder.ts'
import { aMachine } from '../../../support/machine-builder.ts'
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
