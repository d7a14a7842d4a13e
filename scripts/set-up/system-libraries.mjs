// @ts-check
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { runQuietly } from './child-processes.mjs'
import { installDebianPackages } from './debian-packages.mjs'

const electronPackages = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libatk-bridge2.0-0',
  'libcups2',
  'libdrm2',
  'libxkbcommon0',
  'libxcomposite1',
  'libxdamage1',
  'libxrandr2',
  'libpango-1.0-0',
  'libcairo2',
  'fonts-liberation',
]
const displayPackages = ['xvfb', 'xauth']
const keyringPackages = ['dbus', 'gnome-keyring', 'libsecret-1-0']

/**
 * Checks what Electron loads from the system and installs what is missing, or says the one command that does.
 * @param {{ executable: string, needsVirtualDisplay: boolean }} needs
 */
export async function ensureSystemLibraries({ executable, needsVirtualDisplay }) {
  if (process.platform !== 'linux') return
  const libraries = await missingLibraries(executable)
  const lacksFonts = !hasFont('/usr/share/fonts')
  const lacksDisplay = needsVirtualDisplay && !hasProgram('Xvfb')
  const missing = [
    ...libraries,
    ...(lacksFonts ? ['any font'] : []),
    ...(lacksDisplay ? ['Xvfb, a virtual display'] : []),
  ]
  if (missing.length === 0) return
  await installDebianPackages(`This system lacks ${missing.join(', ')}.`, [
    ...(libraries.length > 0 || lacksFonts ? electronPackages : []),
    ...(lacksDisplay ? displayPackages : []),
  ])
}

/** A keyring in which safeStorage can be tested. Throws the command to run where it can't be installed by itself. */
export async function ensureKeyring() {
  const hasLibrary = (await runQuietly('/sbin/ldconfig', ['-p'])).output.includes('libsecret-1.so.0')
  if (hasLibrary && hasProgram('dbus-run-session') && hasProgram('gnome-keyring-daemon')) return
  await installDebianPackages('No keyring to test with.', keyringPackages)
}

/** @param {string} executable @returns {Promise<string[]>} */
async function missingLibraries(executable) {
  const { output } = await runQuietly('ldd', [executable])
  return [...output.matchAll(/^\s*(\S+) => not found/gm)].map(([, name = '']) => name)
}

/** @param {string} folder */
const hasFont = (folder) =>
  existsSync(folder) &&
  readdirSync(folder, { recursive: true }).some((name) => /\.(ttf|otf|ttc|pfb)$/i.test(String(name)))

/** @param {string} name */
const hasProgram = (name) =>
  (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, name)))
