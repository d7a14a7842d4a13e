import { describe, expect, test } from 'vitest'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { settled } from '../../../support/clock.ts'
import { aKeeper, noteOf, recordOf, refreshed, refused, unreachable } from '../../../support/keeper-builder.ts'
import { anOAuthWay, aProfile, aTokenSet, secondsAfterNoon } from '../../../support/token-builder.ts'

const expiring = aTokenSet({ obtainedAt: secondsAfterNoon(-295), expiresAt: secondsAfterNoon(5) })
const expired = aTokenSet({ obtainedAt: secondsAfterNoon(-400), expiresAt: secondsAfterNoon(-100) })
const access = async (given: Promise<{ tokens: { accessToken: SecretText } }>) =>
  (await given).tokens.accessToken.reveal()

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
    expect(vault.disk.has(noteOf(id))).toBe(false)
  })

  test('is not offered again after it was refused', async () => {
    const { keeper, id, asked } = aKeeper({ tokens: expired, answers: [refused] })
    for (let call = 0; call < 5; call += 1) {
      await expect(keeper.usableTokens(id)).rejects.toMatchObject({ code: 'session.refresh_refused' })
    }
    expect(asked).toHaveLength(1)
  })

  test('stays when the client is refused, and the failure names the client', async () => {
    const wrongSecret = {
      kind: 'client-refused',
      error: 'invalid_client',
      description: null,
      cause: 'client-secret',
    } as const
    const { keeper, id } = aKeeper({ tokens: expired, answers: [wrongSecret] })
    await expect(keeper.usableTokens(id)).rejects.toMatchObject({
      code: 'sign_in.client_refused',
      details: { error: 'invalid_client', cause: 'client-secret' },
    })
    expect((await keeper.peek(id))?.refreshToken?.reveal()).toBe('refresh-1')
  })

  test('goes to no other issuer than the one it is from', async () => {
    const { keeper, id, profile, profiles, asked } = aKeeper({ tokens: expired })
    await profiles.put({ ...profile, way: anOAuthWay({ issuer: 'https://evil.example.test' }) })
    await expect(keeper.usableTokens(id)).rejects.toMatchObject({ code: 'session.signed_out' })
    expect(await keeper.session(id)).toEqual({ state: 'sign-in-again', reason: 'issuer-changed', description: null })
    await profiles.put({ ...profile, way: anOAuthWay({ clientId: 'another' }) })
    await expect(keeper.refreshNow(id)).rejects.toMatchObject({ code: 'session.signed_out' })
    expect(asked).toEqual([])
  })

  test('and its access token are found only by the issuer that a variable gives now', async () => {
    const profile = aProfile({ way: anOAuthWay({ issuer: '{{playgroundIssuer}}' }) })
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

  test('that came by a refresh and were never taken are not refreshed again at once', async () => {
    const { keeper, id, asked } = aKeeper({ answers: [refreshed(2)] })
    await keeper.refreshNow(id)
    expect(await keeper.tokensAfterRejection(id, new SecretText('access-2'))).toBeNull()
    expect(asked).toEqual(['refresh-1'])
  })

  test('that came by a refresh, were taken, and are refused now, are: their server ended them', async () => {
    const { keeper, id, asked } = aKeeper({ answers: [refreshed(2), refreshed(3)] })
    await keeper.refreshNow(id)
    const tokens = await keeper.peek(id)
    if (tokens === null) throw new Error('no tokens')
    keeper.noteUse(id, tokens, false)
    expect((await keeper.tokensAfterRejection(id, tokens.accessToken))?.accessToken.reveal()).toBe('access-3')
    expect(asked).toEqual(['refresh-1', 'refresh-2'])
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
    expect(vault.disk.get(recordOf(id))).toContain('refresh-new')
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
    await profiles.remove(id)
    await expect(keeper.accept(id, aTokenSet(), null)).rejects.toMatchObject({ code: 'profile.not_found' })
    expect(vault.disk.size).toBe(0)
  })
})

describe('client credentials', () => {
  test('are renewed by asking again, without a refresh token and without a note', async () => {
    const robot = aProfile({ way: anOAuthWay({ grant: { type: 'client_credentials' } }) })
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

  test('with a refresh token, which few servers give, are noted before it is used', async () => {
    const robot = aProfile({ way: anOAuthWay({ grant: { type: 'client_credentials' } }) })
    const { keeper, id, vault } = aKeeper({ profile: robot, tokens: expired, answers: [refreshed()] })
    await keeper.usableTokens(id)
    expect(vault.log.slice(0, 2)).toEqual(['write refresh-intent', 'refresh'])
  })
})
