import type { Claim } from '@contract/jwt'
import { readableJson } from '../../text/claim-value.ts'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const jsonOf = (claims: readonly Claim[], name: string): unknown => {
  const found = claims.find((claim) => claim.name === name)
  return found === undefined ? undefined : (JSON.parse(found.json) as unknown)
}

const nameOf = (actor: Readonly<Record<string, unknown>>): string => {
  const id = actor['sub'] ?? actor['client_id'] ?? actor['iss']
  return typeof id === 'string' ? id : 'somebody without a name'
}

const deepest = 20

/**
 * Who acts for whom (RFC 8693 §4.1): the subject first, then each actor in the order in which it took over; the last
 * one holds the token. null where nobody acts for anybody.
 */
export function delegationOf(claims: readonly Claim[]): readonly string[] | null {
  const actors: string[] = []
  let actor = jsonOf(claims, 'act')
  // The outermost is the one that acts now; those inside of it acted before.
  while (isRecord(actor) && actors.length < deepest) {
    actors.unshift(nameOf(actor))
    actor = actor['act']
  }
  if (actors.length === 0) return null
  const subject = claims.find(({ name }) => name === 'sub')
  return [subject === undefined ? 'somebody without a name' : readableJson(subject.json), ...actors]
}

/** What a token is bound to, so that whoever steals it can't use it; null for one that anybody can bear. */
export function bindingOf(
  claims: readonly Claim[],
): { readonly by: 'dpop' | 'certificate'; readonly print: string } | null {
  const confirmation = jsonOf(claims, 'cnf')
  if (!isRecord(confirmation)) return null
  const { jkt, 'x5t#S256': certificate } = confirmation
  if (typeof jkt === 'string') return { by: 'dpop', print: jkt }
  return typeof certificate === 'string' ? { by: 'certificate', print: certificate } : null
}
