// @ts-check
// npm run package: packs the app into release/ as a folder that starts.
// npm run package -- release: the installers of electron-builder.yml for this platform; official Electron only.
import path from 'node:path'
import { ensureBuilt } from './set-up/app-build.mjs'
import { endChildrenWithUs } from './set-up/child-processes.mjs'
import { ensureDependencies } from './set-up/dependencies.mjs'
import { projectFolder } from './set-up/places.mjs'
import { asCommand, say } from './set-up/progress.mjs'
import { findRuntime } from './set-up/runtime.mjs'

endChildrenWithUs()

await asCommand(async () => {
  await ensureDependencies()
  const runtime = await findRuntime()
  await ensureBuilt()
  // Imported late: in an empty clone this file is read before there are any packages.
  const { packApp } = await import('./packaging/pack-app.mjs')
  const { folder, isForPeople } = await packApp(runtime, { withInstallers: process.argv[2] === 'release' })
  say(`Packed into ${path.relative(projectFolder, folder)}`)
  if (!isForPeople) say('This is a DEVELOPMENT PACKAGE on a repackaged Electron: do not give it to anyone.')
  return 0
})
