import { isRecord } from '../../json/is-record.ts'
import { valueOf, withMember, withoutMember, writeObject, type WrittenMember } from '../json-text.ts'
import { edited, whyNot, type Recipe, type RecipeBase } from './recipe.ts'

type Members = readonly WrittenMember[]

const unsigned =
  'The signature stays as it was, since nobody has the issuer’s key: sign with that key to test this check alone.'

/** Other claims under the old signature; `change` gives null, or why not, where there is nothing to change. */
function claimRecipe(
  recipe: Omit<Recipe, 'make'>,
  change: (members: Members, base: RecipeBase) => Members | string,
): Recipe {
  return {
    ...recipe,
    finds: `${recipe.finds} ${unsigned}`,
    make(base) {
      if (base.claimMembers === null) return whyNot('What it carries is no set of claims that could be changed')
      const changed = change(base.claimMembers, base)
      return typeof changed === 'string' ? whyNot(changed) : edited(base, { claims: writeObject(changed) })
    },
  }
}

const put = (members: Members, name: string, value: unknown): Members =>
  withMember(members, name, JSON.stringify(value))

const secondsAt = (now: Date, offset: number): number => Math.floor(now.getTime() / 1000) + offset

/** A list-like claim in its own form: one text, or a list (RFC 6749 §3.3 and what servers make of it). */
function withMore(value: unknown, more: readonly string[]): unknown {
  return Array.isArray(value) ? [...value, ...more] : [value, ...more].join(' ')
}

const partsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : String(value).split(' ')).filter((each) => typeof each === 'string')

/** What a scope is widened by: the right to write where there is one to read, and to administer. */
function widerScopes(value: unknown): readonly string[] {
  const has = partsOf(value)
  const writes = has.filter((each) => /\bread\b/.test(each)).map((each) => each.replace(/\bread\b/, 'write'))
  return [...new Set([...writes, 'admin'])].filter((each) => !has.includes(each))
}

const scopeNames = ['scope', 'scp', 'scopes']
const roleNames = ['roles', 'role', 'groups', 'cognito:groups', 'authorities', 'permissions']

function withWiderScope(members: Members): Members {
  const name = scopeNames.find((each) => valueOf(members, each) !== undefined)
  if (name === undefined) return put(members, 'scope', 'admin')
  const value = valueOf(members, name)
  return put(members, name, withMore(value, widerScopes(value)))
}

function withRole(members: Members): Members {
  const realm = valueOf(members, 'realm_access')
  // Keycloak keeps them one level down.
  if (isRecord(realm) && Array.isArray(realm['roles'])) {
    return put(members, 'realm_access', { ...realm, roles: [...realm['roles'], 'admin'] })
  }
  const name = roleNames.find((each) => valueOf(members, each) !== undefined)
  if (name === undefined) return put(members, 'roles', ['admin'])
  const value = valueOf(members, name)
  return put(members, name, name === 'role' && !Array.isArray(value) ? 'admin' : withMore(value, ['admin']))
}

const otherSubject = 'claimcheck-somebody-else'

/** Claims that say something else than the issuer said. */
export const claimRecipes: readonly Recipe[] = [
  claimRecipe(
    {
      id: 'expired',
      title: 'Expired an hour ago',
      finds: 'The API does not look at exp: a stolen token works for ever.',
      reference: 'RFC 7519 §4.1.4',
    },
    (members, { now }) => put(members, 'exp', secondsAt(now, -3600)),
  ),
  claimRecipe(
    {
      id: 'not-yet-valid',
      title: 'Valid in an hour only',
      finds: 'The API does not look at nbf.',
      reference: 'RFC 7519 §4.1.5',
    },
    (members, { now }) => put(members, 'nbf', secondsAt(now, 3600)),
  ),
  claimRecipe(
    {
      id: 'no-expiry',
      title: 'Without exp',
      finds: 'The API takes a token that never ends.',
      reference: 'RFC 9068 §2.2, RFC 8725 §3.10',
    },
    (members) => (valueOf(members, 'exp') === undefined ? 'It has no exp to leave out' : withoutMember(members, 'exp')),
  ),
  claimRecipe(
    {
      id: 'other-subject',
      title: 'Somebody else (sub)',
      finds: 'The API believes whoever the token names, and gives out what belongs to others.',
      reference: 'RFC 7519 §4.1.2',
    },
    (members) => put(members, 'sub', otherSubject),
  ),
  claimRecipe(
    {
      id: 'role-raised',
      title: 'Made an administrator',
      finds: 'The API believes the roles that anybody writes into a token.',
      reference: 'RFC 9068 §2.2.3.1',
    },
    withRole,
  ),
  claimRecipe(
    {
      id: 'scope-widened',
      title: 'More scopes than were given',
      finds: 'The API believes the scopes that anybody writes into a token.',
      reference: 'RFC 9068 §2.2.3',
    },
    withWiderScope,
  ),
  claimRecipe(
    {
      id: 'other-issuer',
      title: 'Another issuer (iss)',
      finds: 'The API does not check who issued the token: a server of anybody’s can sign for it.',
      reference: 'RFC 9068 §4, RFC 8725 §3.8',
    },
    (members) => put(members, 'iss', 'https://issuer.claimcheck.invalid'),
  ),
  claimRecipe(
    {
      id: 'other-audience',
      title: 'For another API (aud)',
      finds: 'The API takes tokens that were given for another one: whoever runs that one can use them here.',
      reference: 'RFC 9068 §4, RFC 8725 §3.9',
    },
    (members) => put(members, 'aud', 'https://api.claimcheck.invalid'),
  ),
  claimRecipe(
    {
      id: 'no-audience',
      title: 'Without aud',
      finds: 'The API takes a token that says nothing of whom it is for.',
      reference: 'RFC 9068 §4, RFC 8725 §3.9',
    },
    (members) => (valueOf(members, 'aud') === undefined ? 'It has no aud to leave out' : withoutMember(members, 'aud')),
  ),
  claimRecipe(
    {
      id: 'repeated-claim',
      title: 'Two subjects (sub twice)',
      finds: 'The API and whatever stands before it read different ones of two members with one name.',
      reference: 'RFC 8725 §2.4, RFC 7519 §4',
    },
    (members) => [{ name: 'sub', json: JSON.stringify(otherSubject) }, ...members],
  ),
]
