import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'

const limitBytes = 1_000_000

/** Token-like text: a JWT's or JWE's three to five parts, an Authorization value, a credential in a query or JSON. */
const patterns: readonly [RegExp, string][] = [
  // Begins once in a run of such characters: linear, whatever stands in an error.
  [/(?<![\w-])(?=[\w-]*eyJ)[\w-]{7,}(?:\.[\w-]*){1,4}/g, '[token]'],
  [/\b(Bearer|Basic|DPoP)\s+[\w+/=.~-]+/gi, '$1 [secret]'],
  [
    /((?:access_token|refresh_token|id_token|client_secret|code|code_verifier|password|state|assertion)["']?\s*[=:]\s*["']?)[^\s"'&,}]+/gi,
    '$1[secret]',
  ],
]

/** Takes whatever looks like a credential out of a text. */
export function redactText(text: string): string {
  return patterns.reduce((rest, [pattern, mask]) => rest.replace(pattern, mask), text)
}

function describe(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown === 'string' ? thrown : `thrown: ${typeof thrown}`
  // Never `inspect`: it prints an axios error with its whole configuration, credentials included.
  const cause = thrown.cause === undefined ? '' : `\ncaused by ${describe(thrown.cause)}`
  return `${thrown.stack ?? `${thrown.name}: ${thrown.message}`}${cause}`
}

/**
 * The program's own diary of bugs: one JSON object a line, redacted, at most two files of 1 MB.
 * Synchronous, since the next thing after a bug may be the end of the process.
 */
export function createRedactingLog(folder: string, now: () => Date) {
  const file = path.join(folder, 'claimcheck.log')
  return {
    write(incident: string, thrown: unknown): void {
      const line = JSON.stringify({ at: now().toISOString(), incident, what: redactText(describe(thrown)) })
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > limitBytes) renameSync(file, `${file}.1`)
        appendFileSync(file, `${line}\n`, { mode: 0o600 })
      } catch {
        // A log that can't be written must not hide the bug that it was told of.
        process.stderr.write(`${line}\n`)
      }
    },
  }
}
