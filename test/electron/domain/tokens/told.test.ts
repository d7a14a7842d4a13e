import { describe, expect, test } from 'vitest'
import { ClaimcheckError } from '../../../../electron/domain/failures/claimcheck-error.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { settled } from '../../../support/clock.ts'
import { aKeeper, noteOf, refreshed } from '../../../support/keeper-builder.ts'
import { aProfile, aTokenSet, secondsAfterNoon } from '../../../support/token-builder.ts'

const expiring = aTokenSet({ obtainedAt: secondsAfterNoon(-295), expiresAt: secondsAfterNoon(5) })
const expired = aTokenSet({ obtainedAt: secondsAfterNoon(-400), expiresAt: secondsAfterNoon(-100) })
const access = async (given: Promise<{ tokens: { accessToken: SecretText } }>) =>
  (await given).tokens.accessToken.reveal()

describe('what a window is told', () => {
  test('holds no token', async () => {
    const { keeper, id } = aKeeper({ answers: [refreshed()] })
    const told = JSON.stringify([await keeper.session(id), await keeper.refreshNow(id), await keeper.peek(id)])
    expect(told).not.toMatch(/access-\d|refresh-\d|id-\d/)
  })

  test('says that it refreshes while it does, and tells of each change', async () => {
    const { keeper, id, changes, hold } = aKeeper({ answers: [refreshed()] })
    const release = hold()
    const waiting = keeper.refreshNow(id)
    await settled()
    expect(await keeper.session(id)).toMatchObject({ refreshing: true })
    release()
    expect(await waiting).toMatchObject({ refreshing: false })
    expect(changes).toEqual([id, id])
  })

  test('says how far the server clock differs, and that it changed only when it did', async () => {
    const { keeper, id, changes } = aKeeper()
    for (const skew of [90, 91, 90, 89]) keeper.noteServerDate(id, skew)
    expect(await keeper.session(id)).toMatchObject({ clockSkewSeconds: 89 })
    expect(changes).toHaveLength(1)
  })

  test('shows a sign-in that is under way, and requests go on with the tokens there are', async () => {
    const { keeper, id } = aKeeper()
    keeper.noteSigningIn(id, 'waiting for the browser')
    expect(await keeper.session(id)).toEqual({ state: 'signing-in', step: 'waiting for the browser' })
    expect(await access(keeper.usableTokens(id))).toBe('access-1')
  })

  test('an unexpected error is not taken for a failure of the provider', async () => {
    const { keeper, id } = aKeeper({ tokens: expiring, answers: [new Error('a bug')] })
    await expect(keeper.usableTokens(id)).rejects.toThrow('a bug')
  })

  test('a setting that is missing is told, and leaves no note of a refresh that never was', async () => {
    const missing = new ClaimcheckError('profile.incomplete', { profileId: aProfile().id, field: 'clientSecret' })
    const { keeper, id, vault } = aKeeper({ tokens: expired, answers: [missing] })
    await expect(keeper.usableTokens(id)).rejects.toBe(missing)
    expect(vault.disk.has(noteOf(id))).toBe(false)
  })
})
