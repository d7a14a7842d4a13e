import { app } from 'electron'
import type { AppFacts } from '../contract/app.ts'

const platformOf = (platform: string): AppFacts['platform'] =>
  platform === 'darwin' || platform === 'win32' ? platform : 'linux'

/** What runs, for the status bar and for bug reports. */
export const appFacts = (): AppFacts => ({
  version: app.getVersion(),
  electron: process.versions.electron,
  chromium: process.versions.chrome,
  node: process.versions.node,
  platform: platformOf(process.platform),
  sandboxed: !app.commandLine.hasSwitch('no-sandbox'),
})
