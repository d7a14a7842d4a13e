import type { ClientAuth } from 'openid-client'
import type { SigningAlgorithm } from '../contract/keys.ts'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import { readSigningKey } from '../domain/keys/read-signing-key.ts'
import type { OAuthClient } from '../domain/profiles/resolve-client.ts'
import { SecretText } from '../domain/vault/secret-text.ts'
import { impliedSigning } from './openid-provider-implied-signing.ts'
import type { KnownIssuer, OpenIdLibrary } from './openid-provider-discovery.ts'

const unusable = (reason: string): ClaimcheckError<'sign_in.key_unusable'> =>
  new ClaimcheckError('sign_in.key_unusable', { reason })

function secretOf({ secret }: OAuthClient): SecretText {
  if (secret === null || secret.reveal() === '') throw unusable('This client authentication needs a client secret')
  return secret
}

/**
 * Who an assertion is meant for. RFC 7523 §3 names the server's issuer; of a server that publishes nothing only its
 * token endpoint is sure, which the same section allows.
 */
const audienceOf = ({ metadata, foundBy }: KnownIssuer): string =>
  (foundBy === 'typed endpoints' ? metadata.token_endpoint : null) ?? metadata.issuer

interface Assertion {
  readonly algorithm: SigningAlgorithm
  readonly keyId: string | null
  readonly audience: string
}

async function privateKeyJwt(lib: OpenIdLibrary, client: OAuthClient, known: KnownIssuer): Promise<ClientAuth> {
  if (client.key === null) throw unusable('private_key_jwt needs a private key')
  const implied = impliedSigning(client.key)
  const algorithm = client.signing?.algorithm ?? implied.algorithm
  const key = await readSigningKey(client.key, algorithm)
  if (key instanceof Uint8Array) throw unusable('private_key_jwt needs a private key, not a shared secret')
  const kid = client.signing?.keyId ?? implied.keyId
  return lib.PrivateKeyJwt(
    { key, ...(kid !== null && { kid }) },
    {
      [lib.modifyAssertion](header, claims) {
        // The library has the newer name for Ed25519 keys; a person's choice is what was registered.
        header['alg'] = algorithm
        claims['aud'] = audienceOf(known)
      },
    },
  )
}

/** The library signs with HS256 only, so assertions with the others are signed by jose. */
async function clientSecretJwt(lib: OpenIdLibrary, client: OAuthClient, known: KnownIssuer): Promise<ClientAuth> {
  const secret = secretOf(client)
  const { algorithm, keyId }: Pick<Assertion, 'algorithm' | 'keyId'> = client.signing ?? {
    algorithm: 'HS256',
    keyId: null,
  }
  if (!algorithm.startsWith('HS'))
    throw unusable(`client_secret_jwt signs with HS256, HS384 or HS512, not ${algorithm}`)
  if (algorithm === 'HS256') {
    return lib.ClientSecretJwt(secret.reveal(), {
      [lib.modifyAssertion](header, claims) {
        if (keyId !== null) header['kid'] = keyId
        claims['aud'] = audienceOf(known)
      },
    })
  }
  return assertionBy(secret, { algorithm, keyId, audience: audienceOf(known) })
}

const assertionLifetimeSeconds = 60

/** Client authentication by an assertion (RFC 7523 §2.2), made anew for every request. */
async function assertionBy(secret: SecretText, { algorithm, keyId, audience }: Assertion): Promise<ClientAuth> {
  const { SignJWT } = await import('jose')
  const key = await readSigningKey(secret, algorithm)
  const authenticate = async (_server: unknown, client: { client_id: string }, body: URLSearchParams) => {
    const jwt = new SignJWT({})
      .setProtectedHeader({ alg: algorithm, ...(keyId !== null && { kid: keyId }) })
      .setIssuer(client.client_id)
      .setSubject(client.client_id)
      .setAudience(audience)
      .setJti(crypto.randomUUID())
      .setIssuedAt()
      .setExpirationTime(`${assertionLifetimeSeconds} seconds`)
    body.set('client_id', client.client_id)
    body.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
    body.set('client_assertion', await jwt.sign(key))
  }
  // eslint-disable-next-line typescript/no-misused-promises -- the library waits for it, as for its own assertions
  return authenticate
}

/**
 * How the client says who it is, as the library does it. client_secret_basic is form-encoded first (RFC 6749 §2.3.1).
 * Throws `sign_in.key_unusable`.
 */
export async function authenticationOf(
  lib: OpenIdLibrary,
  client: OAuthClient,
  known: KnownIssuer,
): Promise<ClientAuth> {
  switch (client.authentication) {
    case 'none':
      return lib.None()
    case 'client_secret_basic':
      return lib.ClientSecretBasic(secretOf(client).reveal())
    case 'client_secret_post':
      return lib.ClientSecretPost(secretOf(client).reveal())
    case 'client_secret_jwt':
      return clientSecretJwt(lib, client, known)
    case 'private_key_jwt':
      return privateKeyJwt(lib, client, known)
    case 'tls_client_auth':
      if (client.certificate === null) throw unusable('tls_client_auth needs a client certificate and its key')
      return lib.TlsClientAuth()
  }
}
