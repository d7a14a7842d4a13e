import type { Challenge } from '@contract/challenges'

/**
 * Which challenges came from which of the given lines. Main read all lines as one list (RFC 9110 §5.3), in their order:
 * each challenge belongs to the first line, from the one before it on, that names its scheme.
 */
export function challengesByLine(values: readonly string[], challenges: readonly Challenge[]): Challenge[][] {
  const byLine = values.map((): Challenge[] => [])
  let line = 0
  let from = 0
  for (const challenge of challenges) {
    const scheme = challenge.scheme.toLowerCase()
    for (let at = line; at < values.length; at++) {
      const found = (values[at] ?? '').toLowerCase().indexOf(scheme, at === line ? from : 0)
      if (found === -1) continue
      line = at
      from = found + scheme.length
      break
    }
    byLine[line]?.push(challenge)
  }
  return byLine
}
