import type { ProfileId } from '../../contract/ids.ts'
import type { SecretName } from '../../contract/profiles.ts'
import type { Way } from '../../contract/ways.ts'
import type { ClientCertificate } from '../credentials/client-certificate.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { SecretText } from '../vault/secret-text.ts'
import type { Profile } from './profile.ts'

export type ReadSecret = (id: ProfileId, name: SecretName) => Promise<SecretText | null>

/** Whether the way is of no use without a client certificate. */
export const needsCertificate = (way: Way): boolean =>
  way.kind === 'certificate' || (way.kind === 'oauth' && way.clientAuthentication === 'tls_client_auth')

/**
 * What the profile shows in a TLS handshake (RFC 8705); null where it has no certificate and needs none. Throws
 * `profile.incomplete` where the certificate or its key is missing, `vault.*`.
 */
export async function certificateOf(profile: Profile, secret: ReadSecret): Promise<ClientCertificate | null> {
  const { id: profileId, certificate, way } = profile
  if (certificate === null) {
    if (needsCertificate(way)) throw new ClaimcheckError('profile.incomplete', { profileId, field: 'certificate' })
    return null
  }
  const key = await secret(profileId, 'certificateKey')
  if (key === null) throw new ClaimcheckError('profile.incomplete', { profileId, field: 'certificateKey' })
  return { certificate, key, passphrase: await secret(profileId, 'certificatePassphrase') }
}
