import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { build } from 'vite'

/** Bundles a program of the tests, so that a plain Node process can run it and be killed or starved. */
export async function bundleProgram(entry: string, folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'silent',
    root: path.resolve(import.meta.dirname, '../..'),
    ssr: { noExternal: true },
    build: {
      ssr: path.resolve(import.meta.dirname, entry),
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: '[name].mjs' } },
    },
  })
  return path.join(folder, `${path.basename(entry, '.ts')}.mjs`)
}

export interface EndedProgram {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly lines: readonly string[]
  readonly errors: string
}

/** Runs a program to its end, or until `onLine` kills it; at the latest after `timeoutMs`. */
export function runProgram(
  command: string,
  args: readonly string[],
  onLine: (line: string, child: ChildProcess) => void = () => undefined,
  timeoutMs = 20_000,
): Promise<EndedProgram> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs, killSignal: 'SIGKILL' })
  const lines: string[] = []
  let rest = ''
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n')
    rest = parts.pop() ?? ''
    for (const line of parts) {
      lines.push(line)
      onLine(line, child)
    }
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (errors += text))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, lines, errors }))
  })
}
