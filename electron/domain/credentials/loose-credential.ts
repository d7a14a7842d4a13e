import type { ProfileId } from '../../contract/ids.ts'
import type { DpopKey } from '../dpop/dpop-key.ts'
import { isDpopType, type DpopProofs } from '../dpop/dpop-proofs.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { Profile } from '../profiles/profile.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import type { SecretText } from '../vault/secret-text.ts'
import type { ClientCertificate } from './client-certificate.ts'
import type { Credential } from './credential.ts'
import { inAuthorization } from './oauth-credential.ts'
import { staticCredential } from './token-credential.ts'

export interface LooseCredentialParts {
  /** What the profile holds now, looked at and not refreshed; null where it is signed out. */
  readonly peek: (id: ProfileId) => Promise<TokenSet | null>
  readonly certificate: (profile: Profile) => Promise<ClientCertificate | null>
  readonly findKey: (id: ProfileId) => Promise<DpopKey | null>
  readonly proofs: DpopProofs
}

/**
 * A token that is not the profile's, sent as the profile would send its own: in the same place, with its certificate, and
 * proved with its key where its own tokens are. Of a way that sends no token, and of nobody, it goes as Bearer (RFC 6750
 * §2.1).
 */
export async function looseCredential(
  profile: Profile | null,
  token: SecretText,
  { peek, certificate, findKey, proofs }: LooseCredentialParts,
): Promise<Credential> {
  const shown = profile === null ? null : await certificate(profile)
  const borne = (tokenType: string, key: DpopKey | null): Credential => ({
    tokens: null,
    ...inAuthorization({ accessToken: token, tokenType, key, secrets: [token] }, { certificate: shown, proofs }),
  })
  if (profile === null) return borne('Bearer', null)
  const { way, id: profileId } = profile
  switch (way.kind) {
    case 'oauth': {
      const tokenType = (await peek(profileId))?.tokenType ?? (way.dpop ? 'DPoP' : 'Bearer')
      const key = isDpopType(tokenType) ? await findKey(profileId) : null
      // It gets its key with its first sign-in.
      if (isDpopType(tokenType) && key === null) throw new ClaimcheckError('session.signed_out', { profileId })
      return borne(tokenType, key)
    }
    case 'custom_login':
    case 'signed_jwt':
    case 'static_token':
      return staticCredential(token, way.carriage, shown)
    case 'basic':
    case 'digest':
    case 'certificate':
    case 'none':
      return borne('Bearer', null)
  }
}
