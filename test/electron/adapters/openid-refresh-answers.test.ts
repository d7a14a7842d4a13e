import { describe, expect, test } from 'vitest'
import type { TokenRequest } from '../../../electron/domain/sign-in/provider.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { anIssuerUnderTest, aProvider } from '../../support/provider-under-test.ts'
import { badRefreshAnswers as bad, goodRefreshAnswers as good, refreshedTokens } from '../../support/refresh-answers.ts'

const { server, client, tokenCalls } = await anIssuerUnderTest()

const request: TokenRequest = {
  grant: 'refresh_token',
  refreshToken: new SecretText('refresh-canary-1'),
  scopes: ['openid', 'orders:read'],
  resources: [],
}
const lifetimes: readonly (readonly [string, unknown, number | null])[] = [
  ['300', 300, 300],
  ['300 in a string', '300', 300],
  ['a fraction', 299.5, 299.5],
  ['0', 0, null],
  ['a negative number', -5, null],
  ['a word', 'never', null],
  ['nothing', '', null],
  ['null', null, null],
  ['a list', [300], null],
  ['more than all time', 1e308, 100 * 365 * 86_400],
]

const refresh = () => aProvider({ deadlineMs: 1500 }).refresh(client, request)

test(`there are at least 60 answers in these tables: ${good.length + bad.length + lifetimes.length}`, () => {
  expect(good.length + bad.length + lifetimes.length).toBeGreaterThanOrEqual(60)
})

describe(`a refresh that is answered in one of ${good.length} good forms`, () => {
  test.each(good)('$what: gives tokens', async ({ answer, expected }) => {
    server.answer('/token', () => answer)
    expect(await refresh()).toMatchObject({ kind: 'refreshed', answer: expected })
    expect(tokenCalls()).toHaveLength(1)
  })
})

describe(`a refresh that is answered in one of ${bad.length} bad forms`, () => {
  test.each(bad)('$what: is what it is, and is asked once', async ({ answer, expected, says }) => {
    server.answer('/token', () => answer)
    expect(await refresh()).toMatchObject({
      ...expected,
      ...(says !== '' && { message: expect.stringContaining(says) }),
    })
    expect(tokenCalls()).toHaveLength(1)
  })

  test(`ends the sign-in in ${bad.filter(({ expected }) => expected.kind === 'refused').length} of them, which all say invalid_grant`, () => {
    const ending = bad.filter(({ expected }) => expected.kind === 'refused')
    expect(ending.every(({ what }) => what.includes('invalid_grant'))).toBe(true)
  })
})

describe(`a lifetime that is written in one of ${lifetimes.length} forms`, () => {
  test.each(lifetimes)('%s', async (_what, expiresIn, seconds) => {
    const now = new Date('2026-03-01T12:00:00.000Z')
    server.answer('/token', { body: { ...refreshedTokens, expires_in: expiresIn } })
    const answer = await aProvider({ now: () => now }).refresh(client, request)
    const expiresAt = seconds === null ? null : new Date(now.getTime() + seconds * 1000)
    expect(answer).toMatchObject({ kind: 'refreshed', answer: { expiresAt } })
  })
})
