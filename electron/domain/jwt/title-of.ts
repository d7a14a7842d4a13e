import { claimValues, textOf } from './claim-values.ts'
import { takeApart } from './take-apart.ts'
import type { Fact } from './token-parts.ts'

const longestPart = 60
/** Claims that name whom a token speaks for, those for people first: a `sub` is often a number that nobody knows. */
export const nameClaims = [
  'preferred_username',
  'upn',
  'email',
  'username',
  'cognito:username',
  'name',
  'sub',
  'client_id',
  'azp',
] as const

const shortened = (text: string): string => {
  const plain = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ').trim()
  return plain.length > longestPart ? `${plain.slice(0, longestPart)}…` : plain
}

/** The host of an address; other issuers by their name. */
const placeOf = (issuer: string): string =>
  /^https?:\/\//i.test(issuer) && issuer.length < 2000 && URL.canParse(issuer) ? new URL(issuer).host : issuer

/** "alice · login.example.test": what claims say of themselves; empty where they say nothing. */
export function titleOfClaims(values: ReadonlyMap<string, unknown>): string {
  const who = nameClaims.map((name) => textOf(values.get(name)) ?? '').find((each) => each.trim() !== '') ?? ''
  const from = textOf(values.get('iss')) ?? ''
  return [who, from === '' ? '' : placeOf(from)]
    .map(shortened)
    .filter((each) => each !== '')
    .join(' · ')
}

const factOf = (facts: readonly Fact[], name: string): string => facts.find((each) => each.name === name)?.text ?? ''

/** Who a token speaks for and from where, as it says itself; empty where it can't be read. Never throws. */
export function titleOf(text: string): string {
  const { claims, facts, format } = takeApart(text)
  if (claims !== null) return titleOfClaims(claimValues(claims))
  if (format !== 'saml') return ''
  return [factOf(facts, 'Subject'), placeOf(factOf(facts, 'Issuer'))]
    .map(shortened)
    .filter((each) => each !== '')
    .join(' · ')
}
