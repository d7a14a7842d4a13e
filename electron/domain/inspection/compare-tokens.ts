import type { ComparedRow, Comparison } from '../../contract/inspection.ts'
import type { InspectedToken } from '../../contract/jwt.ts'
import { sayDuration, sayList } from '../challenges/say.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import { nameClaims } from '../jwt/title-of.ts'
import { comparedRows, saysClaims } from './compared-rows.ts'

// The weightiest first: what the token may do, for whom, from whom and for which API, when, and what it is called.
const weights: readonly (readonly string[])[] = [
  [
    ...['scope', 'scp', 'scopes', 'roles', 'role', 'groups', 'permissions', 'realm_access', 'resource_access'],
    ...['entitlements', 'authorities', 'authorization_details', 'cognito:groups', 'wids'],
  ],
  [
    ...['sub', 'preferred_username', 'username', 'email', 'upn', 'oid', 'name', 'client_id', 'azp', 'appid', 'act'],
    ...['tid', 'org_id'],
  ],
  ['iss', 'aud', 'alg', 'typ', 'kid', 'cnf', 'acr', 'amr'],
  ['exp', 'iat', 'nbf', 'auth_time'],
  ['jti', 'sid', 'nonce', 'at_hash', 'c_hash', 's_hash', 'uti'],
]

const weightOf = ({ name }: ComparedRow): number => {
  const found = weights.findIndex((names) => names.includes(name))
  // What is private stands before the times: it may be a right.
  return found === -1 ? 2.5 : found
}

const rank = (row: ComparedRow): number => (row.state === 'same' ? 100 : 0) + weightOf(row)

const formatWords: Readonly<Record<InspectedToken['format'], string>> = {
  jwt: 'a JWT',
  jwe: 'an encrypted JWT',
  opaque: 'an opaque token',
  paseto: 'a PASETO',
  macaroon: 'a macaroon',
  saml: 'a SAML assertion',
}

const isReadable = ({ claims }: InspectedToken): boolean => claims.length > 0

const textOf = (token: InspectedToken, name: string): string | null => {
  const json = token.claims.findLast((claim) => claim.name === name)?.json
  const value = json === undefined ? null : parseJsonOrNull(json)
  return typeof value === 'string' ? value : null
}

const nameOf = (token: InspectedToken): string =>
  nameClaims.map((name) => textOf(token, name) ?? '').find((text) => text !== '' && text.length <= 60) ?? 'somebody'

/** null: nothing is known of whom they speak for, nor of who issued them. */
function sayPerson(left: InspectedToken, right: InspectedToken): string | null {
  const [one, other] = [textOf(left, 'sub'), textOf(right, 'sub')]
  const [ofOne, ofOther] = [textOf(left, 'iss'), textOf(right, 'iss')]
  const isIssuerKnown = ofOne !== null && ofOther !== null
  if (one === null || other === null) {
    if (!isIssuerKnown) return null
    return ofOne === ofOther ? 'Same issuer' : 'Another issuer'
  }
  if (ofOne !== ofOther) {
    if (!isIssuerKnown) return one === other ? 'Same subject, but only one names its issuer' : 'Another subject'
    return one === other ? 'Same subject of another issuer' : 'Another issuer and another person'
  }
  if (one === other) return isIssuerKnown ? 'Same person' : 'Same subject'
  return `Another person: ${nameOf(left)} and ${nameOf(right)}`
}

const countWords = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
const sayCount = (count: number, what: string): string =>
  `${countWords[count] ?? count} ${what}${count === 1 ? '' : 's'}`

/** "two scopes more", "one role less". */
function sayRights(what: string, left: readonly string[], right: readonly string[]): string[] {
  const more = right.filter((each) => !left.includes(each))
  const less = left.filter((each) => !right.includes(each))
  return [
    ...(more.length === 0 ? [] : [`${sayCount(more.length, what)} more (${sayList(more)})`]),
    ...(less.length === 0 ? [] : [`${sayCount(less.length, what)} less (${sayList(less)})`]),
  ]
}

function lifeSeconds({ issuedAt, expiresAt }: InspectedToken): number | null {
  return issuedAt === null || expiresAt === null ? null : (Date.parse(expiresAt) - Date.parse(issuedAt)) / 1000
}

function sayLife(left: InspectedToken, right: InspectedToken): string[] {
  const [one, other] = [lifeSeconds(left), lifeSeconds(right)]
  if (one === null || other === null || Math.abs(other - one) < 1) return []
  return [`lives ${sayDuration(other - one)} ${other > one ? 'longer' : 'shorter'}`]
}

/** "only what the left one says is known". */
function sayWhatIsKnown(left: InspectedToken, right: InspectedToken): string {
  const [ofLeft, ofRight] = [saysClaims(left), saysClaims(right)]
  if (ofLeft && ofRight) return 'what both say is compared'
  if (!ofLeft && !ofRight) return 'what they say is not known, so there is nothing to compare'
  return `only what the ${ofLeft ? 'left' : 'right'} one says is known`
}

function sentenceOf(left: InspectedToken, right: InspectedToken, rows: readonly ComparedRow[]): string {
  if (left.format !== right.format) {
    const words = `The left one is ${formatWords[left.format]}, the right one ${formatWords[right.format]}`
    return `${words}: ${sayWhatIsKnown(left, right)}.`
  }
  if (!isReadable(left) && !isReadable(right)) {
    const isSame = left.reference === right.reference && left.length === right.length
    const what = `Both are ${formatWords[left.format].replace(/^an? /, '')}${left.format === 'saml' ? 's' : ' tokens'}`
    const plural = left.format === 'opaque' ? 'Both are opaque tokens' : what
    return `${plural}, which say nothing that could be compared; ${isSame ? 'they look the same' : 'they are two different ones'}.`
  }
  const different = rows.filter(({ state }) => state !== 'same').length
  if (different === 0) return 'Both say the same.'
  const rights = [
    ...sayRights('scope', left.scopes, right.scopes),
    ...sayRights('role', left.roles, right.roles),
    ...sayLife(left, right),
  ]
  const hasRights = [left, right].some(({ scopes, roles }) => scopes.length + roles.length > 0)
  const person = sayPerson(left, right)
  const said = [
    ...(person === null ? [] : [person]),
    ...(rights.length === 0 && hasRights ? ['same rights'] : rights),
  ].join(', ')
  const inAll = `${sayCount(different, 'difference')} in all.`
  return capitalised(said === '' ? inAll : `${said}; ${inAll}`)
}

const capitalised = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`

/**
 * Two tokens member by member, what differs first and the weightiest of it at the top. Pure: values are compared by what
 * they are, not by how they are written.
 */
export function compareTokens(
  left: InspectedToken,
  right: InspectedToken,
  titles: { readonly left: string; readonly right: string },
): Comparison {
  const rows = comparedRows(left, right)
  return {
    left: { title: titles.left, token: left },
    right: { title: titles.right, token: right },
    sentence: sentenceOf(left, right, rows),
    rows: rows.toSorted((one, other) => rank(one) - rank(other)),
  }
}
