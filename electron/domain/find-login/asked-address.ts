import { isSecureAddress } from '../profiles/resolve-client.ts'
import { parseTarget } from '../requests/parse-target.ts'
import { urlOf, type WireTarget } from '../requests/wire-request.ts'

const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i
const onThisMachine = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?=[:/?#]|$)/i

/** A pasted address, which may lack its scheme: https then, and http on this machine. Throws `input.url_invalid`. */
export function askedTarget(typed: string): WireTarget {
  const text = typed.trim()
  if (text === '' || withScheme.test(text)) return parseTarget(text)
  return parseTarget(`${onThisMachine.test(text) ? 'http' : 'https'}://${text}`)
}

/** Who answers over plain http can be anybody on the way; what they say of a login must not be believed. */
export const isTrustworthy = (target: WireTarget): boolean => isSecureAddress(new URL(urlOf(target)))
