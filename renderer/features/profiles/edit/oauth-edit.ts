import type { SigningAlgorithm } from '@contract/keys'
import type { ClientAuthentication, Endpoints, ExtraParameter, OAuthWay } from '@contract/oauth'
import { signingOf } from './jwt-edit.ts'
import { textOrNull } from './typed-text.ts'

export type EndpointName = keyof Endpoints

/** A client at an authorisation server, as it is typed; the fields that every grant shares. */
export interface OAuthEdit {
  readonly issuer: string
  /** The server publishes nothing: its endpoints are typed. */
  readonly isByHand: boolean
  readonly endpoints: { readonly [Name in EndpointName]: string }
  readonly clientId: string
  readonly clientAuthentication: ClientAuthentication
  /** null: the key decides. */
  readonly signingAlgorithm: SigningAlgorithm | null
  readonly signingKeyId: string
  readonly scopes: readonly string[]
  readonly resources: readonly string[]
  readonly extraParameters: readonly ExtraParameter[]
  readonly dpop: boolean
}

export const noEndpoints: OAuthEdit['endpoints'] = {
  authorization: '',
  token: '',
  device: '',
  pushedRequest: '',
  userinfo: '',
  introspection: '',
  revocation: '',
  endSession: '',
  keys: '',
}

export const emptyOAuth: OAuthEdit = {
  issuer: '',
  isByHand: false,
  endpoints: noEndpoints,
  clientId: '',
  clientAuthentication: 'none',
  signingAlgorithm: null,
  signingKeyId: '',
  scopes: ['openid'],
  resources: [],
  extraParameters: [],
  dpop: false,
}

const endpointTexts = ({ token, ...others }: Endpoints): OAuthEdit['endpoints'] => ({
  token,
  authorization: others.authorization ?? '',
  device: others.device ?? '',
  pushedRequest: others.pushedRequest ?? '',
  userinfo: others.userinfo ?? '',
  introspection: others.introspection ?? '',
  revocation: others.revocation ?? '',
  endSession: others.endSession ?? '',
  keys: others.keys ?? '',
})

export const oauthEditOf = (way: OAuthWay): OAuthEdit => ({
  issuer: way.issuer,
  isByHand: way.endpoints !== null,
  endpoints: way.endpoints === null ? noEndpoints : endpointTexts(way.endpoints),
  clientId: way.clientId,
  clientAuthentication: way.clientAuthentication,
  signingAlgorithm: way.clientSigning?.algorithm ?? null,
  signingKeyId: way.clientSigning?.keyId ?? '',
  scopes: way.scopes,
  resources: way.resources,
  extraParameters: way.extraParameters,
  dpop: way.dpop,
})

const endpointsOf = (texts: OAuthEdit['endpoints']): Endpoints => ({
  authorization: textOrNull(texts.authorization),
  token: texts.token.trim(),
  device: textOrNull(texts.device),
  pushedRequest: textOrNull(texts.pushedRequest),
  userinfo: textOrNull(texts.userinfo),
  introspection: textOrNull(texts.introspection),
  revocation: textOrNull(texts.revocation),
  endSession: textOrNull(texts.endSession),
  keys: textOrNull(texts.keys),
})

/** client_secret_jwt and private_key_jwt prove the client by a JWT that it signs. */
export const signsAssertions = (authentication: ClientAuthentication): boolean =>
  authentication === 'client_secret_jwt' || authentication === 'private_key_jwt'

export function oauthOf(edit: OAuthEdit): Omit<OAuthWay, 'grant'> {
  const { signingAlgorithm, signingKeyId, clientAuthentication } = edit
  const signs = signsAssertions(clientAuthentication) && signingAlgorithm !== null
  return {
    kind: 'oauth',
    issuer: edit.issuer.trim(),
    endpoints: edit.isByHand ? endpointsOf(edit.endpoints) : null,
    clientId: edit.clientId.trim(),
    clientAuthentication,
    clientSigning: signs ? signingOf({ algorithm: signingAlgorithm, keyId: signingKeyId }) : null,
    scopes: [...edit.scopes],
    resources: edit.resources.map((each) => each.trim()),
    extraParameters: edit.extraParameters.filter(({ name, value }) => name.trim() !== '' || value !== ''),
    dpop: edit.dpop,
  }
}
