import { BrowserWindow, nativeTheme } from 'electron'
import path from 'node:path'
import type { WindowPlace } from '../domain/settings/window-placement.ts'
import { startPage } from './app-protocol.ts'

export interface MainWindowParts {
  /** The folder of the built preload script. */
  readonly preloadFolder: string
  /** Without a position the system centres the window. */
  readonly place: { bounds: { x?: number; y?: number; width: number; height: number }; maximized: boolean }
  /** Must not throw: what is thrown in a window's event ends the program. */
  readonly onPlaceChanged: (place: WindowPlace) => void
  /** Whether the window stays open although it was to be closed. */
  readonly holdsWindow: () => boolean
  readonly onSessionEnd: () => void
}

/** Opens the one window: sandboxed, isolated and without Node. */
export function openMainWindow(parts: MainWindowParts): BrowserWindow {
  const { preloadFolder, place, onPlaceChanged } = parts
  const window = new BrowserWindow({
    ...place.bounds,
    minWidth: 900,
    minHeight: 560,
    // Shown at once, in the page's own colour: waiting for the first frame would cost the time of two.
    title: 'Claimcheck',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0e1116' : '#f5f6f8',
    autoHideMenuBar: true,
    webPreferences: {
      preload: path.join(preloadFolder, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  })
  if (place.maximized) window.maximize()
  const remember = () => onPlaceChanged({ bounds: window.getNormalBounds(), maximized: window.isMaximized() })
  window.on('close', (event) => {
    remember()
    if (parts.holdsWindow()) event.preventDefault()
  })
  // Windows tells the windows, and not `powerMonitor`.
  window.on('session-end', parts.onSessionEnd)
  // A page that died comes back with what it had saved; a person should not lose a morning to a crashed tab.
  // One that dies again and again is left as it is: reloading it for ever would only heat the machine.
  const deathsMs: number[] = []
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    deathsMs.push(Date.now())
    const lately = deathsMs.filter((atMs) => atMs > Date.now() - 60_000).length
    if (reason !== 'clean-exit' && lately <= 3 && !window.isDestroyed()) window.webContents.reload()
  })
  void window.loadURL(startPage)
  return window
}
