import { describe, expect, test } from 'vitest'
import { ClaimcheckError } from '../../../../electron/domain/failures/claimcheck-error.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { settled } from '../../../support/clock.ts'
import { aKeeper, refreshed, refused, unreachable } from '../../../support/keeper-builder.ts'
import { diskFull } from '../../../support/records-in-memory.ts'
import { aProfile, aTokenSet, secondsAfterNoon } from '../../../support/token-builder.ts'

const expiring = aTokenSet({ obtainedAt: secondsAfterNoon(-295), expiresAt: secondsAfterNoon(5) })
const expired = aTokenSet({ obtainedAt: secondsAfterNoon(-400), expiresAt: secondsAfterNoon(-100) })
const access = async (given: Promise<{ tokens: { accessToken: SecretText } }>) =>
  (await given).tokens.accessToken.reveal()

describe('a token that is good', () => {
  test('is given as it is, without asking the provider', async () => {
    const { keeper, id, asked } = aKeeper()
    expect(await keeper.usableTokens(id)).toMatchObject({
      refreshed: false,
      tokens: { issuer: 'https://id.example.test' },
    })
    expect(asked).toEqual([])
  })
})

describe('a token that is about to expire', () => {
  test('is renewed once, however many requests are waiting for it', async () => {
    const { keeper, id, asked } = aKeeper({ tokens: expiring, answers: [refreshed()] })
    const given = await Promise.all(Array.from({ length: 200 }, () => access(keeper.usableTokens(id))))
    expect(new Set(given)).toEqual(new Set(['access-2']))
    expect(asked).toEqual(['refresh-1'])
  })

  test('is renewed once for each of 20 expiries, by 200 callers each', async () => {
    const { keeper, id, asked, clock } = aKeeper({
      tokens: expiring,
      answers: Array.from({ length: 20 }, (_, turn) => refreshed(turn + 2, secondsAfterNoon(turn * 295))),
    })
    for (let expiry = 0; expiry < 20; expiry += 1) {
      await Promise.all(Array.from({ length: 200 }, () => keeper.usableTokens(id)))
      await clock.advance(295_000)
    }
    expect(asked).toEqual(['refresh-1', ...Array.from({ length: 19 }, (_, turn) => `refresh-${turn + 2}`)])
  })

  test('is renewed once when callers come one after the other while it is renewed', async () => {
    const { keeper, id, asked, hold } = aKeeper({ tokens: expiring, answers: [refreshed()] })
    const release = hold()
    const first = keeper.usableTokens(id)
    await settled()
    const later = Promise.all([
      first,
      keeper.usableTokens(id),
      keeper.refreshNow(id),
      keeper.tokensAfterRejection(id, expiring.accessToken),
    ])
    await settled()
    release()
    await later
    expect(asked).toEqual(['refresh-1'])
  })

  test('keeps its old refresh token when the provider sends no new one', async () => {
    const answer = refreshed()
    if (answer.kind !== 'refreshed') throw new Error('not the answer that was built')
    const withoutNew = { ...answer, answer: { ...answer.answer, refreshToken: null } }
    const { keeper, id } = aKeeper({ tokens: expiring, answers: [withoutNew] })
    await keeper.usableTokens(id)
    expect((await keeper.peek(id))?.refreshToken?.reveal()).toBe('refresh-1')
  })

  test('survives a provider that cannot be reached, and is used while it lasts', async () => {
    const { keeper, id } = aKeeper({ tokens: expiring, answers: [unreachable()] })
    expect(await access(keeper.usableTokens(id))).toBe('access-1')
    expect((await keeper.peek(id))?.refreshToken?.reveal()).toBe('refresh-1')
    expect(await keeper.session(id)).toMatchObject({
      state: 'active',
      trouble: { retryAt: '2026-03-01T12:00:05.000Z', message: 'id.example.test refused the connection' },
    })
  })

  test('is on the disk before anyone uses it, and a note was there before the provider was asked', async () => {
    const { keeper, id, vault } = aKeeper({ tokens: expiring, answers: [refreshed()] })
    await keeper.usableTokens(id).then(() => vault.log.push('used'))
    expect(vault.log).toEqual(['write refresh-intent', 'refresh', 'write tokens', 'remove refresh-intent', 'used'])
  })

  test('is renewed to the end and kept although whoever asked has stopped waiting', async () => {
    const { keeper, id } = aKeeper({ tokens: expiring, answers: [refreshed()] })
    const caller = Promise.race([keeper.usableTokens(id), Promise.reject(new Error('cancelled'))])
    await expect(caller).rejects.toThrow('cancelled')
    await settled()
    await settled()
    expect((await keeper.peek(id))?.accessToken.reveal()).toBe('access-2')
  })
})

describe('a token that has expired', () => {
  test('tells that the provider cannot be reached, and when it is tried again', async () => {
    const { keeper, id } = aKeeper({ tokens: expired, answers: [unreachable()] })
    await expect(keeper.usableTokens(id)).rejects.toMatchObject({
      code: 'session.provider_unreachable',
      details: { host: 'id.example.test', retryAt: '2026-03-01T12:00:05.000Z' },
    })
  })

  test('makes no storm of a provider that is down: one try until the next is due', async () => {
    const { keeper, id, asked, clock } = aKeeper({
      tokens: expired,
      answers: [unreachable(), unreachable(), refreshed(2, secondsAfterNoon(16))],
    })
    for (let call = 0; call < 50; call += 1) await expect(keeper.usableTokens(id)).rejects.toThrow()
    expect(asked).toHaveLength(1)
    await clock.advance(5000)
    await expect(keeper.usableTokens(id)).rejects.toMatchObject({ details: { retryAt: '2026-03-01T12:00:15.000Z' } })
    await clock.advance(10_000)
    expect(await access(keeper.usableTokens(id))).toBe('access-2')
    expect(await keeper.session(id)).toMatchObject({ trouble: null, refreshCount: 1 })
  })

  test('waits as long as Retry-After asks', async () => {
    const busy = { ...unreachable(true), retryAfterSeconds: 120 } as const
    const { keeper, id } = aKeeper({ tokens: expired, answers: [busy] })
    await expect(keeper.usableTokens(id)).rejects.toMatchObject({ details: { retryAt: '2026-03-01T12:02:00.000Z' } })
  })

  test('is tried at once when a person asks, however long the wait', async () => {
    const { keeper, id } = aKeeper({ tokens: expired, answers: [unreachable(), refreshed()] })
    await expect(keeper.usableTokens(id)).rejects.toThrow()
    expect(await keeper.refreshNow(id)).toMatchObject({ state: 'active', refreshCount: 1 })
  })

  test('without a refresh token asks to sign in again', async () => {
    const { keeper, id } = aKeeper({ tokens: { ...expired, refreshToken: null } })
    await expect(keeper.usableTokens(id)).rejects.toMatchObject({ code: 'session.not_refreshable' })
    expect(await keeper.session(id)).toEqual({ state: 'sign-in-again', reason: 'expired', description: null })
  })
})

describe('a refresh token', () => {
  test('is dropped only when the provider refuses it (invalid_grant): marked, and the rest is kept', async () => {
    const { keeper, id, vault } = aKeeper({ tokens: expiring, answers: [refused] })
    await expect(keeper.usableTokens(id)).rejects.toMatchObject({ code: 'session.refresh_refused' })
    expect(await keeper.session(id)).toEqual({
      state: 'sign-in-again',
      reason: 'refused',
      description: 'grant request is invalid',
    })
    const kept = await keeper.peek(id)
    expect([kept?.accessToken.reveal(), kept?.refreshToken]).toEqual(['access-1', null])
    expect(vault.disk.has(`refresh-intent/${id}`)).toBe(false)
  })

  test('is not offered again after it was refused', async () => {
    const { keeper, id, asked } = aKeeper({ tokens: expired, answers: [refused] })
    for (let call = 0; call < 5; call += 1) {
      await expect(keeper.usableTokens(id)).rejects.toMatchObject({ code: 'session.refresh_refused' })
    }
    expect(asked).toHaveLength(1)
  })

  test('stays when the client is refused, and the failure names the client', async () => {
    const wrongSecret = { kind: 'client-refused', error: 'invalid_client', description: null } as const
    const { keeper, id } = aKeeper({ tokens: expired, answers: [wrongSecret] })
    await expect(keeper.usableTokens(id)).rejects.toMatchObject({
      code: 'sign_in.client_refused',
      details: { error: 'invalid_client' },
    })
    expect((await keeper.peek(id))?.refreshToken?.reveal()).toBe('refresh-1')
  })

  test('goes to no other issuer than the one it is from', async () => {
    const { keeper, id, profile, profiles, asked } = aKeeper({ tokens: expired })
    profiles.put({ ...profile, issuer: 'https://evil.example.test' })
    await expect(keeper.usableTokens(id)).rejects.toMatchObject({ code: 'session.signed_out' })
    expect(await keeper.session(id)).toEqual({ state: 'sign-in-again', reason: 'issuer-changed', description: null })
    profiles.put({ ...profile, clientId: 'another' })
    await expect(keeper.refreshNow(id)).rejects.toMatchObject({ code: 'session.signed_out' })
    expect(asked).toEqual([])
  })

  test('and its access token are found only by the issuer that a variable gives now', async () => {
    const profile = aProfile({ issuer: '{{playgroundIssuer}}' })
    const { keeper, id, variables } = aKeeper({ profile })
    await expect(keeper.usableTokens(id)).rejects.toMatchObject({
      code: 'input.variable_unknown',
      details: { names: ['playgroundIssuer'] },
    })
    expect(await keeper.session(id)).toMatchObject({ state: 'active' })
    variables.set('playgroundIssuer', 'https://id.example.test/')
    expect(await access(keeper.usableTokens(id))).toBe('access-1')
    variables.set('playgroundIssuer', 'https://id.example.test:8443')
    expect(await keeper.session(id)).toMatchObject({ state: 'sign-in-again', reason: 'issuer-changed' })
  })
})

describe('after a 401', () => {
  test('the tokens are refreshed once for all who were refused', async () => {
    const { keeper, id, asked } = aKeeper({ answers: [refreshed()] })
    const rejected = new SecretText('access-1')
    const given = await Promise.all(Array.from({ length: 20 }, () => keeper.tokensAfterRejection(id, rejected)))
    expect(new Set(given.map((tokens) => tokens?.accessToken.reveal()))).toEqual(new Set(['access-2']))
    expect(asked).toHaveLength(1)
  })

  test('newer tokens than the refused one are given without a refresh', async () => {
    const { keeper, id, asked } = aKeeper()
    expect((await keeper.tokensAfterRejection(id, new SecretText('access-0')))?.accessToken.reveal()).toBe('access-1')
    expect(asked).toEqual([])
  })

  test('an API that refuses every token brings one refresh in 30 s', async () => {
    const { keeper, id, asked, clock } = aKeeper({ answers: [refreshed(2), refreshed(3, secondsAfterNoon(30))] })
    let current = new SecretText('access-1')
    for (let call = 0; call < 100; call += 1) {
      current = (await keeper.tokensAfterRejection(id, current))?.accessToken ?? current
      await clock.advance(300)
    }
    expect(asked).toEqual(['refresh-1'])
    await clock.advance(1)
    expect((await keeper.tokensAfterRejection(id, current))?.accessToken.reveal()).toBe('access-3')
  })

  test.each([
    ['cannot be refreshed', { tokens: aTokenSet({ refreshToken: null }) }],
    ['are refused', { answers: [refused] }],
    ['cannot be refreshed now', { answers: [unreachable()] }],
    ['are not there', { tokens: null }],
  ])('tokens that %s are null: the 401 stands', async (_case, situation) => {
    const { keeper, id } = aKeeper(situation)
    expect(await keeper.tokensAfterRejection(id, new SecretText('access-1'))).toBeNull()
  })
})

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
    expect(vault.disk.has(`refresh-intent/${id}`)).toBe(true)
    vault.beforeWrite = async () => undefined
    await clock.advance(6000)
    expect(vault.disk.get(`tokens/${id}`)).toContain('refresh-2')
    expect(vault.disk.has(`refresh-intent/${id}`)).toBe(false)
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

  test('is tried once more at the end', async () => {
    const { keeper, id, vault, clock } = aKeeper({ tokens: null })
    vault.beforeWrite = async () => diskFull()
    await expect(keeper.accept(id, aTokenSet(), null)).rejects.toThrow()
    vault.beforeWrite = async () => undefined
    await keeper.stop()
    expect(vault.disk.get(`tokens/${id}`)).toContain('refresh-1')
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
    await waiting
    expect(await keeper.session(id)).toEqual({ state: 'locked' })
    await expect(keeper.usableTokens(id)).rejects.toMatchObject({ code: 'vault.locked' })
    vault.locked = false
    keeper.reconsider()
    await settled()
    expect(vault.disk.get(`tokens/${id}`)).toContain('refresh-2')
  })
})

describe('a record that cannot be read', () => {
  test.each(['{"version":2}', 'not json', '', '[]'])('as %j is said, and left as it is', async (text) => {
    const { keeper, id, vault } = aKeeper()
    vault.disk.set(`tokens/${id}`, text)
    expect(await keeper.session(id)).toEqual({ state: 'sign-in-again', reason: 'unreadable', description: null })
    await expect(keeper.usableTokens(id)).rejects.toMatchObject({ code: 'vault.record_unreadable' })
    expect(vault.disk.get(`tokens/${id}`)).toBe(text)
  })

  test('leaves an unreadable secret where it is when the vault says so', async () => {
    const { keeper, id, vault } = aKeeper()
    vault.unreadable.add(`tokens/${id}`)
    const before = new Map(vault.disk)
    expect(await keeper.session(id)).toMatchObject({ reason: 'unreadable' })
    expect(vault.disk).toEqual(before)
  })

  test('of a note does not stand in the way of a refresh', async () => {
    const { keeper, id, vault } = aKeeper({ tokens: expired, answers: [refreshed()] })
    vault.unreadable.add(`refresh-intent/${id}`)
    expect(await access(keeper.usableTokens(id))).toBe('access-2')
  })
})

describe('a sign-in or a removal while a refresh is under way', () => {
  test('the tokens of the sign-in are kept, the answer to the refresh is not', async () => {
    const { keeper, id, vault, hold } = aKeeper({ tokens: expired, answers: [refreshed()] })
    const release = hold()
    const waiting = keeper.usableTokens(id)
    await settled()
    await keeper.accept(
      id,
      aTokenSet({ accessToken: new SecretText('access-new'), refreshToken: new SecretText('refresh-new') }),
      null,
    )
    release()
    expect(await access(waiting)).toBe('access-new')
    expect(vault.disk.get(`tokens/${id}`)).toContain('refresh-new')
  })

  test('removed tokens do not come back', async () => {
    const { keeper, id, vault, hold } = aKeeper({ tokens: expired, answers: [refreshed()] })
    const release = hold()
    const waiting = keeper.usableTokens(id)
    await settled()
    await keeper.forget(id)
    release()
    await expect(waiting).rejects.toMatchObject({ code: 'session.signed_out' })
    expect(vault.disk.size).toBe(0)
    expect(await keeper.session(id)).toEqual({ state: 'signed-out' })
  })

  test('a profile that was removed is given no tokens', async () => {
    const { keeper, id, profiles, vault } = aKeeper({ tokens: null })
    profiles.remove(id)
    await expect(keeper.accept(id, aTokenSet(), null)).rejects.toMatchObject({ code: 'profile.not_found' })
    expect(vault.disk.size).toBe(0)
  })
})

describe('client credentials', () => {
  test('are renewed by asking again, without a refresh token and without a note', async () => {
    const robot = aProfile({ grant: 'client_credentials' })
    const { keeper, id, asked, vault } = aKeeper({
      profile: robot,
      tokens: { ...expired, refreshToken: null },
      answers: [refreshed()],
    })
    expect(await keeper.session(id)).toMatchObject({ state: 'active', refreshable: true })
    expect(await access(keeper.usableTokens(id))).toBe('access-2')
    expect(asked).toEqual(['client credentials'])
    expect(vault.log).not.toContain('write refresh-intent')
  })
})

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
    expect(vault.disk.has(`refresh-intent/${id}`)).toBe(false)
  })
})
