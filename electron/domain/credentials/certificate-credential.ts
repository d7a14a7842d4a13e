import type { ClientCertificate } from './client-certificate.ts'
import type { Credential } from './credential.ts'

/** A client certificate by itself, or nothing at all. */
export const certificateCredential = (certificate: ClientCertificate | null): Credential => ({
  tokens: null,
  token: null,
  // They never stand in a request; a server that echoes them is stopped all the same.
  secrets: certificate === null ? [] : [certificate.key],
  reference: null,
  certificate,
  place: async (request) => ({ ...request, certificate }),
  learn: async () => false,
})
