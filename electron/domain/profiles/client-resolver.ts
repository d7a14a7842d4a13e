import type { ProfileId } from '../../contract/ids.ts'
import type { Endpoints, OAuthWay } from '../../contract/oauth.ts'
import type { SecretName } from '../../contract/profiles.ts'
import type { DpopKey } from '../dpop/dpop-key.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { fillTemplateOrThrow, type Variables } from '../requests/variables.ts'
import type { SecretText } from '../vault/secret-text.ts'
import { certificateOf, type ReadSecret } from './profile-certificate.ts'
import type { ProfileBy } from './profile.ts'
import { resolveIssuer, type OAuthClient } from './resolve-client.ts'

export interface ClientResolverParts {
  readonly secret: ReadSecret
  readonly dpopKeys: { readonly ensure: (id: ProfileId) => Promise<DpopKey> }
  readonly variables: () => Variables
}

function resolveEndpoints(endpoints: Endpoints, variables: Variables): Endpoints {
  const orNull = (address: string | null) => (address === null ? null : resolveIssuer(address, variables))
  return {
    authorization: orNull(endpoints.authorization),
    token: resolveIssuer(endpoints.token, variables),
    device: orNull(endpoints.device),
    pushedRequest: orNull(endpoints.pushedRequest),
    userinfo: orNull(endpoints.userinfo),
    introspection: orNull(endpoints.introspection),
    revocation: orNull(endpoints.revocation),
    endSession: orNull(endpoints.endSession),
    keys: orNull(endpoints.keys),
  }
}

/** All of a client that variables decide. */
function fillClient(way: OAuthWay, variables: Variables) {
  return {
    issuer: resolveIssuer(way.issuer, variables),
    endpoints: way.endpoints === null ? null : resolveEndpoints(way.endpoints, variables),
    clientId: fillTemplateOrThrow(way.clientId, variables),
    extraParameters: way.extraParameters.map((each) => ({
      ...each,
      value: fillTemplateOrThrow(each.value, variables),
    })),
  }
}

/**
 * Puts together what a provider needs to know of a profile's client. Throws as `resolveIssuer`, `profile.incomplete`
 * where a secret or the certificate that its authentication needs is missing, and `vault.*`.
 */
export function createClientResolver({ secret, dpopKeys, variables }: ClientResolverParts) {
  async function need(profileId: ProfileId, name: SecretName): Promise<SecretText> {
    const found = await secret(profileId, name)
    if (found === null) throw new ClaimcheckError('profile.incomplete', { profileId, field: name })
    return found
  }

  return async (profile: ProfileBy<'oauth'>): Promise<OAuthClient> => {
    const { id, way } = profile
    // Before anything is waited for: an environment that changes meanwhile must not give half of a client.
    const filled = fillClient(way, variables())
    const authentication = way.clientAuthentication
    return {
      ...filled,
      authentication,
      secret: authentication.startsWith('client_secret_') ? await need(id, 'clientSecret') : null,
      key: authentication === 'private_key_jwt' ? await need(id, 'clientKey') : null,
      signing: way.clientSigning,
      certificate: await certificateOf(profile, secret),
      dpop: way.dpop ? await dpopKeys.ensure(id) : null,
    }
  }
}
