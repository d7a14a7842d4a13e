import { describe, expect, test } from 'vitest'
import { secondsAfterNoon } from '../../../support/token-builder.ts'
import { causesAroundTokens } from './causes-around-tokens.ts'
import { causesApart } from './causes-apart.ts'
import { causesInTokens } from './causes-in-tokens.ts'
import { aToken, expectDiagnosis, explained, invalidToken } from './refusals.ts'

const described = (words: string) => `Bearer error="invalid_token", error_description="${words}"`

describe('a refusal', () => {
  test.each([...causesInTokens, ...causesAroundTokens, ...causesApart])('is explained where %s', (...row) =>
    expectDiagnosis(row),
  )
})

describe('what else speaks against the token', () => {
  const besides = (...args: Parameters<typeof explained>) =>
    explained(...args).evidence.find((each) => each.startsWith('Besides'))

  test('is told as evidence, since the API named another cause first', () => {
    const token = aToken({ expiresAt: secondsAfterNoon(-60), idTokenSigns: ['it carries at_hash'] })
    expect(besides({ status: 401, challenge: described('wrong audience') }, { token })).toBe(
      'Besides, it expired 1 minute ago; it looks like an ID token (it carries at_hash).',
    )
    expect(
      besides(
        { status: 401, challenge: `${described('expired')}, scope="orders:write"` },
        { token: aToken({ expiresAt: secondsAfterNoon(-60) }) },
      ),
    ).toBe('Besides, it lacks orders:write, which the API asks for.')
    expect(
      besides(
        { status: 401, challenge: described('expired') },
        { token: aToken({ isBoundToKey: true, expiresAt: secondsAfterNoon(-60) }) },
      ),
    ).toBe('Besides, it is bound to a key and came without a proof.')
  })

  test('is nothing where nothing does, or where the token was not looked at', () => {
    expect(besides({ status: 401, challenge: invalidToken })).toBeUndefined()
    expect(besides({ status: 407 }, { token: aToken({ expiresAt: secondsAfterNoon(-60) }) })).toBeUndefined()
  })
})

describe('clocks that differ', () => {
  const why = (issuedAt: Date) =>
    explained(
      { status: 401, challenge: invalidToken },
      { skewSeconds: 600, token: aToken({ issuedAt, obtainedAt: secondsAfterNoon(-60) }) },
    ).evidence

  test('are told apart by the time that the server of the token had', () => {
    expect(why(secondsAfterNoon(-60))).toContain(
      'The server that gave the token has the time of this computer, so it is the API’s clock that is off.',
    )
    expect(why(secondsAfterNoon(540))).toContain(
      'The server that gave the token has the time of the API, so it is this computer’s clock that is off.',
    )
    expect(why(secondsAfterNoon(-5000))).toContain(
      'The server that gave the token has a third time; nothing here tells which clock is right.',
    )
  })
})

describe('a refusal of a token from the vault of a signed-in profile', () => {
  test('opens the inspector at the token that was sent, not at the one that the profile holds by now', () => {
    const { remedies } = explained(
      { status: 401, challenge: invalidToken },
      { token: aToken({ expiresAt: secondsAfterNoon(-1) }) },
    )
    expect(remedies.at(-1)).toMatchObject({ do: 'inspect', subject: { of: 'sent' }, claim: 'exp' })
  })
})
