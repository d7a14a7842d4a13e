import path from 'node:path'
import { composeClaimcheck } from '../../electron/composition.ts'
import { noKeyring } from '../support/keyring-builder.ts'
import { openConf } from '../support/plain-store-builder.ts'

const appOrigin = 'app://claimcheck'

const ourWindow = { frameOrigin: appOrigin, isTopFrame: true, isOurWindow: true }

/** The real main process but for Electron: every part of it that a Send goes through, in this process. */
export function composedClaimcheck(folder: string) {
  const claimcheck = composeClaimcheck({
    dataFolder: path.join(folder, 'main'),
    appOrigin,
    facts: {
      version: '0.0.0',
      electron: '-',
      chromium: '-',
      node: process.version,
      platform: 'linux',
      sandboxed: true,
    },
    openStore: openConf,
    keyWrapper: noKeyring(),
    presence: { isOffered: () => false, ask: () => unexpected('Touch ID') },
    machine: { idleSeconds: () => 0, isScreenLocked: () => false },
    now: () => new Date(),
    monotonicMs: () => performance.now(),
    schedule(delayMs, task) {
      const timer = setTimeout(task, delayMs)
      return () => clearTimeout(timer)
    },
    launchPlayground: () => () => unexpected('the playground'),
    openLink: () => unexpected('a browser'),
    copyText: () => unexpected('the clipboard'),
    copySecret: () => unexpected('the clipboard'),
    clearCopied: async () => undefined,
    askForFolder: () => unexpected('a dialog'),
    askWhereToSave: () => unexpected('a dialog'),
    askForFile: () => unexpected('a dialog'),
    askSystemProxy: async () => 'DIRECT',
    applyTheme: () => undefined,
    deliver: () => undefined,
    reportBug: (_incident, thrown) => console.error(thrown),
  })
  return {
    ask: (channel: string, request: unknown) => claimcheck.route(ourWindow, channel, request),
    end: () => claimcheck.end(),
  }
}

function unexpected(what: string): never {
  throw new Error(`sending a request needs no ${what}`)
}
