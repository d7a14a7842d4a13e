import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { readStoredTokens, writeStoredTokens } from '../../../../electron/domain/tokens/stored-tokens.ts'
import type { TokenTies } from '../../../../electron/domain/tokens/token-set.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { settled } from '../../../support/clock.ts'
import { aKeeper, recordOf, refused } from '../../../support/keeper-builder.ts'
import { aProfile, aTokenSet, noon, secondsAfterNoon } from '../../../support/token-builder.ts'

const fixture = (name: string): string =>
  readFileSync(path.join(import.meta.dirname, '../../../fixtures/tokens', name), 'utf8').trim()
const read = (name: string) => readStoredTokens(new SecretText(fixture(name)))

describe('a record of version 1', () => {
  test('is read for ever; when its sign-in ends was not known then', () => {
    const { tokens, ended } = read('tokens-version-1.json')
    expect(tokens).toMatchObject({ tokenType: 'Bearer', expiresAt: secondsAfterNoon(300), refreshEnds: null })
    expect([tokens.accessToken, tokens.refreshToken, tokens.idToken].map((each) => each?.reveal())).toEqual([
      'access-1',
      'refresh-1',
      'id-1',
    ])
    expect([tokens.refreshCount, ended]).toEqual([3, null])
  })

  test('that tells of an end still does', () => {
    expect(read('tokens-version-1-ended.json')).toMatchObject({
      tokens: { refreshToken: null, expiresAt: null },
      ended: { reason: 'answer-lost' },
    })
  })

  test('with a note of a refresh that was lost is settled as before', async () => {
    const profile = aProfile()
    const disk = new Map([
      [recordOf(profile.id), fixture('tokens-version-1.json')],
      [recordOf(profile.id).replace('tokens/', 'refresh-intent/'), fixture('refresh-intent-version-1.json')],
    ])
    const { keeper, id } = aKeeper({ profile, disk, answers: [refused] })
    keeper.startBackground()
    await settled()
    await settled()
    expect(await keeper.session(id)).toMatchObject({
      reason: 'answer-lost',
      description: expect.stringContaining('2026-03-01 11:59 UTC'),
    })
  })
})

describe('a record of version 2', () => {
  test('is read with the end of its refresh token', () => {
    expect(read('tokens-version-2.json').tokens.refreshEnds).toEqual({
      ...{ at: secondsAfterNoon(36_000), since: noon, source: 'refresh_expires_in' },
    })
  })

  test('is what is written, and is read as it was written', () => {
    const refreshEnds = { at: secondsAfterNoon(1800), since: noon, source: 'refresh_token_exp' } as const
    const tokens = aTokenSet({ refreshEnds })
    const record = writeStoredTokens({ tokens, ended: null })
    expect(JSON.parse(record.reveal())).toMatchObject({ version: 2 })
    const again = readStoredTokens(record)
    expect(JSON.parse(writeStoredTokens(again).reveal())).toEqual(JSON.parse(record.reveal()))
    expect(again.tokens.refreshEnds).toEqual(refreshEnds)
  })
})

describe('what an ID token is tied to', () => {
  const ties: TokenTies = {
    ...{ idTokenFrom: 'sign-in' as const, nonce: 'n1', codeHash: 'c1', stateHash: null, isAccessTokenNewer: true },
  }
  test('is kept with it, and not known of a record that lacks it', () => {
    const record = writeStoredTokens({ tokens: aTokenSet({ ties }), ended: null })
    expect(readStoredTokens(record).tokens.ties).toEqual(ties)
    expect(read('tokens-version-1.json').tokens.ties).toBeUndefined()
    expect(read('tokens-version-2.json').tokens.ties).toBeUndefined()
  })
})

test.each([
  ['of a newer version', '{"version":3,"tokens":{},"ended":null}'],
  ['of version 1 with a field of version 2', fixture('tokens-version-2.json').replace('"version":2', '"version":1')],
  ['cut', fixture('tokens-version-2.json').slice(0, 200)],
])('a record that is %s is not guessed at', (_case, text) => {
  expect(() => readStoredTokens(new SecretText(text))).toThrow('vault.record_unreadable')
})
