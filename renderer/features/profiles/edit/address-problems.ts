import { openGaps } from '../templates/fill-template.ts'
import { hasVariable } from './typed-text.ts'

const loopback = /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/

/** What is wrong with the address of a server that tokens or secrets are sent to, in words; null when it is fine. */
export function addressProblem(text: string, empty: string): string | null {
  const address = text.trim()
  if (address === '') return empty
  // What a variable becomes is checked when it is used.
  if (hasVariable(address)) return null
  if (openGaps(address).length > 0)
    return `Fill in ${openGaps(address)
      .map((name) => `{${name}}`)
      .join(' and ')}`
  if (!URL.canParse(address)) {
    return /^[\w.-]+\.[a-z]{2,}/i.test(address) ? `Begin with https:// – https://${address}` : 'This is not an address'
  }
  const { protocol, hostname, username, password } = new URL(address)
  // It is kept as plain text.
  if (username !== '' || password !== '') return 'Leave the user name and password out of the address'
  if (protocol === 'http:' && !loopback.test(hostname)) return 'Use https: over http anyone on the way can read tokens'
  return protocol === 'https:' || protocol === 'http:' ? null : 'Use https, or http on this machine only'
}

/** What is wrong with an issuer, in words; null when it can be asked. */
export function issuerProblem(text: string): string | null {
  const problem = addressProblem(text, 'Enter the address of the authorisation server')
  if (problem !== null || hasVariable(text)) return problem
  const { search, hash } = new URL(text.trim())
  // RFC 8414 §2: an issuer has no query or fragment.
  return search !== '' || hash !== '' ? 'An issuer has no “?…” or “#…” part (RFC 8414 §2)' : null
}

/** RFC 8707 §2: an absolute address without a fragment. */
export function resourceProblem(text: string): string | null {
  const resource = text.trim()
  if (hasVariable(resource)) return null
  if (!URL.canParse(resource))
    return `“${resource}”: a resource is an absolute address, such as https://api.example.com`
  return resource.includes('#') ? `“${resource}”: a resource has no “#…” part (RFC 8707 §2)` : null
}
