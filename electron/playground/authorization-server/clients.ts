import type { ClientMetadata } from 'oidc-provider'
import { desktopClientId, robotClientId, robotClientSecret } from '../starter.ts'

/** Claimcheck itself (a public native client, RFC 8252), and a machine that signs in as itself. */
export const clients: ClientMetadata[] = [
  {
    client_id: desktopClientId,
    client_name: 'Claimcheck',
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    // Registered because one must be; what is allowed is decided in loopback-redirect.ts.
    redirect_uris: ['http://127.0.0.1/callback'],
  },
  {
    client_id: robotClientId,
    client_name: 'Order robot',
    client_secret: robotClientSecret,
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
  },
]
