import { randomUUID } from 'node:crypto'
import { profileId, type ProfileId } from '../../electron/contract/ids.ts'
import type { OAuthWay } from '../../electron/contract/oauth.ts'
import type { Profile, ProfileStore } from '../../electron/domain/profiles/profile.ts'
import type { TokenAnswer } from '../../electron/domain/tokens/read-token-answer.ts'
import type { TokenSet } from '../../electron/domain/tokens/token-set.ts'
import { SecretText } from '../../electron/domain/vault/secret-text.ts'

export const noon = new Date('2026-03-01T12:00:00.000Z')
export const secondsAfterNoon = (seconds: number): Date => new Date(noon.getTime() + seconds * 1000)

export const aProfileId = (): ProfileId => profileId.parse(randomUUID())

export const inBrowser = {
  redirect: { by: 'free-port' },
  loginHint: null,
  prompt: null,
  acrValues: null,
  maxAgeSeconds: null,
  pushedRequest: 'when-offered',
} as const

/** alice's way: authorisation code with PKCE, a public client. */
export const anOAuthWay = (some: Partial<OAuthWay> = {}): OAuthWay => ({
  kind: 'oauth',
  issuer: 'https://id.example.test',
  endpoints: null,
  clientId: 'desktop',
  clientAuthentication: 'none',
  clientSigning: null,
  scopes: ['openid', 'orders:read'],
  resources: [],
  extraParameters: [],
  dpop: false,
  grant: { type: 'authorization_code', ...inBrowser },
  ...some,
})

/** alice, as the store keeps her. */
export const aProfile = (some: Partial<Profile> = {}): Profile => ({
  id: aProfileId(),
  name: 'alice',
  label: 'customer',
  group: '',
  colour: null,
  certificate: null,
  keepFresh: false,
  isPlayground: false,
  way: anOAuthWay(),
  ...some,
})

/** Profiles in a Map, as the store's edge would keep them. */
export function profilesInMemory(...profiles: Profile[]): ProfileStore {
  let kept = new Map(profiles.map((profile) => [profile.id, profile]))
  return {
    all: () => [...kept.values()],
    find: (id) => kept.get(id) ?? null,
    put: async (profile) => void kept.set(profile.id, profile),
    putAll: async (many) => {
      for (const profile of many) kept.set(profile.id, profile)
    },
    arrange: async (order) => {
      const arranged = order.flatMap(({ profileId: id, group }) => {
        const profile = kept.get(id)
        return profile === undefined ? [] : [{ ...profile, group }]
      })
      const rest = [...kept.values()].filter(({ id }) => arranged.every((each) => each.id !== id))
      kept = new Map([...arranged, ...rest].map((profile) => [profile.id, profile]))
    },
    remove: async (id) => void kept.delete(id),
  }
}

/** Tokens of the first profile above: five minutes long, got at noon. */
export const aTokenSet = (some: Partial<TokenSet> = {}): TokenSet => ({
  accessToken: new SecretText('access-1'),
  refreshToken: new SecretText('refresh-1'),
  idToken: new SecretText('id-1'),
  tokenType: 'Bearer',
  scopes: ['openid', 'orders:read'],
  obtainedAt: noon,
  expiresAt: secondsAfterNoon(300),
  expirySource: 'expires_in',
  refreshEnds: null,
  issuer: 'https://id.example.test',
  clientId: 'desktop',
  refreshCount: 0,
  ...some,
})

export const aTokenAnswer = (some: Partial<TokenAnswer> = {}): TokenAnswer => ({
  accessToken: new SecretText('access-2'),
  refreshToken: new SecretText('refresh-2'),
  idToken: null,
  tokenType: 'Bearer',
  scopes: ['openid', 'orders:read'],
  receivedAt: secondsAfterNoon(290),
  expiresAt: secondsAfterNoon(590),
  expirySource: 'expires_in',
  refreshEnds: null,
  ...some,
})
