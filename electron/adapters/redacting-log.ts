import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import { redactCredentials, redactText } from './redact-text.ts'

const limitBytes = 1_000_000
/** An error may quote a whole answer; what a bug is about stands at its beginning. */
const longestWhat = 20_000

/** Where it was thrown. An error says its message first, which may hold anything, lines like those of a stack too. */
function framesOf({ stack = '', message }: Error): string {
  const at = stack.indexOf(message)
  // Where the message was changed afterwards the stack has the old one: nobody knows where that ends.
  return at < 0 ? redactText(stack) : redactCredentials(stack.slice(at + message.length))
}

function describe(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown === 'string' ? redactText(thrown) : `thrown: ${typeof thrown}`
  // Never `inspect`: it prints an axios error with its whole configuration, credentials included.
  const cause = thrown.cause === undefined ? '' : `\ncaused by ${describe(thrown.cause)}`
  return `${redactText(`${thrown.name}: ${thrown.message}`)}${framesOf(thrown)}${cause}`
}

/**
 * The program's own diary of bugs: one JSON object a line, redacted, at most two files of 1 MB.
 * Synchronous, since the next thing after a bug may be the end of the process.
 */
export function createRedactingLog(folder: string, now: () => Date) {
  const file = path.join(folder, 'claimcheck.log')
  return {
    write(incident: string, thrown: unknown): void {
      const line = JSON.stringify({ at: now().toISOString(), incident, what: describe(thrown).slice(0, longestWhat) })
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
