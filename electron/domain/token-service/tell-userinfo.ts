import type { ToldClaims } from '../../contract/told-claims.ts'
import { textOf } from '../jwt/claim-values.ts'
import type { ClaimSetting } from '../jwt/token-to-inspect.ts'
import { explainClaims, type HeardClaims } from './tell-claims.ts'

const names = ['name', 'preferred_username', 'nickname', 'email', 'sub']
const longestName = 100

function whoIs(values: HeardClaims['values']): string {
  const name = names.map((each) => textOf(values.get(each)) ?? '').find((each) => each !== '') ?? 'the person'
  return name.length > longestName ? `${name.slice(0, longestName)}…` : name
}

const notCompared =
  'There is no readable ID token to compare “sub” with: that this is who signed in is not shown (OpenID Connect Core §5.3.2)'

/** What the UserInfo endpoint said. `isCompared`: that `sub` is the ID token's was checked before. */
export function tellUserinfo(
  heard: HeardClaims,
  known: { readonly issuer: string; readonly isCompared: boolean },
  setting: ClaimSetting,
): ToldClaims {
  const { host } = new URL(known.issuer)
  const others = heard.members.length - 1
  const facts = others === 0 ? 'nothing more than who it is' : `${others} more ${others === 1 ? 'fact' : 'facts'}`
  return {
    sentence: `${host} says that ${whoIs(heard.values)} is signed in, and tells ${facts}.`,
    claims: explainClaims(heard, setting),
    warnings: known.isCompared ? [] : [notCompared],
  }
}
