import type { ProfileId } from '../../contract/ids.ts'
import { isDpopType } from '../dpop/dpop-proofs.ts'
import type { DpopProofs } from '../dpop/dpop-proofs.ts'
import type { DpopKey } from '../dpop/dpop-key.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { authorizationOf } from '../requests/authorization.ts'
import { secretReference } from '../requests/secret-reference.ts'
import { isNamed, type WireRequest } from '../requests/wire-request.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import { withHeader } from './carry.ts'
import type { ClientCertificate } from './client-certificate.ts'
import type { Credential } from './credential.ts'

export interface OAuthCredentialParts {
  readonly profileId: ProfileId
  readonly tokens: TokenSet
  readonly certificate: ClientCertificate | null
  readonly findKey: (id: ProfileId) => Promise<DpopKey | null>
  readonly proofs: DpopProofs
}

/** Everything in a token set that must not be shown. */
export const secretsOfTokens = ({ accessToken, refreshToken, idToken }: TokenSet) =>
  [accessToken, refreshToken, idToken].filter((secret) => secret !== null)

/**
 * An access token in Authorization: as Bearer (RFC 6750 §2.1), or with a proof of its key where the server bound it to
 * one (RFC 9449 §7.1).
 */
export async function oauthCredential(parts: OAuthCredentialParts): Promise<Credential> {
  const { profileId, tokens, certificate, proofs } = parts
  const secrets = secretsOfTokens(tokens)
  const shown = {
    tokens,
    token: tokens.accessToken,
    secrets,
    reference: secretReference(tokens.accessToken.reveal()),
    certificate,
  }
  const bear = (request: WireRequest) => ({
    ...withHeader(request, 'Authorization', authorizationOf(tokens)),
    certificate,
  })
  if (!isDpopType(tokens.tokenType)) {
    return { ...shown, place: async (request) => bear(request), learn: async () => false }
  }
  const key = await parts.findKey(profileId)
  // The token is worth nothing without the key that it is bound to.
  if (key === null) throw new ClaimcheckError('vault.record_unreadable', { kind: 'dpop-key' })
  const run = proofs.begin(key, tokens.accessToken)
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
