import { describe, expect, test } from 'vitest'
import type { SecretRecords } from '../../../../electron/domain/vault/secret-records.ts'
import { tokenFingerprint } from '../../../../electron/domain/tokens/token-fingerprint.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { settled } from '../../../support/clock.ts'
import { aKeeper, noteOf, recordOf, refreshed, refused } from '../../../support/keeper-builder.ts'
import { diskFull } from '../../../support/records-in-memory.ts'
import { aProfile, anOAuthWay, aTokenSet, secondsAfterNoon } from '../../../support/token-builder.ts'

const expired = () => aTokenSet({ obtainedAt: secondsAfterNoon(-400), expiresAt: secondsAfterNoon(-100) })
const access = async (given: Promise<{ tokens: { accessToken: SecretText } }>) =>
  (await given).tokens.accessToken.reveal()

/** A vault that locks just before the n-th call of the kind that is named. */
function lockAt({ records, vault }: ReturnType<typeof aKeeper>, call: keyof SecretRecords, turn: number): void {
  let calls = 0
  const original = records[call]
  Object.assign(records, {
    [call]: (...given: unknown[]) => {
      calls += 1
      if (calls === turn) vault.locked = true
      return Reflect.apply(original, records, given)
    },
  })
}

async function unlock({ keeper, vault }: ReturnType<typeof aKeeper>): Promise<void> {
  vault.locked = false
  keeper.reconsider()
  await settled()
  await settled()
}

describe('a vault that locks in the middle of a refresh', () => {
  const moments: [keyof SecretRecords, number][] = [
    ...Array.from({ length: 8 }, (_, turn): [keyof SecretRecords, number] => ['read', turn + 1]),
    ...Array.from({ length: 2 }, (_, turn): [keyof SecretRecords, number] => ['catchUp', turn + 1]),
    ...Array.from({ length: 2 }, (_, turn): [keyof SecretRecords, number] => ['write', turn + 1]),
    ['remove', 1],
  ]
  test.each(moments)('at %s number %i loses no token, and offers none twice', async (call, turn) => {
    const keeping = aKeeper({ tokens: expired(), answers: [refreshed(), refreshed(3)] })
    const { keeper, id, vault, asked, bugs } = keeping
    lockAt(keeping, call, turn)
    await keeper.usableTokens(id).catch(() => undefined)
    await unlock(keeping)
    const given = await access(keeper.usableTokens(id))
    expect(given).toMatch(/^access-[23]$/)
    expect(new Set(asked).size).toBe(asked.length)
    expect(await keeper.session(id)).toMatchObject({ state: 'active', trouble: null, kept: 'on-disk' })
    const last = given.replace('access', 'refresh')
    expect(vault.disk.get(recordOf(id))).toContain(last)
    // A note that could not be removed any more is of a token that is stored no more.
    expect(vault.disk.get(noteOf(id)) ?? '').not.toContain(tokenFingerprint(new SecretText(last)))
    expect(bugs).toEqual([])
  })

  test('gives out what came before anybody can be given what it replaces', async () => {
    const keeping = aKeeper({ tokens: expired(), answers: [refreshed()] })
    const { keeper, id, vault, hold, asked } = keeping
    const release = hold()
    const waiting = keeper.usableTokens(id)
    await settled()
    vault.locked = true
    release()
    await expect(waiting).rejects.toMatchObject({ code: 'vault.locked' })
    vault.locked = false
    // Nobody has told the keeper yet that the vault is open.
    const given = await Promise.all(Array.from({ length: 20 }, () => access(keeper.usableTokens(id))))
    expect(new Set(given)).toEqual(new Set(['access-2']))
    expect(asked).toEqual(['refresh-1'])
  })

  test('tells the timeline what happened, and when it was saved after all', async () => {
    const keeping = aKeeper({ tokens: expired(), answers: [refreshed()] })
    const release = keeping.hold()
    const waiting = keeping.keeper.usableTokens(keeping.id).catch(() => undefined)
    await settled()
    keeping.vault.locked = true
    release()
    await waiting
    await unlock(keeping)
    expect(await keeping.happened()).toMatchObject([
      { kind: 'refreshed', cause: 'expiring' },
      { kind: 'not-saved' },
      { kind: 'saved-late' },
    ])
  })

  test('keeps a refusal too: the refused token is not offered again', async () => {
    const keeping = aKeeper({ tokens: expired(), answers: [refused] })
    const { keeper, id, vault, hold, asked } = keeping
    const release = hold()
    const waiting = keeper.usableTokens(id).catch(() => undefined)
    await settled()
    vault.locked = true
    release()
    await waiting
    await unlock(keeping)
    expect(await keeper.session(id)).toMatchObject({ state: 'sign-in-again', reason: 'refused' })
    await expect(keeper.usableTokens(id)).rejects.toMatchObject({ code: 'session.refresh_refused' })
    expect(asked).toEqual(['refresh-1'])
  })

  test('gives way to a sign-in that another process saved meanwhile', async () => {
    const keeping = aKeeper({ tokens: expired(), answers: [refreshed()] })
    const { keeper, id, vault, hold } = keeping
    const release = hold()
    const waiting = keeper.usableTokens(id).catch(() => undefined)
    await settled()
    vault.locked = true
    release()
    await waiting
    const theirs = (vault.disk.get(recordOf(id)) ?? '').replaceAll('-1"', '-new"')
    vault.disk.set(recordOf(id), theirs)
    await unlock(keeping)
    expect(vault.disk.get(recordOf(id))).toBe(theirs)
  })

  test('costs a way that spends nothing only the one answer', async () => {
    const profile = aProfile({ way: anOAuthWay({ grant: { type: 'client_credentials' } }) })
    const tokens = { ...expired(), refreshToken: null }
    const keeping = aKeeper({ profile, tokens, answers: [refreshed(), refreshed(3)] })
    const { keeper, id, vault, hold } = keeping
    const release = hold()
    const waiting = keeper.usableTokens(id)
    await settled()
    vault.locked = true
    release()
    await expect(waiting).rejects.toMatchObject({ code: 'vault.locked' })
    await unlock(keeping)
    expect(await access(keeper.usableTokens(id))).toBe('access-3')
  })
})

describe('a vault that locks in the middle of a sign-in', () => {
  test.each([1, 2, 3])('keeps all of it or nothing of it, and says which: write number %i', async (turn) => {
    const keeping = aKeeper({ tokens: null })
    const { keeper, id, vault } = keeping
    lockAt(keeping, turn === 1 ? 'write' : 'read', turn === 1 ? 1 : turn - 1)
    const outcome = await keeper.accept(id, aTokenSet(), null).catch((thrown: unknown) => thrown)
    const isKept = vault.disk.has(recordOf(id))
    await unlock(keeping)
    const session = await keeper.session(id)
    if (isKept) {
      // Saved before the lock: it was no failure.
      expect(outcome).toEqual({ state: 'locked' })
      expect(session).toMatchObject({ state: 'active' })
    } else {
      expect(outcome).toMatchObject({ code: 'vault.locked' })
      expect(session).toEqual({ state: 'signed-out' })
    }
  })
})

describe('tokens that a full disk did not take', () => {
  test('are the vault’s while it is locked, and saved once it is open', async () => {
    const keeping = aKeeper({ tokens: expired(), answers: [refreshed()] })
    const { keeper, id, vault, clock } = keeping
    vault.beforeWrite = async (_what, kind) => (kind === 'tokens' ? diskFull() : undefined)
    expect(await access(keeper.usableTokens(id))).toBe('access-2')
    vault.locked = true
    vault.beforeWrite = async () => undefined
    await clock.advance(3_600_000)
    expect(vault.disk.get(recordOf(id))).toContain('refresh-1')
    await unlock(keeping)
    expect(vault.disk.get(recordOf(id))).toContain('refresh-2')
    expect(await keeper.session(id)).toMatchObject({ trouble: null })
  })
})
