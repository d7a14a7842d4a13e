// The least that Electron can be: what every app on this runtime costs before it does anything.
import path from 'node:path'
import { BrowserWindow, app } from 'electron'

void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, webPreferences: { sandbox: true } })
  return window.loadFile(path.join(import.meta.dirname, 'index.html'))
})
app.on('window-all-closed', () => app.quit())
