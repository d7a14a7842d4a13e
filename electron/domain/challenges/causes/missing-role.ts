import { holdsRole } from '../../jwt/claim-chips.ts'
import { reasonOf } from '../read-refusal.ts'
import { hasARole, inspect, nobodyKnows, sendAsOthers } from '../remedies.ts'
import type { Explain, Finding, Refusal } from '../refusal.ts'
import { sayAnswer, sayCredential, sayList, sayReason, sayToken } from '../say.ts'

/** The API says that rights are missing, and not which. */
const withoutName = (refusal: Refusal): Finding => ({
  cause: 'missing-role',
  headline: `${sayCredential(refusal)} is valid, but whoever it speaks for lacks the rights for this.`,
  evidence: [
    sayAnswer(refusal, null),
    ...((refusal.token?.roles.length ?? 0) === 0
      ? []
      : [`${sayToken(refusal)} carries ${sayList(refusal.token?.roles ?? [])}.`]),
    ...sayReason(refusal),
  ],
  reference: 'RFC 9110 §15.5.4',
  confidence: 'likely',
  remedies: [...sendAsOthers(refusal, nobodyKnows), ...inspect(refusal, 'roles')],
})

/** The API names the role that it wants; the token's roles, groups and realm access are what it has. */
export const missingRole: Explain = (refusal) => {
  const { token, problem, status } = refusal
  const required = problem?.requiredRoles ?? []
  const saysSo = reasonOf(refusal) === 'role'
  if ((status !== 403 && !saysSo) || token === null || (required.length === 0 && !saysSo)) return null
  if (required.length === 0) return withoutName(refusal)
  const missing = required.filter((role) => !holdsRole(token.roles, role))
  const wanted = `the role ${required.length === 1 ? (required[0] ?? '') : `${required.slice(0, -1).join(', ')} or ${required.at(-1) ?? ''}`}`
  const has = token.roles.length === 0 ? 'carries no role' : `carries ${sayList(token.roles)}`
  return {
    cause: 'missing-role',
    headline:
      missing.length > 0
        ? `${sayCredential(refusal)} is valid, but the API wants ${wanted}.`
        : `The API wants ${wanted}, and says no though ${sayCredential(refusal)} carries it.`,
    evidence: [`${sayAnswer(refusal, null).replace(/\.$/, '')}; ${sayToken(refusal)} ${has}.`, ...sayReason(refusal)],
    reference: 'RFC 9110 §15.5.4',
    confidence: missing.length > 0 ? 'certain' : 'guess',
    remedies: [...sendAsOthers(refusal, ({ roles }) => hasARole(roles, missing)), ...inspect(refusal, 'roles')],
  }
}
