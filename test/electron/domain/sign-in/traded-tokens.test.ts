import { describe, expect, test } from 'vitest'
import type { ProfileId } from '../../../../electron/contract/ids.ts'
import { ClaimcheckError } from '../../../../electron/domain/failures/claimcheck-error.ts'
import type { Profile } from '../../../../electron/domain/profiles/profile.ts'
import { createTradedTokens } from '../../../../electron/domain/sign-in/traded-tokens.ts'
import type { TokenSet } from '../../../../electron/domain/tokens/token-set.ts'
import { anOAuthWay, aProfile, aProfileId, aTokenSet, profilesInMemory } from '../../../support/token-builder.ts'

const exchanging = (id: ProfileId, subject: ProfileId, actor: ProfileId | null = null): Profile =>
  aProfile({
    id,
    way: anOAuthWay({
      grant: {
        ...{ type: 'token_exchange', requestedType: null, audience: null },
        subject: { profileId: subject, which: 'access' },
        actor: actor === null ? null : { profileId: actor, which: 'access' },
      },
    }),
  })

interface Situation {
  readonly profiles: readonly Profile[]
  readonly tokens?: Map<ProfileId, TokenSet>
}

function trading({ profiles, tokens = new Map<ProfileId, TokenSet>() }: Situation) {
  const obtained: ProfileId[] = []
  const trade = createTradedTokens({
    findProfile: profilesInMemory(...profiles).find,
    async usableTokens(id) {
      const held = tokens.get(id)
      if (held === undefined) throw new ClaimcheckError('session.signed_out', { profileId: id })
      return { tokens: held }
    },
    async obtain(id) {
      obtained.push(id)
      tokens.set(id, aTokenSet())
    },
  })
  return { trade, obtained }
}

describe('a token that is traded in', () => {
  const alice = aProfile()
  const asking = exchanging(aProfileId(), alice.id)

  test.each([
    ['access', 'access-1', 'urn:ietf:params:oauth:token-type:access_token'],
    ['refresh', 'refresh-1', 'urn:ietf:params:oauth:token-type:refresh_token'],
    ['id', 'id-1', 'urn:ietf:params:oauth:token-type:id_token'],
  ] as const)('is the %s token of the other profile, with its type (RFC 8693 §3)', async (which, token, type) => {
    const { trade } = trading({ profiles: [alice, asking], tokens: new Map([[alice.id, aTokenSet()]]) })
    const traded = await trade(asking, { profileId: alice.id, which })
    expect([traded.token.reveal(), traded.type]).toEqual([token, type])
  })

  test('that the other profile never got is told by its name and kind', async () => {
    const { trade } = trading({
      profiles: [alice, asking],
      tokens: new Map([[alice.id, aTokenSet({ idToken: null })]]),
    })
    await expect(trade(asking, { profileId: alice.id, which: 'id' })).rejects.toMatchObject({
      code: 'input.invalid',
      details: { problems: [{ message: expect.stringContaining('“alice” has no ID token') }] },
    })
  })

  test('of somebody who is signed out is theirs to get', async () => {
    const { trade, obtained } = trading({ profiles: [alice, asking] })
    await expect(trade(asking, { profileId: alice.id, which: 'access' })).rejects.toMatchObject({
      code: 'sign_in.source_signed_out',
      details: { profileId: alice.id },
    })
    expect(obtained).toEqual([])
  })

  test('of a machine that is signed out is got', async () => {
    const robot = aProfile({ way: anOAuthWay({ grant: { type: 'client_credentials' } }) })
    const { trade, obtained } = trading({ profiles: [robot, asking] })
    expect((await trade(asking, { profileId: robot.id, which: 'access' })).token.reveal()).toBe('access-1')
    expect(obtained).toEqual([robot.id])
  })

  test('of a profile that is gone can’t be had', async () => {
    const { trade } = trading({ profiles: [asking] })
    await expect(trade(asking, { profileId: alice.id, which: 'access' })).rejects.toMatchObject({
      code: 'sign_in.source_signed_out',
    })
  })
})

test('profiles that trade in each other’s tokens have none, and don’t wait for each other', async () => {
  const [a, b, c, d] = [aProfileId(), aProfileId(), aProfileId(), aProfileId()]
  const rounds: readonly (readonly [Profile[], ProfileId])[] = [
    [[exchanging(a, a)], a],
    [[exchanging(a, b), exchanging(b, a)], b],
    [[exchanging(a, b), exchanging(b, c), exchanging(c, d, a)], b],
  ]
  for (const [profiles, source] of rounds) {
    const [first] = profiles
    if (first === undefined) throw new Error('no profile')
    const { trade, obtained } = trading({ profiles })
    await expect(trade(first, { profileId: source, which: 'access' })).rejects.toMatchObject({
      code: 'sign_in.source_signed_out',
      details: { profileId: source },
    })
    expect(obtained).toEqual([])
  }
})

test('a round among others does not concern who stands outside of it', async () => {
  const [a, b, c] = [aProfileId(), aProfileId(), aProfileId()]
  const asking = exchanging(a, b)
  const { trade } = trading({
    profiles: [asking, exchanging(b, c), exchanging(c, b)],
    tokens: new Map([[b, aTokenSet()]]),
  })
  expect((await trade(asking, { profileId: b, which: 'access' })).token.reveal()).toBe('access-1')
})

test('that many others trade in, twice each, is got without going every way there is', async () => {
  const robot = aProfile({ way: anOAuthWay({ grant: { type: 'client_credentials' } }) })
  const ids = Array.from({ length: 60 }, aProfileId)
  // Two ways at each of sixty profiles are more than could ever be gone one by one.
  const ladder = ids.map((id, at) => exchanging(id, ids[at + 1] ?? robot.id, ids[at + 1] ?? robot.id))
  const [first, second] = ladder
  if (first === undefined || second === undefined) throw new Error('no ladder')
  const { trade } = trading({ profiles: [...ladder, robot], tokens: new Map([[second.id, aTokenSet()]]) })
  expect((await trade(first, { profileId: second.id, which: 'access' })).token.reveal()).toBe('access-1')
})
