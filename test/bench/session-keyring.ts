import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface SessionKeyring {
  readonly env: NodeJS.ProcessEnv
  /** For the app: the keyring to use. */
  readonly args: readonly string[]
  readonly close: () => Promise<void>
}

// Says where the session's bus is once the keyring on it is unlocked, and ends with its standard input.
const program = `
printf "for a benchmark\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null &&
echo "$DBUS_SESSION_BUS_ADDRESS" && cat >/dev/null
`

/** An unlocked GNOME keyring with a session bus of its own, empty; null where the system has none. */
export async function startSessionKeyring(folder: string): Promise<SessionKeyring | null> {
  if (process.platform !== 'linux') return null
  const child = spawn('dbus-run-session', ['--', 'sh', '-c', program], {
    env: { ...process.env, XDG_DATA_HOME: folder },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const ended = once(child, 'exit').catch(() => [])
  child.stdout.setEncoding('utf8')
  const said = await Promise.race([once(child.stdout, 'data'), ended, once(child, 'error').catch(() => [])])
  const [address] = said
  if (typeof address !== 'string' || !address.startsWith('unix:')) return null
  return {
    env: { DBUS_SESSION_BUS_ADDRESS: address.trim(), XDG_CURRENT_DESKTOP: 'GNOME' },
    args: ['--password-store=gnome-libsecret'],
    async close() {
      child.stdin.end()
      await ended
    },
  }
}
