// @ts-check
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { run } from '../set-up/child-processes.mjs'
import { projectFolder, tool } from '../set-up/places.mjs'
import { reportsFolder } from './run-vitest.mjs'
import { countsOf, playwrightCounts } from './test-counts.mjs'

/**
 * Runs one project of playwright.config.ts.
 * @param {object} how
 * @param {'app' | 'packaged'} how.project
 * @param {'gnome' | 'no'} how.keyring
 * @param {NodeJS.ProcessEnv} how.env with a display and ELECTRON_OVERRIDE_DIST_PATH
 * @param {readonly string[]} [how.args]
 */
export async function runPlaywright({ project, keyring, env, args = [] }) {
  const reportFile = path.join(reportsFolder, `${project}-${keyring}-keyring.json`)
  await rm(reportFile, { force: true })
  const playwright = [process.execPath, tool('@playwright/test/cli.js'), 'test', `--project=${project}`, ...args]
  const [command, ...rest] = [...(keyring === 'gnome' ? inUnlockedKeyring : []), ...playwright, '--reporter=list,json']
  const exitCode = await run(command, rest, {
    cwd: projectFolder,
    env: {
      ...env,
      PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile,
      CLAIMCHECK_KEYRING_UNDER_TEST: keyring,
    },
  })
  return countsOf({ reportFile, read: playwrightCounts, exitCode })
}

// A session bus of its own whose keyring is made for this run and unlocked; both end with the command inside.
// GNOME_KEYRING_CONTROL and the data folder are private, so a person's own keyring is neither read nor written.
const inUnlockedKeyring = [
  'dbus-run-session',
  '--',
  'sh',
  '-c',
  'keyring=$(mktemp -d) && trap \'rm -rf "$keyring"\' EXIT && ' +
    'printf "for tests\\n" | XDG_DATA_HOME="$keyring" gnome-keyring-daemon --unlock --components=secrets >/dev/null && "$@"',
  'sh',
]
