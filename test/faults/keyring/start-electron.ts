import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { VaultStatus } from '../../../electron/contract/vault.ts'
import type { ReadyElectron } from '../fault-kind.ts'

const run = promisify(execFile)
const longestStartMs = 30_000

/** The keyring of a start: one that is kept in a folder, one of which there is no trace, or Chromium's own. */
export type Keyring = { readonly keptIn: string } | 'absent' | 'basic'

export interface KeyringReport {
  readonly status: VaultStatus
  readonly found: string | null
  readonly failed: string | null
}

// A session bus of its own, and on it a keyring that keeps its keys in the folder that is named.
const inKeyring = (folder: string): readonly string[] => [
  ...['dbus-run-session', '--', 'sh', '-c'],
  'printf "for tests\\n" | XDG_DATA_HOME="$0" gnome-keyring-daemon --unlock --components=secrets >/dev/null && "$@"',
  folder,
]

/** An app folder whose main is the program. */
export function anElectronApp(folder: string, program: string): string {
  const app = path.join(folder, 'app')
  mkdirSync(app)
  writeFileSync(
    path.join(app, 'package.json'),
    JSON.stringify({ name: 'claimcheck-faults', type: 'module', main: 'main.js' }),
  )
  writeFileSync(path.join(app, 'main.js'), `await import(${JSON.stringify(pathToFileURL(program).href)})\n`)
  return app
}

interface Start {
  readonly app: string
  readonly keyring: Keyring
  readonly vaultFolder: string
  readonly userData: string
  readonly write?: string
}

/** One start of the real Electron, to its end. Throws what it said where it reports nothing. */
export async function startUnder({ executable, env, switches }: ReadyElectron, start: Start): Promise<KeyringReport> {
  const { app, keyring, vaultFolder, userData, write = '' } = start
  const store = keyring === 'basic' ? 'basic' : 'gnome-libsecret'
  const args = [app, `--user-data-dir=${userData}`, `--password-store=${store}`, ...switches]
  const whole = [...(typeof keyring === 'string' ? [] : inKeyring(keyring.keptIn)), executable, ...args]
  const [command = executable, ...rest] = whole
  const surroundings = {
    ...env,
    XDG_CURRENT_DESKTOP: 'GNOME',
    CLAIMCHECK_FAULT_VAULT: vaultFolder,
    CLAIMCHECK_FAULT_WRITE: write,
    // Nobody answers there. With a keyring the session brings a bus of its own.
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
  }
  const { stdout, stderr } = await run(command, rest, { env: surroundings, timeout: longestStartMs })
  const report = stdout.split('\n').find((line) => line.startsWith('{"status"'))
  if (report === undefined) throw new Error(`Electron reported nothing: ${stderr}`)
  const printed: KeyringReport = JSON.parse(report)
  return printed
}
