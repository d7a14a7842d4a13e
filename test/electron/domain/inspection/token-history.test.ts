import { describe, expect, test } from 'vitest'
import { createJtiIndex } from '../../../../electron/domain/inspection/jti-index.ts'
import type { TokenSet } from '../../../../electron/domain/tokens/token-set.ts'
import { tokenFingerprint } from '../../../../electron/domain/tokens/token-fingerprint.ts'
import { tokensKey } from '../../../../electron/domain/tokens/tokens-key.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { aClock, settled } from '../../../support/clock.ts'
import { aKeeper } from '../../../support/keeper-builder.ts'
import { diskFull } from '../../../support/records-in-memory.ts'
import { aTokenAnswer, aTokenSet, noon, secondsAfterNoon } from '../../../support/token-builder.ts'
import { aTokenHistory } from '../../../support/token-history.ts'

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const signature = 'SIGNATURExSIGNATUREx'
const aJwt = (claims: object): SecretText =>
  new SecretText(
    `${part({ alg: 'RS256', typ: 'at+jwt' })}.${part({ iss: 'https://id.example.test', ...claims })}.${signature}`,
  )

/** The tokens of a refresh: a new access token, the ID token of the sign-in. */
const turn = (number: number, some: Partial<TokenSet> = {}): TokenSet =>
  aTokenSet({
    accessToken: aJwt({ sub: 'alice', jti: `jti-${number}`, scope: `orders:read turn:${number}` }),
    idToken: null,
    obtainedAt: secondsAfterNoon(number * 60),
    ...some,
  })

const signedIn = () => aKeeper({ tokens: null, clock: aClock(noon) })

describe('the tokens that a profile was given', () => {
  test('are remembered, the newest first, with the one of now marked, the ID token too', async () => {
    const { keeper, id, history } = signedIn()
    await keeper.accept(id, turn(1, { idToken: aJwt({ sub: 'alice', nonce: 'n' }) }), null)
    await keeper.accept(id, turn(2), null)
    const past = await history.past(id)
    expect(
      past.map(({ which, jti, isCurrent, scopes, authority }) => ({ which, jti, isCurrent, scopes, authority })),
    ).toEqual([
      {
        which: 'access',
        jti: 'jti-2',
        isCurrent: true,
        scopes: ['orders:read', 'turn:2'],
        authority: 'id.example.test',
      },
      {
        which: 'access',
        jti: 'jti-1',
        isCurrent: false,
        scopes: ['orders:read', 'turn:1'],
        authority: 'id.example.test',
      },
      { which: 'id', jti: null, isCurrent: false, scopes: [], authority: 'id.example.test' },
    ])
  })

  test('are remembered without the part that makes them tokens, neither in the vault nor in what is found', async () => {
    const { keeper, id, history, vault } = signedIn()
    await keeper.accept(id, turn(1), null)
    await keeper.accept(id, turn(2), null)
    const [, before] = await history.past(id)
    const found = await history.find(id, before?.entry ?? '')
    expect(found.content).toMatchObject({
      is: 'remembered',
      format: 'jwt',
      claims: expect.stringContaining('jti-1') as unknown,
    })
    expect(JSON.stringify([found, await history.past(id)])).not.toContain(signature)
    const aside = aTokenHistory({ records: { ...recordsOf(vault.disk) }, findProfile: () => null, now: () => noon })
    expect(JSON.stringify(await aside.past(id))).not.toContain(signature)
    expect(found).toMatchObject({ which: 'access', profileId: id, synthetic: false, seenAt: secondsAfterNoon(60) })
  })

  test('are known after a restart', async () => {
    const { keeper, id, vault, profile } = signedIn()
    await keeper.accept(id, turn(1), null)
    await keeper.accept(id, turn(2), null)
    const next = aKeeper({ profile, disk: new Map(vault.disk) })
    expect((await next.history.past(id)).map(({ jti }) => jti)).toEqual(['jti-2', 'jti-1'])
  })

  test('are the last twenty of each authority', async () => {
    const { keeper, id, history } = signedIn()
    for (let number = 1; number <= 25; number += 1) await keeper.accept(id, turn(number), null)
    await keeper.accept(id, turn(30, { issuer: 'https://other.example.test' }), null)
    const past = await history.past(id)
    expect(past.filter(({ authority }) => authority === 'id.example.test').map(({ jti }) => jti)).toEqual(
      Array.from({ length: 20 }, (_, index) => `jti-${25 - index}`),
    )
    expect(past[0]).toMatchObject({ authority: 'other.example.test', jti: 'jti-30' })
  })

  test('are noted once, however often they are saved', async () => {
    const { keeper, id, history } = signedIn()
    await keeper.accept(id, turn(1), null)
    await keeper.accept(id, turn(1), null)
    expect(await history.past(id)).toHaveLength(1)
  })

  test('that say more than 16 kB are remembered without their content', async () => {
    const { keeper, id, history } = signedIn()
    await keeper.accept(id, turn(1, { accessToken: aJwt({ groups: 'g'.repeat(17_000) }) }), null)
    const [only] = await history.past(id)
    expect((await history.find(id, only?.entry ?? '')).content).toMatchObject({ header: null, claims: null })
  })

  test('that were held before there was a history are in it once somebody looks', async () => {
    const { id, history } = aKeeper({ tokens: turn(1) })
    expect(await history.past(id)).toMatchObject([{ jti: 'jti-1', isCurrent: true }])
  })
})

describe('the history of a profile', () => {
  test('takes no save of its own: it goes to the disk with the tokens', async () => {
    const { keeper, id, vault } = aKeeper({
      answers: [
        { kind: 'refreshed', clockSkewSeconds: null, answer: aTokenAnswer({ accessToken: aJwt({ jti: 'new' }) }) },
      ],
    })
    await keeper.refreshNow(id)
    expect(vault.log).toEqual(['write refresh-intent', 'refresh', 'write tokens', 'remove refresh-intent'])
    expect([...vault.disk.keys()].some((key) => key.startsWith('token-history/'))).toBe(true)
  })

  test('is forgotten with the profile’s tokens, and with those that a person forgets, but not with a sign-out', async () => {
    const { keeper, id, history } = signedIn()
    await keeper.accept(id, turn(1), null)
    await keeper.forgetCurrent(id, { kind: 'signed-out' })
    expect(await history.past(id)).toHaveLength(1)
    await keeper.accept(id, turn(2), null)
    await keeper.forgetCurrent(id)
    expect(await history.past(id)).toEqual([])
    await keeper.accept(id, turn(3), null)
    await keeper.forget(id)
    expect(await history.past(id)).toEqual([])
    expect(history.jtiSeen('jti-3', 'another')).toBeNull()
  })

  test('does not come back where it is forgotten while a note of it is being written', async () => {
    const { id, history, records, vault } = signedIn()
    history.note(id, turn(1))
    await history.forget(id)
    await records.write('tokens', 'anything', new SecretText('a save that takes along what waits'))
    await settled()
    expect([...vault.disk.keys()].filter((key) => key.startsWith('token-history/'))).toEqual([])
  })

  test('never fails a sign-in: not with a full disk, not with a record that can’t be read, not with a locked vault', async () => {
    const { keeper, id, vault, bugs, history } = signedIn()
    vault.unreadable.add(`token-history/${tokensKey(id, turn(1))}`)
    expect(await keeper.accept(id, turn(1), null)).toMatchObject({ state: 'active' })
    vault.unreadable.clear()
    expect((await history.past(id)).map(({ jti }) => jti)).toEqual(['jti-1'])
    vault.beforeWrite = async (_what, kind) => (kind === 'tokens' ? diskFull() : undefined)
    await expect(keeper.accept(id, turn(2), null)).rejects.toMatchObject({ code: 'session.not_saved' })
    vault.locked = true
    history.note(id, turn(3))
    await settled()
    await expect(history.past(id)).rejects.toMatchObject({ code: 'vault.locked' })
    expect(bugs).toEqual([])
  })

  test('says which entry is gone', async () => {
    const { id, history } = signedIn()
    await expect(history.find(id, 'nothing 7')).rejects.toMatchObject({ code: 'inspection.gone' })
  })
})

describe('a jti that another token had', () => {
  const twice = (at: number) => turn(at, { accessToken: aJwt({ jti: 'twice', at }) })

  test('is told of both, in words that say whose and when', async () => {
    const { keeper, id, history } = signedIn()
    await keeper.accept(id, twice(1), null)
    await keeper.accept(id, twice(2), null)
    expect((await history.past(id)).map(({ jtiSeen }) => jtiSeen)).toEqual([
      "alice's access token of 12:01 UTC had it too",
      "alice's access token of 12:02 UTC had it too",
    ])
  })

  test('is no news of the token itself', async () => {
    const { keeper, id, history } = signedIn()
    const { accessToken } = twice(1)
    await keeper.accept(id, twice(1), null)
    await history.load()
    expect(history.jtiSeen('twice', tokenFingerprint(accessToken))).toBeNull()
    expect(history.jtiSeen('twice', 'another')).toBe("alice's access token of 12:01 UTC had it too")
  })

  test('is known after a restart, once the history was loaded, and no more once the vault was locked', async () => {
    const { keeper, id, vault, profile } = signedIn()
    await keeper.accept(id, twice(1), null)
    const jtis = createJtiIndex()
    const history = aTokenHistory({ records: recordsOf(vault.disk), findProfile: () => profile, now: () => noon, jtis })
    expect(history.jtiSeen('twice', 'another')).toBeNull()
    await history.load()
    expect(history.jtiSeen('twice', 'another')).toContain("alice's access token")
    history.clear()
    expect(jtis.seen('twice', 'another')).toBeNull()
    expect(id).toBe(profile.id)
  })
})

/** Records over what another run of the program left. */
function recordsOf(disk: ReadonlyMap<string, string>) {
  return aKeeper({ disk: new Map(disk) }).records
}
