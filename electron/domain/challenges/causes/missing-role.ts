import { hasWhatItTakes, inspect, sendAsOthers } from '../remedies.ts'
import type { Explain } from '../refusal.ts'
import { sayAnswer, sayCredential, sayList, sayReason, sayToken } from '../say.ts'

/** The API names the role that it wants; the token's roles, groups and realm access are what it has. */
export const missingRole: Explain = (refusal) => {
  const { token, problem, status } = refusal
  const required = problem?.requiredRoles ?? []
  if (status !== 403 || token === null || required.length === 0) return null
  const missing = required.filter((role) => !token.roles.includes(role))
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
    remedies: [
      ...sendAsOthers(refusal, ({ roles }) => hasWhatItTakes(roles, missing, 'any')),
      ...inspect(refusal, 'roles'),
    ],
  }
}
