import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { type KeyringUnderTest, keyringUnderTest } from './keyring-under-test.ts'

const projectFolder = path.resolve(import.meta.dirname, '../..')

interface LaunchOptions {
  /** Where the app keeps its data; without it a new folder that goes when the app is closed. */
  readonly userData?: string
  readonly env?: Readonly<Record<string, string>>
  /** Switches for the app, such as `--force-dark-mode`. */
  readonly args?: readonly string[]
  /** Defaults to the half of the run that this process belongs to. */
  readonly keyring?: KeyringUnderTest
}

export interface LaunchedClaimcheck {
  readonly app: ElectronApplication
  readonly window: Page
  readonly userData: string
  /** Everything the app wanted to show in the system browser, oldest first; no browser is ever opened. */
  readonly openedAddresses: () => Promise<readonly string[]>
  /** Quits as a person does, and removes the data folder if it was made here. */
  readonly close: () => Promise<void>
}

/**
 * Starts the built app (out/) as a user would, on a data folder of its own, and waits for its window.
 * Under root the switch that Chromium needs there is passed; everyone else tests with the sandbox on.
 */
export async function launchClaimcheck(options: LaunchOptions = {}): Promise<LaunchedClaimcheck> {
  const userData = options.userData ?? (await mkdtemp(path.join(tmpdir(), 'claimcheck-app-test-')))
  const keyring = options.keyring ?? keyringUnderTest
  const app = await _electron.launch({
    // Named here, since for an unnamed one Playwright loads code of its own first, which switches the keyring off.
    executablePath: electronExecutable(),
    args: [
      projectFolder,
      `--user-data-dir=${userData}`,
      ...(keyring === 'gnome' ? ['--password-store=gnome-libsecret'] : []),
      ...(options.args ?? []),
    ],
    env: { ...surroundings(keyring), ...options.env },
    chromiumSandbox: process.getuid?.() !== 0,
  })
  const window = await app.firstWindow()
  await catchOpenedAddresses(app)
  return {
    app,
    window,
    userData,
    openedAddresses: () => app.evaluate(({ shell }) => Reflect.get(shell, 'addressesKeptByTest')),
    close: async () => {
      await app.close()
      if (options.userData === undefined) await rm(userData, { recursive: true, force: true })
    },
  }
}

function electronExecutable(): string {
  // In plain Node the package gives the path of its binary, or of the one in ELECTRON_OVERRIDE_DIST_PATH.
  const executable: unknown = createRequire(import.meta.url)('electron')
  if (typeof executable !== 'string') throw new TypeError('electron gave no path of its binary')
  return executable
}

/** Without a keyring means without a session bus too, so that a test never meets the keyring of whoever runs it. */
function surroundings(keyring: KeyringUnderTest): Record<string, string> {
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value
  const display = displayOfWorker()
  if (display !== null) env['DISPLAY'] = display
  if (keyring === 'gnome') return env
  Reflect.deleteProperty(env, 'XDG_CURRENT_DESKTOP')
  return { ...env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/no-session-bus-in-this-test' }
}

/** Each of Playwright's workers has a screen of its own, where `npm test` made several. */
function displayOfWorker(): string | null {
  const displays = (process.env['CLAIMCHECK_DISPLAYS'] ?? '').split(',').filter((each) => each !== '')
  return displays[Number(process.env['TEST_PARALLEL_INDEX'] ?? 0) % Math.max(1, displays.length)] ?? null
}

/**
 * Asks again where the inspector lost the answer: V8 may collect the promise that it waits for while the program is
 * still starting ("Resulting promise was garbage collected"). Asked twice, it keeps the same list.
 */
async function catchOpenedAddresses(app: ElectronApplication): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await app.evaluate(({ shell }) => {
        const addresses: string[] = Reflect.get(shell, 'addressesKeptByTest') ?? []
        Reflect.set(shell, 'addressesKeptByTest', addresses)
        shell.openExternal = (address) => {
          addresses.push(address)
          return Promise.resolve()
        }
      })
      return
    } catch (thrown) {
      if (tries === 3 || !String(thrown).includes('garbage collected')) throw thrown
    }
  }
}
