// @ts-check
import { ensureBuilt } from './app-build.mjs'
import { isRoot } from './debian-packages.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { ensureDisplay, hasDisplay } from './display.mjs'
import { say } from './progress.mjs'
import { findRuntime } from './runtime.mjs'
import { ensureSystemLibraries } from './system-libraries.mjs'

/**
 * Everything between an empty clone and a window: packages, Electron, system libraries, display, build.
 * The caller ends the display with `close`.
 * @param {{ alwaysVirtualDisplay?: boolean }} [wish]
 */
export async function makeReadyToRun({ alwaysVirtualDisplay = false } = {}) {
  await ensureDependencies()
  const runtime = await findRuntime()
  const needsVirtualDisplay = alwaysVirtualDisplay || !hasDisplay()
  await ensureSystemLibraries({ executable: runtime.executable, needsVirtualDisplay })
  await ensureBuilt()
  const display = await ensureDisplay({ alwaysVirtual: alwaysVirtualDisplay })
  const env = { ...display.env, ELECTRON_OVERRIDE_DIST_PATH: runtime.folder }
  return { runtime, env, close: display.close }
}

/** Chromium's sandbox can't start under root; nobody else goes without it, and the app itself never switches it off. */
export function sandboxSwitches() {
  if (process.platform !== 'linux' || !isRoot) return []
  say("You are root: starting with --no-sandbox, since Chromium's sandbox refuses to run as root")
  return ['--no-sandbox']
}
