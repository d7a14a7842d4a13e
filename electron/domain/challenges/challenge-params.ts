import type { Challenge } from '../../contract/challenges.ts'

/** Value of a parameter, its name compared without regard to case (RFC 9110 §11.2); null when it is not there. */
export function challengeParam(challenge: Challenge, name: string): string | null {
  const wanted = name.toLowerCase()
  return challenge.params.find(([each]) => each.toLowerCase() === wanted)?.[1] ?? null
}

export const hasScheme = (challenge: Challenge, scheme: string): boolean =>
  challenge.scheme.toLowerCase() === scheme.toLowerCase()

/** The challenge as a person would quote it: `Bearer error="invalid_token"`, long descriptions left out. */
export function quoteChallenge(challenge: Challenge): string {
  const quoted = challenge.params
    .filter(([name]) => !/^(?:error_description|nonce|opaque)$/i.test(name))
    .slice(0, 4)
    .map(([name, value]) => `${name}="${value.slice(0, 200)}"`)
  return [challenge.scheme, quoted.join(', ')].filter((part) => part !== '').join(' ')
}
