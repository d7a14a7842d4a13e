import { app, powerMonitor, safeStorage, screen, systemPreferences } from 'electron'
import { performance } from 'node:perf_hooks'
import path from 'node:path'
import { createRedactingLog } from './adapters/redacting-log.ts'
import { placeWindow } from './domain/settings/window-placement.ts'
import { setAppMenu } from './host/app-menu.ts'
import { appFacts } from './host/app-facts.ts'
import { appOrigin, registerAppScheme, serveAppScheme } from './host/app-protocol.ts'
import { askToQuit } from './host/ask-to-quit.ts'
import { copyText, createSecretClipboard } from './host/clipboard.ts'
import { createElectronStoreOpener } from './host/electron-store-opener.ts'
import { openLink } from './host/external-links.ts'
import { askForFile, askForFolder, askWhereToSave } from './host/file-dialogs.ts'
import { deliverToWindows, openIpcEndpoint } from './host/ipc-endpoint.ts'
import { createMachineWatch } from './host/machine-watch.ts'
import { openMainWindow } from './host/main-window.ts'
import { holdEveryWindowStill, refuseEveryPermission } from './host/navigation-rules.ts'
import { createQuitQuestion } from './host/quit-question.ts'
import { askSystemProxy } from './host/system-proxy.ts'
import { createSafeStorageKeyWrapper } from './host/safe-storage-key-wrapper.ts'
import { isFirstInstance } from './host/single-instance.ts'
import { applyTheme } from './host/theme.ts'
import { createTouchId } from './host/touch-id.ts'
import { createWindowStateFile } from './host/window-state-file.ts'

const outFolder = path.dirname(import.meta.dirname)
const log = createRedactingLog(path.join(app.getPath('userData'), 'logs'), () => new Date())

function reportBug(incident: string, thrown: unknown): void {
  log.write(incident, thrown)
}

/** Long after the start, which it must not slow. Who sends before that waits a little longer for the first answer. */
const warmUpAfterMs = 10_000

/** What quitting has to wait for, and how long it may take. */
const quitLimitMs = 5000

/**
 * The window first. Its files are served from this thread, so everything else is loaded only when the page asks its
 * first question: then its own start is behind it.
 */
async function start(): Promise<void> {
  await app.whenReady()
  const dataFolder = app.getPath('userData')
  const stores = createElectronStoreOpener()
  const windowState = createWindowStateFile(dataFolder, stores.open, (thrown) => reportBug('window-place', thrown))
  refuseEveryPermission()
  serveAppScheme(path.join(outFolder, 'renderer'))
  setAppMenu()
  let composed: Promise<Claimcheck> | null = null
  // Before it is composed nothing is unsaved.
  let running: Claimcheck | null = null
  const composeOnce = () => (composed ??= compose(dataFolder, stores))
  openIpcEndpoint(async () => (await composeOnce()).route)
  const workAreas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea)
  const question = createQuitQuestion({
    unsaved: () => running?.unsavedSignIns() ?? [],
    saveAgain: async () => running?.saveUnsaved(),
    ask: (names, signal) => askToQuit(window, names, signal),
    quit: () => app.quit(),
    reportBug: (thrown) => reportBug('quit-question', thrown),
  })
  const window = openMainWindow({
    preloadFolder: path.join(outFolder, 'preload'),
    place: placeWindow(windowState.read(), workAreas),
    onPlaceChanged: (place) => windowState.save(place),
    holdsWindow: question.holdsWindow,
    onSessionEnd: question.leaveNow,
  })
  // The system shuts down, or ends the session: it waits for nobody's answer.
  powerMonitor.on('shutdown', question.leaveNow)
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, question.leaveNow)
  await new Promise<void>((resolve) => window.webContents.once('dom-ready', () => resolve()))
  const claimcheck = await composeOnce()
  running = claimcheck
  await claimcheck.begin()
  setTimeout(() => void warmUp().catch((thrown: unknown) => reportBug('warm-up', thrown)), warmUpAfterMs).unref()
}

async function warmUp(): Promise<void> {
  await (await import('./adapters/warm-up.ts')).warmUp()
}

type Claimcheck = ReturnType<(typeof import('./composition.ts'))['composeClaimcheck']>

async function compose(dataFolder: string, stores: ReturnType<typeof createElectronStoreOpener>): Promise<Claimcheck> {
  const secretClipboard = createSecretClipboard()
  const [{ composeClaimcheck }, { launchPlaygroundProcess }] = await Promise.all([
    import('./composition.ts'),
    import('./host/playground-process-host.ts'),
    stores.load(),
  ])
  const claimcheck = composeClaimcheck({
    dataFolder,
    appOrigin,
    facts: appFacts(),
    openStore: stores.open,
    keyWrapper: createSafeStorageKeyWrapper(safeStorage, process.platform),
    presence: createTouchId(systemPreferences, process.platform),
    machine: createMachineWatch(powerMonitor),
    now: () => new Date(),
    monotonicMs: () => performance.now(),
    schedule(delayMs, task) {
      const timer = setTimeout(task, delayMs)
      return () => clearTimeout(timer)
    },
    launchPlayground: launchPlaygroundProcess(import.meta.dirname),
    openLink,
    copyText,
    copySecret: secretClipboard.copy,
    clearCopied: secretClipboard.clear,
    askForFolder: () => askForFolder('Open a folder as workspace'),
    askWhereToSave: (suggestedName) => askWhereToSave('Save as', suggestedName),
    askForFile,
    askSystemProxy,
    applyTheme,
    deliver: deliverToWindows,
    reportBug,
  })
  applyTheme(claimcheck.settings.get())
  powerMonitor.on('lock-screen', claimcheck.screenLocked)
  powerMonitor.on('suspend', () => {
    claimcheck.suspend()
    // Timers stand still in sleep: what was to be taken off the clipboard in a minute would lie there for hours.
    void secretClipboard.clear()
  })
  powerMonitor.on('resume', claimcheck.resume)
  quitInOrder(async () => {
    // Whatever becomes of the clipboard, what is not saved yet is saved.
    await secretClipboard.clear().catch((thrown: unknown) => reportBug('at-quit', thrown))
    await claimcheck.end()
  })
  return claimcheck
}

/** Holds the quit until what is being written is written, but not for ever. */
function quitInOrder(end: () => Promise<void>): void {
  let hasEnded = false
  app.on('will-quit', (event) => {
    if (hasEnded) return
    event.preventDefault()
    hasEnded = true
    const limit = new Promise<void>((resolve) => setTimeout(resolve, quitLimitMs))
    void Promise.race([end().catch((thrown: unknown) => reportBug('at-quit', thrown)), limit]).then(() => app.quit())
  })
}

function stopAfter(what: string) {
  return (thrown: unknown): void => {
    reportBug(what, thrown)
    process.stderr.write(`Claimcheck had to stop (${what}); see the log in ${app.getPath('logs')}\n`)
    app.exit(1)
  }
}

// The call takes a `--no-sandbox` of the command line away, without which Chromium refuses to run under root.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
registerAppScheme()
holdEveryWindowStill()
app.on('window-all-closed', () => app.quit())
if (isFirstInstance()) {
  process.on('uncaughtException', stopAfter('uncaught-exception'))
  process.on('unhandledRejection', (reason) => reportBug('unhandled-rejection', reason))
  // Never `await` at the top level: a main that is an ES module would deadlock in a packaged app.
  start().catch(stopAfter('start'))
} else {
  app.quit()
}
