import type { Problem } from '../challenges/problem.ts'

/** What an answer says, with the secrets taken out that its server repeats to us. */
export function quotedProblem(problem: Problem | null, quote: (text: string) => string): Problem | null {
  if (problem === null) return null
  const quoted = (text: string | null) => (text === null ? null : quote(text))
  const { type, title, detail, error, requiredScopes, requiredRoles } = problem
  return {
    ...problem,
    ...{ type: quoted(type), title: quoted(title), detail: quoted(detail), error: quoted(error) },
    requiredScopes: requiredScopes.map(quote),
    requiredRoles: requiredRoles.map(quote),
  }
}
