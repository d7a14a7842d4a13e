// Stands where Electron's own default_app stands in an official binary: loads the app folder named on the command line.
// Its top level awaits the app's main, as Electron's does, so that a main which awaits `app.whenReady()` at its own top
// level hangs here as it would in a package.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'))
if (folder === undefined) {
  console.error('Name the folder of an app: electron <folder>')
  app.exit(1)
} else {
  const appFolder = path.resolve(folder)
  const manifest = JSON.parse(await readFile(path.join(appFolder, 'package.json'), 'utf8'))
  app.setName(manifest.productName ?? manifest.name)
  app.setVersion(manifest.version ?? '0.0.0')
  app.setAppPath(appFolder)
  // Electron took the loader's name for its data folder; the app's own name decides unless the person does.
  if (!app.commandLine.hasSwitch('user-data-dir')) {
    app.setPath('userData', path.join(app.getPath('appData'), app.getName()))
  }
  await import(pathToFileURL(path.join(appFolder, manifest.main ?? 'index.js')).href)
}
