import { describe, expect, test } from 'vitest'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { settled } from '../../../support/clock.ts'
import { aKeeper, refreshed, unreachable } from '../../../support/keeper-builder.ts'
import { aTokenSet, secondsAfterNoon } from '../../../support/token-builder.ts'

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
