import type { ClientAuthentication } from '../../contract/oauth.ts'
import {
  robotCertificateClientId,
  robotClientSecret,
  robotKeyJwtClientId,
  robotLongSecret,
  robotPostClientId,
  robotSecretJwtClientId,
} from '../demo-credentials.ts'
import { clientCertificate, clientCertificateKey, robotPrivateKey, robotPublicJwk } from '../demo-keys.ts'
import { clientCredentials, oauth, type Example } from './oauth-ways.ts'

const robot = (clientId: string, clientAuthentication: ClientAuthentication) => ({
  clientId,
  clientAuthentication,
  grant: clientCredentials,
})

/** The ways in which a client proves who it is; the starter robot has client_secret_basic. */
export const robotExamples: readonly Example[] = [
  {
    name: 'client secret in body',
    label: 'client_secret_post',
    way: oauth(robot(robotPostClientId, 'client_secret_post')),
    secrets: { clientSecret: robotClientSecret },
  },
  {
    name: 'client secret JWT',
    label: 'client_secret_jwt',
    way: oauth(robot(robotSecretJwtClientId, 'client_secret_jwt')),
    secrets: { clientSecret: robotLongSecret },
  },
  {
    name: 'private key JWT',
    label: 'private_key_jwt',
    way: oauth({
      ...robot(robotKeyJwtClientId, 'private_key_jwt'),
      clientSigning: { algorithm: 'ES256', keyId: robotPublicJwk.kid },
    }),
    secrets: { clientKey: robotPrivateKey },
  },
  {
    name: 'client certificate',
    label: 'tls_client_auth',
    way: oauth(robot(robotCertificateClientId, 'tls_client_auth')),
    certificate: clientCertificate,
    secrets: { certificateKey: clientCertificateKey },
  },
]
