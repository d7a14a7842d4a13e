import type { Claim } from '@contract/jwt'

// Who gave it, to whom, for what, until when: the questions in the order in which people ask them.
const first = ['iss', 'sub', 'aud', 'scope', 'scp', 'roles', 'exp', 'iat', 'nbf', 'client_id', 'azp', 'jti']

const rank = ({ name }: Claim): number => {
  const place = first.indexOf(name)
  return place === -1 ? first.length : place
}

/** The best known claims first; the others keep the order that they have in the token. */
export const inReadingOrder = (claims: readonly Claim[]): readonly Claim[] =>
  claims.toSorted((one, other) => rank(one) - rank(other))
