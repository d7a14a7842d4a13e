import { isRecord } from '../json/is-record.ts'
import { listOf, scopesOf } from './claim-values.ts'

type Values = ReadonlyMap<string, unknown>

const scopeClaims: readonly string[] = ['scope', 'scp']
/** Lists of roles by another name; some write one of them, or several with commas or spaces between. */
const roleClaims: readonly string[] = [
  ...[
    'roles',
    'role',
    'groups',
    'authorities',
    'entitlements',
    'permissions',
    'wids',
    'cognito:groups',
    'cognito:roles',
  ],
  ...['http://schemas.microsoft.com/ws/2008/06/identity/claims/role', 'org_permissions', 'org_role', 'groups_direct'],
]
const mostChips = 500
const longestChip = 300

const isListOfTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string')

/** Whether a claim's value is made of parts, whichever way they are written. */
export const isListClaim = (name: string, value: unknown): boolean =>
  scopeClaims.includes(name) || isListOfTexts(value) || chipsOf(name, value).length > 1

/** The parts of a list-like claim, each to be shown by itself: scopes, roles, audiences, any list of texts. */
export function chipsOf(name: string, value: unknown): readonly string[] {
  return partsOf(name, value)
    .slice(0, mostChips)
    .map((each) => (each.length > longestChip ? `${each.slice(0, longestChip)}…` : each))
}

function partsOf(name: string, value: unknown): readonly string[] {
  if (scopeClaims.includes(name)) return scopesOf(value)
  if (isListOfTexts(value)) return listOf(value)
  if (name === 'realm_access') return rolesIn(value)
  if (name === 'resource_access' && isRecord(value)) return clientRoles(value)
  if (isRoleClaim(name) && typeof value === 'string') return splitRoles(value)
  return []
}

/** A claim of a rule is often named by an address that ends in what it is: https://shop.example/roles (Auth0). */
const isRoleClaim = (name: string): boolean =>
  roleClaims.includes(name) || /^https?:\/\/.{1,300}[/#:](?:roles?|groups|permissions)$/.test(name.slice(0, 400))

const splitRoles = (text: string): readonly string[] => text.split(/[,\s]/).filter((each) => each !== '')

const rolesIn = (value: unknown): readonly string[] => (isRecord(value) ? listOf(value['roles']) : [])

const clientRoles = (value: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(value).flatMap(([client, each]) => rolesIn(each).map((role) => `${client}: ${role}`))

/** An API asks for a role by its name alone: "staff" is held by whoever has "orders-api: staff". */
export const holdsRole = (roles: readonly string[], asked: string): boolean =>
  roles.some((role) => role === asked || role.endsWith(`: ${asked}`))

/** What the token may be used for. */
export const claimedScopes = (values: Values): readonly string[] => [
  ...new Set(scopeClaims.flatMap((name) => scopesOf(values.get(name)))),
]

/** The roles, groups and permissions of the subject, from wherever providers put them; each once. */
export function claimedRoles(values: Values): readonly string[] {
  const found = [...values].flatMap(([name, value]) => {
    if (name === 'realm_access' || name === 'resource_access') return partsOf(name, value)
    return isRoleClaim(name) ? (typeof value === 'string' ? splitRoles(value) : listOf(value)) : []
  })
  return [...new Set(found)].slice(0, mostChips)
}
