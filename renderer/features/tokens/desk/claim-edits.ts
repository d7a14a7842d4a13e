import { memberJson, withMember } from './json-member.ts'

/** The claims with another end of life; null where they are no JSON object. */
export const withExpiry = (claims: string, secondsFromNow: number, now: Date): string | null =>
  withMember(claims, 'exp', String(Math.floor(now.getTime() / 1000) + secondsFromNow))

/** A list with one more, whatever form it is in; null where it is in none that is known. */
function withOneMore(json: string, added: string, isWordList: boolean): string | null {
  const value: unknown = JSON.parse(json)
  if (Array.isArray(value)) {
    if (value.includes(added)) return json
    const inner = json.slice(1, -1).trimEnd()
    return `[${inner}${inner.trim() === '' ? '' : ', '}${JSON.stringify(added)}]`
  }
  if (typeof value !== 'string') return null
  const words = isWordList ? value.split(' ').filter((word) => word !== '') : [value]
  if (words.includes(added)) return json
  return JSON.stringify(isWordList ? [...words, added].join(' ') : [...words, added])
}

/** The first of these claims that is there grows; where none is, the first is made. */
function grown(
  claims: string,
  names: readonly [string, ...string[]],
  added: string,
  made: string,
  isWordList: boolean,
) {
  for (const name of names) {
    const json = memberJson(claims, name)
    const more = json === null ? null : withOneMore(json, added, isWordList)
    if (more !== null) return withMember(claims, name, more)
  }
  return withMember(claims, names[0], made)
}

/** RFC 8693 §4.2: words in one text. `scp` is what Entra ID and Okta write. Null where the claims are no JSON object. */
export const withScope = (claims: string, scope: string): string | null =>
  grown(claims, ['scope', 'scp'], scope, JSON.stringify(scope), true)

/** `realm_access.roles` is where Keycloak keeps them. Null where the claims are no JSON object. */
export function withRole(claims: string, role: string): string | null {
  const realm = memberJson(claims, 'realm_access')
  const isThere = ['roles', 'role', 'groups'].some((name) => memberJson(claims, name) !== null)
  const inRealm = realm === null || isThere ? null : grown(realm, ['roles'], role, JSON.stringify([role]), false)
  if (inRealm !== null) return withMember(claims, 'realm_access', inRealm)
  return grown(claims, ['roles', 'role', 'groups'], role, JSON.stringify([role]), false)
}
