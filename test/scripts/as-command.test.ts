import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'

const progress = pathToFileURL(path.resolve(import.meta.dirname, '../../scripts/set-up/progress.mjs')).href

/** Runs a command of ours in a process in which a package ends everything with 0, as electron-builder's does. */
function exitCodeOf(main: string): number | null {
  const program = `
    process.on('beforeExit', () => process.exit(0))
    const { asCommand } = await import('${progress}')
    await asCommand(${main})
  `
  return spawnSync(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'ignore' }).status
}

describe('a command', () => {
  test.each([
    ['that found failures', 'async () => 1', 1],
    ['that went well', 'async () => 0', 0],
    ['that was called wrongly', 'async () => 2', 2],
    ['that threw', "async () => { throw new Error('no disk') }", 1],
    ['that never ended', '() => new Promise(() => undefined)', 1],
  ])('%s says so, whatever a package does at the end', (_what, main, exitCode) => {
    expect(exitCodeOf(main)).toBe(exitCode)
  })
})
