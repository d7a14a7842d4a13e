import type { ProfileId } from '../../contract/ids.ts'
import { isDpopType } from '../dpop/dpop-proofs.ts'
import type { DpopProofs } from '../dpop/dpop-proofs.ts'
import type { DpopKey } from '../dpop/dpop-key.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { authorizationOf } from '../requests/authorization.ts'
import { secretReference } from '../requests/secret-reference.ts'
import { isNamed, type WireRequest } from '../requests/wire-request.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import type { SecretText } from '../vault/secret-text.ts'
import { withHeader } from './carry.ts'
import type { ClientCertificate } from './client-certificate.ts'
import type { Credential } from './credential.ts'

interface Bearing {
  readonly certificate: ClientCertificate | null
  readonly proofs: DpopProofs
}

export interface OAuthCredentialParts extends Bearing {
  readonly profileId: ProfileId
  readonly tokens: TokenSet
  readonly findKey: (id: ProfileId) => Promise<DpopKey | null>
}

/** A token as it is sent in Authorization. */
export interface SentToken extends Pick<TokenSet, 'accessToken' | 'tokenType'> {
  /** What it is proved with; null for a token that is borne without a proof. */
  readonly key: DpopKey | null
  /** Whatever else must not be shown beside it. */
  readonly secrets: readonly SecretText[]
}

/** Everything in a token set that must not be shown. */
export const secretsOfTokens = ({ accessToken, refreshToken, idToken }: TokenSet) =>
  [accessToken, refreshToken, idToken].filter((secret) => secret !== null)

/**
 * A token in Authorization: as Bearer (RFC 6750 §2.1), or with a proof of a key, which each step has anew (RFC 9449
 * §7.1).
 */
export function inAuthorization(sent: SentToken, { certificate, proofs }: Bearing): Omit<Credential, 'tokens'> {
  const { accessToken, key } = sent
  const secrets = [...sent.secrets]
  const shown = { token: accessToken, secrets, reference: secretReference(accessToken.reveal()), certificate }
  const bear = (request: WireRequest) => ({
    ...withHeader(request, 'Authorization', authorizationOf(sent)),
    certificate,
  })
  if (key === null) return { ...shown, place: async (request) => bear(request), learn: async () => false }
  const run = proofs.begin(key, accessToken)
  return {
    ...shown,
    async place(request) {
      const typed = request.headers.find(([name]) => isNamed(name, 'DPoP'))
      if (typed !== undefined) {
        throw new ClaimcheckError('input.header_invalid', { name: typed[0], reason: 'repeated-authorization' })
      }
      const proof = await run.prove(request)
      // An API may repeat it before it has run out.
      secrets.push(proof)
      return bear(withHeader(request, 'DPoP', proof))
    },
    learn: async (request, answer) => run.learn(request, answer),
  }
}

/** The access token of a sign-in, with a proof where the server bound it to the profile's key. */
export async function oauthCredential(parts: OAuthCredentialParts): Promise<Credential> {
  const { profileId, tokens, findKey } = parts
  const isBound = isDpopType(tokens.tokenType)
  const key = isBound ? await findKey(profileId) : null
  // The token is worth nothing without the key that it is bound to.
  if (isBound && key === null) throw new ClaimcheckError('vault.record_unreadable', { kind: 'dpop-key' })
  const { accessToken, tokenType } = tokens
  return { tokens, ...inAuthorization({ accessToken, tokenType, key, secrets: secretsOfTokens(tokens) }, parts) }
}
