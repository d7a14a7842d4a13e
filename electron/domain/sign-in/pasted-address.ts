import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { SecretText } from '../vault/secret-text.ts'
import type { CallbackListener } from './callback-listener.ts'
import { isSameSecret } from './same-secret.ts'

export interface ExpectedAddress {
  readonly redirectUri: string
  readonly state: SecretText
  readonly answerIn: 'query' | 'fragment'
}

type Judged =
  | { readonly callback: SecretText }
  | { readonly refused: 'not-an-address' | 'other-place' | 'other-state' | 'no-answer' }

const answers = { query: ['code', 'error'], fragment: ['access_token', 'id_token', 'error'] }

/** Scheme, host, port and path. An app's address without a path is written with and without a slash. */
const placeOf = (url: URL): string =>
  [url.protocol, url.username, url.password, url.host, url.pathname === '' ? '/' : url.pathname].join(' ')

/** A redirect address may have a query of its own, which stays (RFC 6749 §3.1.2). */
const hasAll = (fields: URLSearchParams, wanted: URLSearchParams): boolean =>
  [...wanted].every(([name, value]) => fields.getAll(name).includes(value))

/**
 * Whether the address that a person pasted is the one on which this sign-in ended: the place that was asked for, and the
 * `state` that we made, compared in constant time. The callback is put together anew on our own redirect address.
 */
export function judgePastedAddress(address: string, { redirectUri, state, answerIn }: ExpectedAddress): Judged {
  const typed = address.trim()
  if (!URL.canParse(typed)) return { refused: 'not-an-address' }
  const [url, own] = [new URL(typed), new URL(redirectUri)]
  if (placeOf(url) !== placeOf(own) || !hasAll(url.searchParams, own.searchParams)) return { refused: 'other-place' }
  const said = answerIn === 'fragment' && url.hash.length > 1 ? url.hash.slice(1) : url.search.slice(1)
  const fields = new URLSearchParams(said)
  const [given, ...furtherStates] = fields.getAll('state')
  const hasAnswer = answers[answerIn].some((name) => fields.has(name))
  if (given === undefined && !hasAnswer) return { refused: 'no-answer' }
  if (!isSameSecret(given ?? '', state.reveal()) || furtherStates.length > 0) return { refused: 'other-state' }
  if (!hasAnswer) return { refused: 'no-answer' }
  // Tokens have no place in a query; an error that a server puts there is heard all the same.
  if (answerIn === 'fragment' && url.hash.length <= 1 && !fields.has('error')) return { refused: 'no-answer' }
  const [place = ''] = redirectUri.split('?')
  return { callback: new SecretText(`${place}${answerIn === 'fragment' ? '#' : '?'}${said}`) }
}

/** A door that only a person can bring the answer to. `take` throws `sign_in.address_refused`; the wait goes on then. */
export function createPastedDoor(
  expected: ExpectedAddress,
): CallbackListener & { readonly take: (address: string) => void } {
  let tell: (callback: SecretText) => void = () => undefined
  const answer = new Promise<SecretText>((resolve) => {
    tell = resolve
  })
  return {
    redirectUri: expected.redirectUri,
    answer,
    take(address) {
      const judged = judgePastedAddress(address, expected)
      if ('refused' in judged) throw new ClaimcheckError('sign_in.address_refused', { reason: judged.refused })
      tell(judged.callback)
    },
    close: async () => undefined,
  }
}

/** The redirect address that a profile fixes, to be pasted. Throws `input.url_invalid` for one that no server takes. */
export function checkPastedRedirect(uri: string): string {
  const malformed = (reason: 'empty' | 'malformed' | 'credentials') =>
    new ClaimcheckError('input.url_invalid', { url: reason === 'credentials' ? '' : uri, reason })
  if (uri === '') throw malformed('empty')
  // No fragment: RFC 6749 §3.1.2.
  if (!URL.canParse(uri) || uri.includes('#')) throw malformed('malformed')
  const { username, password } = new URL(uri)
  if (username !== '' || password !== '') throw malformed('credentials')
  return uri
}
