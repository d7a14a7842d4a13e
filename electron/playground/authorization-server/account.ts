import type { Account, Configuration } from 'oidc-provider'
import { findPerson, type Person } from '../people.ts'

/** What a person is to OpenID Connect: the claims of `openid` and `profile`. */
export const claimsOf = (person: Person) => ({
  sub: person.id,
  name: person.name,
  preferred_username: person.id,
  roles: person.roles,
})

export const findAccount: NonNullable<Configuration['findAccount']> = (_ctx, id): Account | undefined => {
  const person = findPerson(id)
  return person === undefined ? undefined : { accountId: id, claims: () => claimsOf(person) }
}
