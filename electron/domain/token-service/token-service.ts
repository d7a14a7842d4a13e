import type * as z from 'zod'
import type { ProfileId } from '../../contract/ids.ts'
import type { tokenServiceChannels } from '../../contract/token-service.ts'
import type { ToldClaims } from '../../contract/told-claims.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { claimValues, textOf } from '../jwt/claim-values.ts'
import { takeApart } from '../jwt/take-apart.ts'
import { noProfile, type ClaimSetting } from '../jwt/token-to-inspect.ts'
import { isSameAuthority } from '../profiles/authority.ts'
import { isBy, type Profile, type ProfileBy } from '../profiles/profile.ts'
import type { OAuthClient } from '../profiles/resolve-client.ts'
import type { TokenKeeper } from '../tokens/token-keeper.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import type { SecretText } from '../vault/secret-text.ts'
import { isAllRevoked, revokeTokens } from './revoke-tokens.ts'
import { knownOfStranger } from './known-of-stranger.ts'
import { noSignOutSentence, openSignOutPage, signedOutSentence } from './sign-out.ts'
import { hearClaims } from './tell-claims.ts'
import { tellIntrospection } from './tell-introspection.ts'
import { tellUserinfo } from './tell-userinfo.ts'
import type { RevocableToken, TokenServer } from './token-server.ts'

type Channels = typeof tokenServiceChannels
type Answer<Name extends keyof Channels> = z.infer<Channels[Name]['response']>

export interface TokenServiceParts {
  readonly server: TokenServer
  readonly findProfile: (id: ProfileId) => Profile | null
  readonly resolveClient: (profile: ProfileBy<'oauth'>) => Promise<OAuthClient>
  readonly keeper: Pick<TokenKeeper, 'usableTokens' | 'peek' | 'forgetCurrent' | 'note' | 'session'>
  readonly openBrowser: (url: string) => Promise<void>
  readonly now: () => Date
}

/** Asks the server that issued a profile's tokens about them. No answer holds a token. */
export interface TokenService {
  /** Refreshes the access token first where that is due. Throws `session.*`, `sign_in.*`, `token_service.refused`. */
  readonly userinfo: (id: ProfileId) => Promise<ToldClaims>
  /** Asks about the token as it is kept: a refresh would ask about another one. */
  readonly introspect: (id: ProfileId, which: RevocableToken) => Promise<Answer<'tokenService.introspect'>>
  /**
   * Asks the profile's server, as its client, about any token: it need not be the profile's. The token goes to that server,
   * so this is a person's decision.
   */
  readonly introspectToken: (id: ProfileId, token: SecretText) => Promise<Answer<'tokenService.introspect'>>
  readonly revoke: (id: ProfileId) => Promise<Answer<'tokenService.revoke'>>
  readonly signOut: (id: ProfileId) => Promise<Answer<'tokenService.signOut'>>
}

/** `sub` of a token that is a readable JWT. */
function subjectOf(token: SecretText | null): string | null {
  const parts = token === null ? null : takeApart(token.reveal())
  return parts?.format === 'jwt' && parts.claims !== null ? textOf(claimValues(parts.claims).get('sub')) : null
}

export function createTokenService(parts: TokenServiceParts): TokenService {
  const { server, findProfile, resolveClient, keeper, openBrowser, now } = parts

  /** `endpoint` is what a profile without an authorisation server lacks. */
  async function clientOf(id: ProfileId, endpoint: string): Promise<OAuthClient> {
    const profile = findProfile(id)
    if (profile === null) throw new ClaimcheckError('profile.not_found', { profileId: id })
    if (!isBy(profile, 'oauth')) throw new ClaimcheckError('sign_in.endpoint_missing', { endpoint })
    return resolveClient(profile)
  }

  /** The environment may have changed meanwhile: tokens of another server or client are never sent to this one. */
  function assertOwn(id: ProfileId, tokens: TokenSet, client: OAuthClient): void {
    if (!isSameAuthority(tokens, client)) throw new ClaimcheckError('session.signed_out', { profileId: id })
  }

  /** The tokens as they are. */
  async function ownTokens(id: ProfileId, client: OAuthClient): Promise<TokenSet> {
    const tokens = await keeper.peek(id)
    if (tokens === null) throw new ClaimcheckError('session.signed_out', { profileId: id })
    assertOwn(id, tokens, client)
    return tokens
  }

  /** What the inspector's words compare a claim with. */
  function settingFor({ issuer, clientId }: TokenSet, which: ClaimSetting['which']): ClaimSetting {
    return { which, profile: { ...noProfile, issuer, clientId }, sentTo: null, now: now(), jtiSeen: null }
  }

  return {
    async userinfo(id) {
      const client = await clientOf(id, 'userinfo_endpoint')
      const { tokens } = await keeper.usableTokens(id)
      assertOwn(id, tokens, client)
      const { accessToken, tokenType } = tokens
      const subject = subjectOf(tokens.idToken)
      const { claims } = await server.userinfo(client, { accessToken, tokenType, subject })
      const known = { issuer: tokens.issuer, isCompared: subject !== null }
      return tellUserinfo(hearClaims(claims, tokens, client.secret), known, settingFor(tokens, 'id'))
    },

    async introspect(id, which) {
      const client = await clientOf(id, 'introspection_endpoint')
      const tokens = await ownTokens(id, client)
      const token = which === 'access' ? tokens.accessToken : tokens.refreshToken
      if (token === null) throw new ClaimcheckError('session.not_refreshable', { profileId: id })
      const { active, claims } = await server.introspect(client, { token, which })
      const known = {
        ...{ which, tokens, now: now(), issuer: tokens.issuer, clientId: tokens.clientId },
        subject: subjectOf(tokens.idToken) ?? subjectOf(tokens.accessToken),
        keyThumbprint: client.dpop?.thumbprint ?? null,
      }
      const setting = settingFor(tokens, which)
      return { ...tellIntrospection(hearClaims(claims, tokens, client.secret), active, known, setting), active }
    },

    async introspectToken(id, token) {
      const client = await clientOf(id, 'introspection_endpoint')
      const { active, claims } = await server.introspect(client, { token, which: 'access' })
      const heard = hearClaims(claims, { accessToken: token, refreshToken: null, idToken: null }, client.secret)
      const known = knownOfStranger(token, heard, client, now())
      const { issuer, clientId } = client
      const profile = { ...noProfile, issuer, clientId }
      const setting = { which: 'access', profile, sentTo: null, now: now(), jtiSeen: null } as const
      return { ...tellIntrospection(heard, active, known, setting), active }
    },

    async revoke(id) {
      const client = await clientOf(id, 'revocation_endpoint')
      const tokens = await ownTokens(id, client)
      const steps = await revokeTokens(server, client, tokens, now)
      const kept = await keeper.peek(id)
      // A refresh that came in between left tokens that the server still honours: they stay, and can be revoked.
      const isStillKept = kept?.accessToken.reveal() === tokens.accessToken.reveal()
      const done = steps.flatMap(({ which, outcome }) => (outcome === 'done' ? [which] : []))
      const happened = { kind: 'revoked', tokens: done } as const
      if (isAllRevoked(steps) && isStillKept) await keeper.forgetCurrent(id, happened)
      else if (done.length > 0) keeper.note(id, happened)
      return { steps, session: await keeper.session(id) }
    },

    async signOut(id) {
      const client = await clientOf(id, 'end_session_endpoint')
      const { host } = new URL(client.issuer)
      const { idToken } = await ownTokens(id, client)
      const openedBrowser = await openSignOutPage(server, client, idToken, openBrowser)
      if (openedBrowser) await keeper.forgetCurrent(id, { kind: 'signed-out' })
      const sentence = openedBrowser ? signedOutSentence(host) : noSignOutSentence(host)
      return { openedBrowser, sentence, session: await keeper.session(id) }
    },
  }
}
