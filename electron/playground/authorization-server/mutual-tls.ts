import type { X509Certificate } from 'node:crypto'
import type { Configuration } from 'oidc-provider'
import { certificateOf, isCertificateBelieved } from '../client-certificate.ts'

/** RFC 4514 §2.1: last name first; Node writes one attribute a line, in the order of the certificate. */
const subjectOf = (certificate: X509Certificate): string =>
  certificate.subject
    .split('\n')
    .toReversed()
    .map((attribute) => attribute.replaceAll(/[,+"\\<>;]/g, (special) => `\\${special}`))
    .join(',')

type Features = NonNullable<Configuration['features']>

/** Client authentication by certificate (RFC 8705 §2.1), and tokens that are bound to it (§3). */
export const mutualTls: NonNullable<Features['mTLS']> = {
  enabled: true,
  certificateBoundAccessTokens: true,
  tlsClientAuth: true,
  getCertificate: (ctx) => certificateOf(ctx.req),
  certificateAuthorized: (ctx) => isCertificateBelieved(ctx.req),
  certificateSubjectMatches(ctx, property, expected) {
    const certificate = certificateOf(ctx.req)
    return property === 'tls_client_auth_subject_dn' && certificate !== undefined && subjectOf(certificate) === expected
  },
}
