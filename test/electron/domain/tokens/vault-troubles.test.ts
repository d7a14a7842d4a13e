import { describe, expect, test } from 'vitest'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { settled } from '../../../support/clock.ts'
import { aKeeper, noteOf, recordOf, refreshed } from '../../../support/keeper-builder.ts'
import { diskFull } from '../../../support/records-in-memory.ts'
import { aTokenSet, secondsAfterNoon } from '../../../support/token-builder.ts'

const expiring = aTokenSet({ obtainedAt: secondsAfterNoon(-295), expiresAt: secondsAfterNoon(5) })
const expired = aTokenSet({ obtainedAt: secondsAfterNoon(-400), expiresAt: secondsAfterNoon(-100) })
const access = async (given: Promise<{ tokens: { accessToken: SecretText } }>) =>
  (await given).tokens.accessToken.reveal()

describe('a vault that cannot save', () => {
  test('costs no tokens: they are usable, the session says so, and saving is tried again', async () => {
    const { keeper, id, vault, clock } = aKeeper({ tokens: expiring, answers: [refreshed()] })
    vault.beforeWrite = async (_what, kind) => (kind === 'tokens' ? diskFull() : undefined)
    expect(await access(keeper.usableTokens(id))).toBe('access-2')
    expect(await access(keeper.usableTokens(id))).toBe('access-2')
    const troubled = await keeper.session(id)
    expect(troubled).toMatchObject({ state: 'active', kept: 'until-quit' })
    expect(JSON.stringify(troubled)).toContain('could not be saved')
    // The old refresh token on the disk is spent: the note that says so stays until the new one is saved.
    expect(vault.disk.has(noteOf(id))).toBe(true)
    vault.beforeWrite = async () => undefined
    await clock.advance(6000)
    expect(vault.disk.get(recordOf(id))).toContain('refresh-2')
    expect(vault.disk.has(noteOf(id))).toBe(false)
    expect(await keeper.session(id)).toMatchObject({ kept: 'on-disk', trouble: null })
  })

  test('does not keep a refresh from happening', async () => {
    const { keeper, id, vault } = aKeeper({ tokens: expired, answers: [refreshed()] })
    vault.beforeWrite = async () => diskFull()
    expect(await access(keeper.usableTokens(id))).toBe('access-2')
  })

  test('is told to whoever signs in, and the tokens are there', async () => {
    const { keeper, id, vault } = aKeeper({ tokens: null })
    vault.beforeWrite = async () => diskFull()
    await expect(keeper.accept(id, aTokenSet(), null)).rejects.toMatchObject({ code: 'session.not_saved' })
    expect(await access(keeper.usableTokens(id))).toBe('access-1')
  })

  test('is told of to whoever wants to quit, as long as something would be lost', async () => {
    const { keeper, id, vault } = aKeeper({ tokens: null })
    expect(keeper.unsaved.whose()).toEqual([])
    vault.beforeWrite = async () => diskFull()
    await expect(keeper.accept(id, aTokenSet(), null)).rejects.toThrow()
    expect(keeper.unsaved.whose()).toEqual([id])
    await keeper.unsaved.saveAgain()
    expect(keeper.unsaved.whose()).toEqual([id])
    vault.beforeWrite = async () => undefined
    await keeper.unsaved.saveAgain()
    expect(keeper.unsaved.whose()).toEqual([])
    expect(vault.disk.get(recordOf(id))).toContain('refresh-1')
  })

  test('is tried once more at the end', async () => {
    const { keeper, id, vault, clock } = aKeeper({ tokens: null })
    vault.beforeWrite = async () => diskFull()
    await expect(keeper.accept(id, aTokenSet(), null)).rejects.toThrow()
    vault.beforeWrite = async () => undefined
    await keeper.stop()
    expect(vault.disk.get(recordOf(id))).toContain('refresh-1')
    expect(clock.pending()).toEqual([])
  })
})

describe('a locked vault', () => {
  test('shows the session as locked, gives out nothing, and loses nothing', async () => {
    const { keeper, id, vault } = aKeeper()
    vault.locked = true
    expect(await keeper.session(id)).toEqual({ state: 'locked' })
    await expect(keeper.usableTokens(id)).rejects.toMatchObject({ code: 'vault.locked' })
    vault.locked = false
    expect(await access(keeper.usableTokens(id))).toBe('access-1')
  })

  test('that locks while a refresh is under way keeps the new tokens until it is opened', async () => {
    const { keeper, id, vault, hold } = aKeeper({ tokens: expired, answers: [refreshed()] })
    const release = hold()
    const waiting = keeper.usableTokens(id)
    await settled()
    vault.locked = true
    release()
    // Whoever waited is given nothing, as by any locked vault.
    await expect(waiting).rejects.toMatchObject({ code: 'vault.locked' })
    expect(await keeper.session(id)).toEqual({ state: 'locked' })
    await expect(keeper.usableTokens(id)).rejects.toMatchObject({ code: 'vault.locked' })
    vault.locked = false
    keeper.reconsider()
    await settled()
    expect(vault.disk.get(recordOf(id))).toContain('refresh-2')
    expect(await access(keeper.usableTokens(id))).toBe('access-2')
    expect(vault.disk.has(noteOf(id))).toBe(false)
  })
})

describe('a record that cannot be read', () => {
  test.each(['{"version":3}', '{"version":2}', 'not json', '', '[]'])(
    'as %j is said, and left as it is',
    async (text) => {
      const { keeper, id, vault } = aKeeper()
      vault.disk.set(recordOf(id), text)
      expect(await keeper.session(id)).toEqual({ state: 'sign-in-again', reason: 'unreadable', description: null })
      await expect(keeper.usableTokens(id)).rejects.toMatchObject({ code: 'vault.record_unreadable' })
      expect(vault.disk.get(recordOf(id))).toBe(text)
    },
  )

  test('leaves an unreadable secret where it is when the vault says so', async () => {
    const { keeper, id, vault } = aKeeper()
    vault.unreadable.add(recordOf(id))
    const before = new Map(vault.disk)
    expect(await keeper.session(id)).toMatchObject({ reason: 'unreadable' })
    expect(vault.disk).toEqual(before)
  })

  test('of a note does not stand in the way of a refresh', async () => {
    const { keeper, id, vault } = aKeeper({ tokens: expired, answers: [refreshed()] })
    vault.unreadable.add(noteOf(id))
    expect(await access(keeper.usableTokens(id))).toBe('access-2')
  })
})
