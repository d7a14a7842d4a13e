import { openGaps } from '../templates/fill-template.ts'
import { hasVariable } from './typed-text.ts'

const loopback = /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/

/** A gap of a template and how its field is called. */
interface GapLabel {
  readonly name: string
  readonly label: string
}

/** “Fill in Host and Realm”: gaps by the labels of their fields, where the template that they are of is known. */
export function gapsProblem(open: readonly string[], labels: readonly GapLabel[]): string {
  const words = open.map((name) => labels.find((each) => each.name === name)?.label ?? `{${name}}`)
  return `Fill in ${words.join(' and ')}`
}

/** What a text with {{variables}} must be even before they are known. */
function variableProblem(address: string): string | null {
  if (!/^(?:https?:\/\/|\{\{)/i.test(address)) return 'Begin with https:// or a {{variable}}'
  return /\s/.test(address.replace(/\{\{[^{}]+\}\}/g, '')) ? 'An address has no spaces' : null
}

/** What is wrong with the address of a server that tokens or secrets are sent to, in words; null when it is fine. */
export function addressProblem(text: string, empty: string, gaps: readonly GapLabel[] = []): string | null {
  const address = text.trim()
  if (address === '') return empty
  if (openGaps(address).length > 0) return gapsProblem(openGaps(address), gaps)
  // `https://https://…`, or an address that was pasted where a part of one goes.
  if (/^[a-z]+:\/\/[^?#]*(?::\/\/|%3A%2F%2F)/i.test(address)) return 'There is an address within this address'
  // What a variable becomes is checked when it is used.
  if (hasVariable(address)) return variableProblem(address)
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
export function issuerProblem(text: string, gaps: readonly GapLabel[] = []): string | null {
  const problem = addressProblem(text, 'Enter the address of the authorisation server', gaps)
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
