import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { ClaimcheckError } from '../../electron/domain/failures/claimcheck-error.ts'

type Command<Request> = (request: Request) => Promise<unknown>

/** Said by a command that failed as the product may fail: the failure's code and details. */
export interface Failed {
  readonly failed: string
  readonly details: unknown
}

const failed = ({ code, details }: ClaimcheckError): Failed => ({ failed: code, details })

/**
 * Makes a program that does what its parent says: a line of JSON in, a line of JSON out, one after the other. When its
 * parent has no more to say it finishes, as at a quit, and ends. Anything but a failure that the product knows ends it at once, with its stack on stderr.
 */
export function obey<Request>(command: Command<Request>, finish: () => Promise<unknown> = async () => undefined): void {
  async function answer(line: string): Promise<void> {
    try {
      const reply = await command(JSON.parse(line))
      writeSync(1, `${JSON.stringify({ reply: reply ?? null })}\n`)
    } catch (thrown) {
      if (!(thrown instanceof ClaimcheckError)) throw thrown
      writeSync(1, `${JSON.stringify({ reply: failed(thrown) })}\n`)
    }
  }

  let turn: Promise<void> = Promise.resolve()
  const lines = createInterface({ input: process.stdin })
  lines.on('close', () => void turn.then(finish).then(() => process.exit(0)))
  lines.on('line', (line) => void (turn = turn.then(() => answer(line))))
}
