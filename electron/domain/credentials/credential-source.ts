import type { ProfileId } from '../../contract/ids.ts'
import type { SecretName } from '../../contract/profiles.ts'
import type { DpopKeys } from '../dpop/dpop-keys.ts'
import type { DpopProofs } from '../dpop/dpop-proofs.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { needsNoPerson } from '../profiles/needs-person.ts'
import { isBy, type Profile } from '../profiles/profile.ts'
import type { WireAnswer } from '../requests/transport.ts'
import { fillTemplateOrThrow, type Variables } from '../requests/variables.ts'
import type { TokenAuthority } from '../tokens/token-authority.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import type { SecretText } from '../vault/secret-text.ts'
import { basicCredential } from './basic-credential.ts'
import { certificateCredential } from './certificate-credential.ts'
import type { ClientCertificate } from './client-certificate.ts'
import type { Credential, CredentialSource } from './credential.ts'
import { digestCredential } from './digest-credential.ts'
import { createDigestSpaces } from './digest-spaces.ts'
import { looseCredential, type LooseCredentialParts } from './loose-credential.ts'
import { oauthCredential } from './oauth-credential.ts'
import { gottenCredential, staticCredential } from './token-credential.ts'

export interface CredentialSourceParts {
  readonly authority: Pick<TokenAuthority, 'usableTokens' | 'tokensAfterRejection' | 'noteUse'> &
    Pick<LooseCredentialParts, 'peek'>
  readonly findProfile: (id: ProfileId) => Profile | null
  /** What a person entered; may throw `vault.*`. */
  readonly secret: (id: ProfileId, name: SecretName) => Promise<SecretText | null>
  /** null: the profile shows none. May throw `profile.incomplete`, `vault.*`. */
  readonly certificate: (profile: Profile) => Promise<ClientCertificate | null>
  readonly dpopKeys: Pick<DpopKeys, 'find'>
  readonly proofs: DpopProofs
  /** Gets tokens for a way that needs no person; once for all who wait. May throw `sign_in.*`, `profile.*`, `vault.*`. */
  readonly obtain: (id: ProfileId) => Promise<void>
  readonly variables: () => Variables
  readonly randomBytes: (size: number) => Uint8Array
}

// What is over, and can be had anew by whoever needs no person for it.
const ends: readonly string[] = ['session.signed_out', 'session.refresh_refused', 'session.not_refreshable']

// The server, or its name, was not found, or what answered there was not it.
const neverSent: readonly string[] = ['dns', 'refused', 'unreachable', 'tls', 'proxy', 'cancelled']

const isNeverSent = (result: WireAnswer['result']): boolean =>
  result.outcome === 'no-answer' && neverSent.includes(result.reason)

const isEnd = (thrown: unknown): boolean => thrown instanceof ClaimcheckError && ends.includes(thrown.code)

/** What each kind of profile sends: the one way to a credential for whoever sends requests. */
export function createCredentialSource(parts: CredentialSourceParts): CredentialSource {
  const { authority, findProfile, secret, certificate, dpopKeys, proofs, obtain, variables, randomBytes } = parts
  const spaces = createDigestSpaces()

  function profileOf(id: ProfileId): Profile {
    const profile = findProfile(id)
    if (profile === null) throw new ClaimcheckError('profile.not_found', { profileId: id })
    return profile
  }

  async function secretOf(profileId: ProfileId, field: SecretName): Promise<SecretText> {
    const entered = await secret(profileId, field)
    if (entered === null) throw new ClaimcheckError('profile.incomplete', { profileId, field })
    return entered
  }

  async function usableTokens(profile: Profile): Promise<{ tokens: TokenSet; refreshed: boolean }> {
    try {
      return await authority.usableTokens(profile.id)
    } catch (thrown) {
      if (!isEnd(thrown) || !needsNoPerson(profile.way)) throw thrown
      await obtain(profile.id)
      return { tokens: (await authority.usableTokens(profile.id)).tokens, refreshed: true }
    }
  }

  /** The same credential; each request that it went out with is told. */
  function told(profileId: ProfileId, credential: Credential, tokens: TokenSet): Credential {
    return {
      ...credential,
      async learn(request, answer) {
        const mayHelp = await credential.learn(request, answer)
        const { result } = answer
        // A nonce that was asked for is no refusal of the token.
        const isRefused = result.outcome === 'answered' && result.status === 401 && !mayHelp
        if (!isNeverSent(result)) authority.noteUse(profileId, tokens, isRefused)
        return mayHelp
      },
    }
  }

  async function credentialWith(profile: Profile, tokens: TokenSet): Promise<Credential> {
    return told(profile.id, await bareCredentialWith(profile, tokens), tokens)
  }

  /** The credential of a way with tokens, for these. */
  async function bareCredentialWith(profile: Profile, tokens: TokenSet): Promise<Credential> {
    const shown = await certificate(profile)
    const { way, id: profileId } = profile
    if (way.kind === 'custom_login' || way.kind === 'signed_jwt') return gottenCredential(tokens, way.carriage, shown)
    return oauthCredential({ profileId, tokens, certificate: shown, findKey: dpopKeys.find, proofs })
  }

  /** What a person entered, as it is. */
  async function standing(profile: Profile): Promise<Credential> {
    const { id: profileId } = profile
    const shown = await certificate(profile)
    if (isBy(profile, 'static_token')) {
      return staticCredential(await secretOf(profileId, 'token'), profile.way.carriage, shown)
    }
    if (isBy(profile, 'basic') || isBy(profile, 'digest')) {
      const username = fillTemplateOrThrow(profile.way.username, variables())
      const password = await secretOf(profileId, 'password')
      if (profile.way.kind === 'basic') return basicCredential(username, password, shown)
      const user = { username, password }
      return digestCredential({ profileId, user, certificate: shown, spaces, randomBytes })
    }
    if (isBy(profile, 'certificate') && shown === null) {
      throw new ClaimcheckError('profile.incomplete', { profileId, field: 'certificate' })
    }
    return certificateCredential(shown)
  }

  /** After a refusal: the keeper's newer tokens, or new ones where the session is over and nobody is needed. */
  async function newerTokens(profile: Profile, rejected: SecretText): Promise<TokenSet | null> {
    const newer = await authority.tokensAfterRejection(profile.id, rejected)
    if (newer !== null || !needsNoPerson(profile.way)) return newer
    const { tokens } = await usableTokens(profile)
    return tokens.accessToken.reveal() === rejected.reveal() ? null : tokens
  }

  return {
    async credentialFor(id) {
      const profile = profileOf(id)
      switch (profile.way.kind) {
        case 'oauth':
        case 'custom_login':
        case 'signed_jwt': {
          const { tokens, refreshed } = await usableTokens(profile)
          return { credential: await credentialWith(profile, tokens), refreshed }
        }
        case 'static_token':
        case 'basic':
        case 'digest':
        case 'certificate':
        case 'none':
          return { credential: await standing(profile), refreshed: false }
      }
    },

    credentialWithToken: async (id, token) =>
      looseCredential(id === null ? null : profileOf(id), token, {
        ...{ peek: authority.peek, certificate, findKey: dpopKeys.find, proofs },
      }),

    async credentialAfterRejection(id, rejected) {
      if (rejected.tokens === null) return null
      try {
        const profile = profileOf(id)
        const newer = await newerTokens(profile, rejected.tokens.accessToken)
        return newer === null ? null : await credentialWith(profile, newer)
      } catch (thrown) {
        // The 401 stands: it is shown, and the session tells why there is nothing newer.
        if (thrown instanceof ClaimcheckError) return null
        throw thrown
      }
    },
  }
}
