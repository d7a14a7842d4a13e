import { noEndpoints, type OAuthEdit } from '../edit/oauth-edit.ts'
import { freePort, type RedirectEdit } from '../edit/redirect-edit.ts'
import type { ProviderTemplate } from './provider-template.ts'

type Values = Readonly<Record<string, string>>

// A gap has single braces; {{variables}} of an environment stay as they are.
const gap = /(?<!\{)\{(\w+)\}(?!\})/g

/** A template's text with the gaps that have a value filled; the others stay, to be seen. */
export const fillGaps = (text: string, values: Values): string =>
  text.replace(gap, (whole, name: string) => {
    const value = values[name]?.trim() ?? ''
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
