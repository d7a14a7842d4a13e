import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

const longestAnswerMs = 30_000

interface Line<Reply> {
  readonly reply?: Reply
  readonly stoppedAt?: string
}

/** What a program answered, or that it stands still at a step that it was told to stop at. */
export type Answer<Reply> = { readonly reply: Reply | undefined } | { readonly stoppedAt: string }

export const isStopped = <Reply>(answer: Answer<Reply>): answer is { readonly stoppedAt: string } =>
  'stoppedAt' in answer

/** A program of test/faults/programs that runs beside us. */
export interface ObedientProgram {
  readonly processId: number
  /** Says a command and waits for what becomes of it. Throws where the program ends or stays silent. */
  readonly ask: <Reply>(command: object) => Promise<Answer<Reply>>
  /** The reply to a command that can't stop half-way. */
  readonly tell: <Reply>(command: object) => Promise<Reply>
  /** Says a command and waits for nothing. */
  readonly say: (command: object) => void
  /** A command that it did not answer before gets no reply: `{ reply: undefined }`. */
  readonly kill: () => Promise<void>
  readonly end: () => Promise<void>
}

/** Starts a program that obeys; `wrapper` is a command that runs it, such as `bash -c …`. */
export function startProgram(
  program: string,
  args: readonly string[],
  { wrapper = [], env = {} }: { wrapper?: readonly string[]; env?: Readonly<Record<string, string>> } = {},
): ObedientProgram {
  const [command = process.execPath, ...rest] = [...wrapper, process.execPath, program, ...args]
  const child = spawn(command, rest, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  let errors = ''
  const unheard: string[] = []
  const waiting: { resolve: (line: string) => void; reject: (error: Error) => void }[] = []
  let isOver = false
  let isKilled = false
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (errors += text))
  // A program that died takes no more commands; that it died is said below.
  child.stdin.on('error', () => undefined)
  createInterface({ input: child.stdout }).on('line', (text) => {
    const first = waiting.shift()
    if (first === undefined) unheard.push(text)
    else first.resolve(text)
  })
  const closed = new Promise<void>((resolve) => {
    child.once('close', (code, signal) => {
      isOver = true
      const words = `the program ended by itself (${signal ?? `code ${code ?? 0}`}): ${errors}`
      for (const { resolve: answer, reject } of waiting.splice(0)) {
        if (isKilled || signal === 'SIGKILL') answer('{}')
        else reject(new Error(words))
      }
      resolve()
    })
  })

  function heard(): Promise<string> {
    if (isKilled) return Promise.resolve('{}')
    if (isOver) return Promise.reject(new Error(`the program has ended: ${errors}`))
    const early = unheard.shift()
    if (early !== undefined) return Promise.resolve(early)
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => {
        reject(new Error(`the program said nothing for ${longestAnswerMs / 1000} s: ${errors}`))
      }, longestAnswerMs)
      const done =
        <Value>(then: (value: Value) => void) =>
        (value: Value): void => {
          clearTimeout(patience)
          then(value)
        }
      waiting.push({ resolve: done(resolve), reject: done(reject) })
    })
  }

  const say = (command_: object): void => void child.stdin.write(`${JSON.stringify(command_)}\n`)

  async function ask<Reply>(command_: object): Promise<Answer<Reply>> {
    say(command_)
    // Both sides of a command are in this folder, so what a reply is made of is known.
    const { reply, stoppedAt }: Line<Reply> = JSON.parse(await heard())
    return stoppedAt === undefined ? { reply } : { stoppedAt }
  }

  return {
    processId: child.pid ?? 0,
    ask,
    say,
    async tell<Reply>(command_: object): Promise<Reply> {
      const answer = await ask<Reply>(command_)
      if (isStopped(answer)) throw new Error(`the program stopped at ${answer.stoppedAt}`)
      if (answer.reply === undefined) throw new Error('the program was killed')
      return answer.reply
    },
    async kill() {
      isKilled = true
      child.kill('SIGKILL')
      await closed
    },
    async end() {
      child.stdin.end()
      await closed
    },
  }
}
