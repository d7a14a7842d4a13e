import type { OAuthClient } from '../domain/profiles/resolve-client.ts'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import { isRecord } from '../domain/json/is-record.ts'
import type { Asked, DeviceAuthorization, Granted, ProviderCall, TraceSink } from '../domain/sign-in/provider.ts'
import { untilEnded } from '../domain/sign-in/until-ended.ts'
import { requestFailure } from './openid-provider-failures.ts'
import { parametersOf, withExtraParameters } from './openid-provider-parameters.ts'
import { readRefusal } from './openid-provider-refusal.ts'
import type { OpenIdSession } from './openid-provider-session.ts'
import { assertIdToken, assertTokenType, createTokenRequest, readGranted } from './openid-provider-tokens.ts'
import type { Outcome } from './recording-fetch.ts'

export interface DeviceWait {
  readonly client: OAuthClient
  readonly request: Asked & { readonly device: DeviceAuthorization }
  readonly now: () => Date
  readonly call: ProviderCall
}

const slowDownSeconds = 5
const longestPauseSeconds = 60

/** Of a long wait only the first “not yet” is kept, and whatever is different. */
export function tellPendingOnce(trace: TraceSink): TraceSink {
  let wasPending = false
  return {
    ...trace,
    record(entry) {
      const isPending = entry.answerFields.some(
        ([name, value]) => name === 'error' && value === 'authorization_pending',
      )
      if (!isPending || !wasPending) trace.record(entry)
      wasPending = isPending
    },
  }
}

/** A server or a network that is in trouble for a while is asked again, later (RFC 8628 §3.5). */
function mayPass(last: Outcome | null): boolean {
  if (last === null) return false
  if (last.kind === 'no-answer') return last.reason !== 'tls' && last.reason !== 'cancelled' && last.reason !== 'proxy'
  return last.heard.status === 429 || last.heard.status >= 500
}

/** The answers that end the wait and are no failure of a request. */
function ending(session: OpenIdSession, { device }: DeviceWait['request'], trace: TraceSink): Error | null {
  const last = session.recording.last()
  const words = last?.kind === 'heard' ? readRefusal(last.heard, session.redactor) : null
  if (words?.error === 'expired_token') {
    trace.blame('The code has expired before anybody entered it')
    return new ClaimcheckError('sign_in.timed_out', { afterSeconds: device.expiresInSeconds })
  }
  if (words?.error === 'access_denied') {
    trace.blame(words.description ?? 'The person said no')
    return new ClaimcheckError('sign_in.denied', words)
  }
  return null
}

/**
 * Asks until the person has decided (RFC 8628 §3.4–3.5): the library polls and obeys `slow_down`; what it gives up on
 * and may pass is asked again here, each time after twice the pause. Throws `sign_in.*` or the reason of `call.signal`.
 */
export async function waitForDevice(session: OpenIdSession, wait: DeviceWait): Promise<Granted> {
  const { client, request, now, call } = wait
  const { device } = request
  session.redactor.hide(device.deviceCode.reveal())
  const endsAtMs = now().getTime() + device.expiresInSeconds * 1000
  const parameters = withExtraParameters(parametersOf({ ...request, scopes: [] }), client.extraParameters, 'token')
  let intervalSeconds = device.intervalSeconds

  for (;;) {
    const tokens = createTokenRequest(session, client, ({ json }) => {
      if (isRecord(json) && json['error'] === 'slow_down') intervalSeconds += slowDownSeconds
    })
    const leftSeconds = (endsAtMs - now().getTime()) / 1000
    if (leftSeconds <= 0) {
      call.trace.blame('The code has expired before anybody entered it')
      throw new ClaimcheckError('sign_in.timed_out', { afterSeconds: device.expiresInSeconds })
    }
    // What is waited for between two questions must not hold up a person's Cancel.
    const stop = new AbortController()
    try {
      const polling = tokens.run((config, options) =>
        session.lib.pollDeviceAuthorizationGrant(config, asAnswered(device, intervalSeconds, leftSeconds), parameters, {
          ...options,
          signal: stop.signal,
        }),
      )
      const answered = await untilEnded(polling, call.signal)
      assertTokenType(answered, client, call)
      assertIdToken(answered, client.clientId, now(), call)
      return readGranted(answered.heard, request)
    } catch (thrown) {
      stop.abort()
      call.signal.throwIfAborted()
      const end = ending(session, request, call.trace)
      if (end !== null) throw end
      if (!mayPass(session.recording.last()) || thrown instanceof ClaimcheckError) {
        const { endpoint } = tokens
        throw requestFailure(thrown, session, { asked: 'device_code', endpoint, client, trace: call.trace })
      }
      intervalSeconds = Math.min(longestPauseSeconds, intervalSeconds * 2)
    }
  }
}

const asAnswered = (
  { deviceCode, userCode, verificationUri }: DeviceAuthorization,
  interval: number,
  left: number,
) => ({
  device_code: deviceCode.reveal(),
  user_code: userCode,
  verification_uri: verificationUri,
  interval,
  expires_in: left,
})
