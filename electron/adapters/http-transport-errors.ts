import type { NoAnswerReason } from '../contract/exchanges.ts'

export interface NoAnswer {
  readonly outcome: 'no-answer'
  readonly reason: NoAnswerReason
  readonly message: string
}

/** Where the request was going, for the sentence. */
export interface Destination {
  /** Host and port of the API. */
  readonly host: string
  /** Host and port of the proxy, or null. */
  readonly proxy: string | null
  readonly timeoutMs: number
  /** A client certificate was offered in the handshake. */
  readonly showedCertificate: boolean
}

const certificateFaults: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from an authority of its own that this computer does not know',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes from an authority that this computer does not know',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate comes from an authority that this computer does not know',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate comes from an authority that this computer does not know',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  CERT_REVOKED: 'its certificate has been revoked',
  CERT_SIGNATURE_FAILURE: "its certificate's signature is wrong",
  INVALID_PURPOSE: 'its certificate is not one for a server',
}

const unreachable = new Set([
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
  'ETIMEDOUT',
  'EACCES',
])
const hangUp = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED'])

/** The error code that tells most: of the error itself, of what caused it, or of one of the addresses tried. */
function codeOf(error: unknown): string {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; depth += 1) {
    if ('code' in each && typeof each.code === 'string' && !each.code.startsWith('ERR_BAD')) return each.code
    each = each instanceof AggregateError ? each.errors[0] : each.cause
  }
  return ''
}

/** For people: what is left of a limit is no round number. */
const seconds = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 100) / 10} s`)

// Alerts of the server (RFC 8446 §6.2), as OpenSSL and BoringSSL spell them.
const certificateWanted = /CERTIFICATE_REQUIRED/
const certificateRefused =
  /ALERT_(?:BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_(?:REVOKED|EXPIRED|UNKNOWN)|UNKNOWN_CA|ACCESS_DENIED)/
const protocolTooOld = /ALERT_PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|WRONG_SSL_VERSION|VERSION_TOO_LOW/

/** What the server's side of a TLS handshake said against ours; null where it is about something else. */
function explainAlert(alert: string, { host, showedCertificate }: Destination): string | null {
  if (certificateWanted.test(alert)) {
    return showedCertificate
      ? `${host} asks for a client certificate, and did not take the one that was shown.`
      : `${host} asks for a client certificate, and none was shown.`
  }
  if (certificateRefused.test(alert) && showedCertificate) {
    const why = /UNKNOWN_CA/.test(alert)
      ? 'it does not know the authority that issued it'
      : /EXPIRED/.test(alert)
        ? 'it says that it has expired'
        : /REVOKED/.test(alert)
          ? 'it says that it has been revoked'
          : 'it gives no reason'
    return `${host} refused the client certificate: ${why}.`
  }
  if (protocolTooOld.test(alert)) {
    return `${host} and Claimcheck have no TLS version in common: older than TLS 1.2 is not spoken here.`
  }
  // TLS 1.2 has no alert of its own for a missing certificate (RFC 5246 §7.4.6).
  if (/ALERT_HANDSHAKE_FAILURE/.test(alert) && !showedCertificate) {
    return `${host} refused the TLS handshake; it may ask for a client certificate, and none was shown.`
  }
  return null
}

/**
 * Says in a plain sentence why no answer came. Nothing of the request is quoted but the host, so no secret can be.
 */
export function explainNoAnswer(error: unknown, destination: Destination): NoAnswer {
  const { host, proxy, timeoutMs } = destination
  const code = codeOf(error)
  const at = proxy === null ? host : `the proxy ${proxy}`
  const no = (reason: NoAnswerReason, message: string): NoAnswer => ({
    outcome: 'no-answer',
    // Through a proxy, what can't be reached is the proxy.
    reason: proxy !== null && ['dns', 'refused', 'unreachable'].includes(reason) ? 'proxy' : reason,
    message,
  })

  if (error === 'timeout') return no('timeout', `${host} did not answer within ${seconds(timeoutMs)}.`)
  if (error === 'cancelled') return no('cancelled', 'Cancelled.')
  const fault = certificateFaults[code]
  if (fault !== undefined) return no('tls', `No secure connection to ${host}: ${fault}.`)
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_FAIL' || code === 'ENODATA') {
    return no('dns', `No address was found for ${at}.`)
  }
  if (code === 'ECONNREFUSED') return no('refused', `${at} refused the connection: nothing listens there.`)
  if (unreachable.has(code)) return no('unreachable', `${at} can't be reached from this network.`)
  if (code === 'HPE_HEADER_OVERFLOW')
    return no('protocol', `The header of the answer from ${host} is larger than 64 kB.`)
  if (code.startsWith('HPE_')) return no('protocol', `What ${host} answered is not HTTP/1.1 (${code}).`)
  const text = error instanceof Error ? error.message : ''
  // The code, or a sentence like "sslv3 alert handshake failure" where the code is EPROTO.
  const alert = explainAlert(`${code} ${text}`.toUpperCase().replaceAll(' ', '_'), destination)
  if (alert !== null) return no('tls', alert)
  const perhaps = destination.showedCertificate ? '; it may not take the client certificate that was shown' : ''
  if (/wrong version number|packet length too long|http request/i.test(text)) {
    return no('tls', `${host} does not speak TLS on this port; an address with http:// may be meant.`)
  }
  if (/before secure TLS connection/.test(text))
    return no('tls', `${host} closed the connection during the TLS handshake${perhaps}.`)
  if (code === 'EPROTO' || /^ERR_(?:SSL|TLS)/.test(code))
    return no('tls', `The TLS handshake with ${host} failed (${code}).`)
  if (/proxy/i.test(text)) return no('proxy', `${at} closed the connection before it was through to ${host}.`)
  if (hangUp.has(code)) return no('reset', `${at} closed the connection without an answer${perhaps}.`)
  return no('protocol', `The connection to ${at} failed${code === '' ? '' : ` (${code})`}.`)
}
