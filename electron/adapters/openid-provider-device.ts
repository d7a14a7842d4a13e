import type { DeviceAuthorizationResponse } from 'openid-client'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import type { OAuthClient } from '../domain/profiles/resolve-client.ts'
import type { Asked, DeviceAuthorization, ProviderCall } from '../domain/sign-in/provider.ts'
import { SecretText } from '../domain/vault/secret-text.ts'
import { endpointOf } from './openid-provider-endpoints.ts'
import { requestFailure } from './openid-provider-failures.ts'
import { parametersOf, withExtraParameters } from './openid-provider-parameters.ts'
import type { OpenIdSession } from './openid-provider-session.ts'
import { tokenEndpointOf } from './openid-provider-tokens.ts'

// RFC 8628 §3.2
const usualIntervalSeconds = 5
/** Asked more often than this, a server would be stormed at its own request. */
const shortestIntervalSeconds = 1
// A person reads the one and types it, or goes to the other; what is longer is neither, nor does it fit a QR code.
const longestCode = 200
const longestAddressBytes = 2000

const isWebAddress = (address: string): boolean =>
  Buffer.byteLength(address) <= longestAddressBytes &&
  URL.canParse(address) &&
  /^https?:$/.test(new URL(address).protocol) &&
  new URL(address).username === ''

function readDevice(answer: DeviceAuthorizationResponse): DeviceAuthorization | null {
  const { verification_uri: verificationUri, verification_uri_complete: complete = null } = answer
  if (!isWebAddress(verificationUri) || answer.user_code.length > longestCode) return null
  return {
    deviceCode: new SecretText(answer.device_code),
    userCode: answer.user_code,
    verificationUri,
    completeUri: complete !== null && isWebAddress(complete) ? complete : null,
    expiresInSeconds: answer.expires_in,
    intervalSeconds: Math.max(shortestIntervalSeconds, answer.interval ?? usualIntervalSeconds),
  }
}

/** Asks for the codes of a sign-in on another device (RFC 8628 §3.1). Throws `sign_in.*`, `input.invalid`. */
export async function askForDevice(
  session: OpenIdSession,
  client: OAuthClient,
  asked: Asked,
  { trace }: ProviderCall,
): Promise<DeviceAuthorization> {
  const { lib, known, recording } = session
  const showsCertificate = client.certificate !== null
  const endpoint = new URL(endpointOf(known.metadata, 'device_authorization_endpoint', showsCertificate)).href
  // Better to know before a person has entered the code that it could not be traded.
  tokenEndpointOf(session, client)
  const parameters = withExtraParameters(parametersOf(asked), client.extraParameters, 'authorization')
  const config = await session.configure(client)
  let answer: DeviceAuthorizationResponse
  try {
    answer = await lib.initiateDeviceAuthorization(config, parameters)
  } catch (thrown) {
    throw requestFailure(thrown, session, { asked: 'device_request', endpoint, client, trace })
  }
  const device = readDevice(answer)
  if (device !== null) return device
  trace.blame('The address for the person is none that a browser can open, or the code none that can be typed')
  const last = recording.last()
  const heard = last?.kind === 'heard' ? last.heard : { status: null, contentType: null }
  const { status, contentType } = heard
  throw new ClaimcheckError('sign_in.answer_unreadable', { status, contentType })
}
