// @ts-check
import path from 'node:path'
import { existsSync } from 'node:fs'
import { runQuietly } from './child-processes.mjs'
import { SetUpProblem } from './progress.mjs'

/**
 * Installs exactly what a lock file names, checked by its integrity hashes; no package runs a script of its own.
 * @param {string} folder holds package.json and package-lock.json
 */
export async function npmCi(folder) {
  const [command, ...before] = npmCommand()
  const args = [...before, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const { exitCode, output } = await runQuietly(command, args, { cwd: folder })
  if (exitCode === 0) return
  throw new SetUpProblem(
    `npm could not install the packages of ${folder}:\n${output.trim()}\n\n` +
      'Is the package registry reachable (npm ping)? Then run the same command again.',
  )
}

/** @returns {[string, ...string[]]} */
function npmCommand() {
  const fromNpm = process.env['npm_execpath']
  if (fromNpm !== undefined && /npm-cli\.c?js$/.test(fromNpm)) return [process.execPath, fromNpm]
  // Started by hand with `node scripts/…`: npm lies beside node in every ordinary installation.
  const besideNode = path.resolve(path.dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js')
  return existsSync(besideNode) ? [process.execPath, besideNode] : ['npm']
}
