import type { Asked, TokenRequest } from './provider.ts'

/** Client credentials (RFC 6749 §4.4): the client signs in as itself. */
export const clientCredentialsRequest = (asked: Asked): TokenRequest => ({ ...asked, grant: 'client_credentials' })
