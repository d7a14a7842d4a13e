import type { ClientMetadata } from 'oidc-provider'
import * as demo from '../demo-credentials.ts'
import { clientCertificateSubject, robotPublicJwk } from '../demo-keys.ts'
import { deviceCodeGrant, jwtBearerGrant, tokenExchangeGrant } from './grant-types.ts'

/** Claimcheck in one of its shapes: a public native client (RFC 8252). */
const publicClient = (clientId: string, grantTypes: string[], more: Partial<ClientMetadata> = {}): ClientMetadata => ({
  client_id: clientId,
  client_name: 'Claimcheck',
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  grant_types: grantTypes,
  response_types: [],
  redirect_uris: [],
  ...more,
})

const browserClient = (clientId: string, more: Partial<ClientMetadata> = {}): ClientMetadata =>
  publicClient(clientId, ['authorization_code', 'refresh_token'], {
    response_types: ['code'],
    // Registered because one must be; what is allowed is decided in loopback-redirect.ts.
    redirect_uris: ['http://127.0.0.1/callback'],
    ...more,
  })

/** A machine that signs in as itself. */
const machine = (clientId: string, more: Partial<ClientMetadata>): ClientMetadata => ({
  client_id: clientId,
  client_name: 'Order robot',
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
  ...more,
})

const { host, port, path } = demo.fixedRedirect

export const clients: ClientMetadata[] = [
  browserClient(demo.desktopClientId),
  browserClient(demo.fixedPortClientId, { redirect_uris: [`http://${host}:${port}${path}`] }),
  browserClient(demo.implicitClientId, { grant_types: ['implicit'], response_types: ['id_token token'] }),
  browserClient(demo.dpopClientId, { dpop_bound_access_tokens: true }),
  publicClient(demo.deviceClientId, [deviceCodeGrant, 'refresh_token']),
  publicClient(demo.busyDeviceClientId, [deviceCodeGrant, 'refresh_token']),
  publicClient(demo.passwordClientId, ['password', 'refresh_token']),
  publicClient(demo.assertionClientId, [jwtBearerGrant]),
  machine(demo.robotClientId, {
    grant_types: ['client_credentials', tokenExchangeGrant],
    client_secret: demo.robotClientSecret,
    token_endpoint_auth_method: 'client_secret_basic',
  }),
  machine(demo.robotPostClientId, {
    client_secret: demo.robotClientSecret,
    token_endpoint_auth_method: 'client_secret_post',
  }),
  machine(demo.robotSecretJwtClientId, {
    client_secret: demo.robotLongSecret,
    token_endpoint_auth_method: 'client_secret_jwt',
  }),
  machine(demo.robotKeyJwtClientId, {
    jwks: { keys: [robotPublicJwk] },
    token_endpoint_auth_method: 'private_key_jwt',
  }),
  machine(demo.robotCertificateClientId, {
    token_endpoint_auth_method: 'tls_client_auth',
    tls_client_auth_subject_dn: clientCertificateSubject,
    tls_client_certificate_bound_access_tokens: true,
  }),
]
