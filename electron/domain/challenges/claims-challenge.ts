import { parseJsonOrNull } from '../json/parse-json.ts'
import { nestsDeeperThan } from '../json/untrusted-text.ts'
import { memberOf } from './bodies/said-members.ts'
import { challengeParam } from './challenge-params.ts'
import type { Refusal } from './refusal.ts'

/** What a claims challenge of Microsoft Entra asks of the next token. */
export interface ClaimsChallenge {
  /** Authentication contexts of Conditional Access (`acrs`). */
  readonly contexts: readonly string[]
  /** Tokens that were issued before this instant are taken no more (`nbf`, continuous access evaluation). */
  readonly issuedAfter: Date | null
}

/** `claims` is JSON (OpenID Connect Core §5.5), in Base64 or as it is. */
function claimsObject(text: string): unknown {
  const json = text.trimStart().startsWith('{') ? text : Buffer.from(text, 'base64').toString('utf8')
  return json.length > 10_000 || nestsDeeperThan(20, json) ? null : parseJsonOrNull(json)
}

/** The claims challenge among the challenges; null where there is none that can be read. Pure; total. */
export function claimsChallengeOf({ challenges }: Refusal): ClaimsChallenge | null {
  const text = challenges.map((each) => challengeParam(each, 'claims')).find((each) => each !== null)
  if (text === undefined || text === null) return null
  const wanted = memberOf(claimsObject(text), 'access_token')
  const acrs = memberOf(wanted, 'acrs')
  const contexts = [memberOf(acrs, 'value'), memberOf(acrs, 'values')].flat()
  const seconds = Number(memberOf(memberOf(wanted, 'nbf'), 'value'))
  const instant = new Date(seconds * 1000)
  return {
    contexts: contexts.filter((each): each is string => typeof each === 'string').map((each) => each.slice(0, 100)),
    issuedAfter: Number.isNaN(instant.getTime()) ? null : instant,
  }
}
