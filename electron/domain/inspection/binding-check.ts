import { createHash, X509Certificate } from 'node:crypto'
import type { TokenBinding } from '../../contract/jwt.ts'
import type { ClientCertificate } from '../credentials/client-certificate.ts'
import type { DpopKeys } from '../dpop/dpop-keys.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { bindingsOf, type Sender, type SignIn } from '../jwt/token-bindings.ts'
import type { Profile, ProfileStore } from '../profiles/profile.ts'
import type { SecretText } from '../vault/secret-text.ts'
import type { FindSubject, FoundToken } from './found-token.ts'

export interface BindingCheckParts {
  readonly findSubject: FindSubject
  readonly profiles: Pick<ProfileStore, 'find'>
  readonly dpopKeys: Pick<DpopKeys, 'find'>
  /** What a profile shows in a TLS handshake. Throws `profile.incomplete`, `vault.*`. */
  readonly shownCertificate: (profile: Profile) => Promise<ClientCertificate | null>
}

/** Compares a token with what the profile that it is of holds. Asks nobody. Throws `vault.*`. */
export function createBindingCheck({ findSubject, profiles, dpopKeys, shownCertificate }: BindingCheckParts) {
  async function certificateThumbprint(profile: Profile): Promise<string | null> {
    try {
      const shown = await shownCertificate(profile)
      return shown === null ? null : thumbprintOf(shown.certificate)
    } catch (thrown) {
      if (thrown instanceof ClaimcheckError && thrown.code === 'profile.incomplete') return null
      throw thrown
    }
  }

  async function senderOf({ profileId }: FoundToken): Promise<Sender | null> {
    const profile = profileId === null ? null : profiles.find(profileId)
    if (profile === null) return null
    const key = await dpopKeys.find(profile.id)
    return { dpop: key?.thumbprint ?? null, certificate: await certificateThumbprint(profile) }
  }

  async function accessTokenBeside({ profileId }: FoundToken): Promise<SecretText | null> {
    if (profileId === null) return null
    const beside = await findSubject({ of: 'profile', profileId, which: 'access' })
    return beside?.content.is === 'held' ? beside.content.token : null
  }

  async function signInOf(found: FoundToken): Promise<SignIn | null> {
    if (found.which !== 'id' || found.tokens === null) return null
    return { accessToken: await accessTokenBeside(found), ties: found.tokens.ties ?? null }
  }

  return async (found: FoundToken): Promise<TokenBinding[]> => {
    if (found.content.is === 'remembered') return []
    const text = found.content.token.reveal()
    return bindingsOf(text, { signIn: () => signInOf(found), sender: () => senderOf(found) })
  }
}

/** RFC 8705 §3.1: of the certificate itself, which stands first in the chain; null for one that can't be read. */
function thumbprintOf(pem: string): string | null {
  try {
    return createHash('sha256').update(new X509Certificate(pem).raw).digest('base64url')
  } catch (thrown) {
    // OpenSSL's words for a text that is no certificate.
    if (thrown instanceof Error) return null
    throw thrown
  }
}
