import { noEndpoints, type OAuthEdit } from '../edit/oauth-edit.ts'
import { freePort, type RedirectEdit } from '../edit/redirect-edit.ts'
import type { ProviderTemplate } from './provider-template.ts'

type Values = Readonly<Record<string, string>>

// A gap has single braces; {{variables}} of an environment stay as they are.
const gap = /(?<!\{)\{(\w+)\}(?!\})/g

const variable = /(\{\{[^{}]+\}\})/

/** What a person pasted for a host, which may be a whole address: its host and port (RFC 3986 §3.2). */
const hostIn = (typed: string): string => typed.replace(/^(?:[a-z][a-z0-9+.-]*:\/\/)+/i, '').replace(/[/\\?#].*$/s, '')

/** One segment of a path (RFC 3986 §3.3); what is encoded already and {{variables}} stay as they are. */
const segmentOf = (typed: string): string =>
  typed
    .replace(/^\/+|\/+$/g, '')
    .split(variable)
    .map((part) => (variable.test(part) ? part : encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\uFFFD'))))
    .join('')
    .replace(/%25(?=[0-9A-F]{2})/gi, '%')

/** A value as its place in the text wants it: in an address a host or a segment of the path, elsewhere as it is. */
function fitted(value: string, before: string): string {
  const afterScheme = /^https?:\/\/(.*)$/s.exec(before)?.[1]
  if (afterScheme === undefined) return value
  return afterScheme.includes('/') ? segmentOf(value) : hostIn(value)
}

/** A template's text with the gaps that have a value filled; the others stay, to be seen. */
export const fillGaps = (text: string, values: Values): string =>
  text.replace(gap, (whole, name: string, at: number) => {
    const value = fitted(values[name]?.trim() ?? '', text.slice(0, at))
    return value === '' ? whole : value
  })

/** The gaps that are still open in a text. */
export const openGaps = (text: string): readonly string[] => [...text.matchAll(gap)].map(([, name = '']) => name)

type Filled = Pick<OAuthEdit, 'issuer' | 'isByHand' | 'endpoints' | 'extraParameters'>

/** The texts that gaps are in; asked for again with each letter that is typed into a gap. */
export function filledTexts(template: ProviderTemplate, values: Values): Filled {
  const endpoints = Object.entries(template.endpoints ?? {}).map(([name, text]) => [name, fillGaps(text, values)])
  return {
    issuer: fillGaps(template.issuer, values),
    isByHand: template.endpoints !== null,
    endpoints: { ...noEndpoints, ...Object.fromEntries(endpoints) },
    extraParameters: template.extraParameters.map((each) => ({ ...each, value: fillGaps(each.value, values) })),
  }
}

export const redirectOfTemplate = ({ redirect }: ProviderTemplate): RedirectEdit => ({ ...freePort, ...redirect })
