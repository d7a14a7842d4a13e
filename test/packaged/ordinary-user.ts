import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import path from 'node:path'

interface Starter {
  /** Who starts the app: user and group, or nothing for whoever runs the tests. */
  readonly user: { readonly uid: number; readonly gid: number } | Record<string, never>
  /** Whether Chromium's sandbox can run; where it can't, the app is started without and the sandbox test is skipped. */
  readonly hasSandbox: boolean
}

const nobody = { uid: 65_534, gid: 65_534 }

/** Under root the packed app is started as the system's nobody, since Chromium's sandbox refuses to run as root. */
export function whoStarts(program: string): Starter {
  if (process.platform !== 'linux') return { user: {}, hasSandbox: true }
  if (process.getuid?.() !== 0) return { user: {}, hasSandbox: canMakeNamespaces({}) }
  if (canMakeNamespaces(nobody) && isOpenToOthers(program)) return { user: nobody, hasSandbox: true }
  return { user: {}, hasSandbox: false }
}

/** The sandbox stands on user namespaces, which some containers forbid. */
const canMakeNamespaces = (user: Starter['user']) => spawnSync('unshare', ['--user', 'true'], user).status === 0

/** Every folder on the way can be passed by others, as below /home but not below /root. */
function isOpenToOthers(file: string): boolean {
  const folder = path.dirname(file)
  if ((statSync(folder).mode & 0o001) === 0) return false
  return folder === path.dirname(folder) || isOpenToOthers(folder)
}
