import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { WireTarget } from './wire-request.ts'

const typedUrl = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\\]*([^#]*)/i
// eslint-disable-next-line no-control-regex -- these are what is looked for
const controlCharacter = /[\u0000-\u001f\u007f]/
const unsendable = /[^\u0021-\u007e]/gu

const percentEncoded = (character: string): string =>
  [...Buffer.from(character, 'utf8')].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')

/** Dots, backslashes, braces and doubled slashes stay as typed; a URL parser would tidy them away. */
function requestTarget(typed: string): string {
  const path = typed.replace(unsendable, percentEncoded)
  if (path.startsWith('/')) return path
  return path.startsWith('\\') ? `/${path.slice(1)}` : `/${path}`
}

/** The target of an address that a URL parser has already read; used where the path was not typed by a person. */
export function targetOf(url: URL, path = `${url.pathname}${url.search}`): WireTarget {
  const secure = url.protocol === 'https:'
  const defaultPort = secure ? 443 : 80
  return {
    secure,
    origin: url.origin,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? defaultPort : Number(url.port),
    host: url.host,
    path,
  }
}

/**
 * Reads a typed address, variables filled in. Throws `input.url_invalid`: empty, malformed, a scheme that is neither
 * http nor https (data: and file: never reach the network library), or credentials in the address (RFC 9110 §4.2.4).
 */
export function parseTarget(typed: string): WireTarget {
  const text = typed.trim()
  if (text === '') throw new ClaimcheckError('input.url_invalid', { url: '', reason: 'empty' })
  if (controlCharacter.test(text) || !URL.canParse(text)) {
    throw new ClaimcheckError('input.url_invalid', { url: text, reason: 'malformed' })
  }
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new ClaimcheckError('input.url_invalid', { url: text, reason: 'scheme' })
  }
  if (url.username !== '' || url.password !== '') {
    throw new ClaimcheckError('input.url_invalid', { url: url.origin, reason: 'credentials' })
  }
  const path = typedUrl.exec(text)?.[1]
  // "http:host" and "http:/host" are addresses to a browser; to a tester they are slips.
  if (path === undefined) throw new ClaimcheckError('input.url_invalid', { url: text, reason: 'malformed' })
  return targetOf(url, requestTarget(path))
}
