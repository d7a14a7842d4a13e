import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { expect, test } from '@playwright/test'
import { packedProgram, startPackedApp } from './start-packed-app.ts'

// A fuse in the binary is one character: 0 off, 1 on, r removed.
const off = '0'.charCodeAt(0)
const on = '1'.charCodeAt(0)

/** What a package must be set to. The browser's V8 snapshot is as Electron ships it, so it is not in the table. */
const wantedFuses = {
  [FuseV1Options.RunAsNode]: off,
  [FuseV1Options.EnableCookieEncryption]: on,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
  [FuseV1Options.EnableNodeCliInspectArguments]: off,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
  [FuseV1Options.OnlyLoadAppFromAsar]: on,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: off,
}

test('the fuses of the packed program are set as the table says', async () => {
  expect(await getCurrentFuseWire(packedProgram)).toMatchObject(wantedFuses)
})

test('the package holds the app in its archive and nowhere else', () => {
  const resources = readdirSync(path.join(path.dirname(packedProgram), 'resources'))
  expect(resources).toContain('app.asar')
  expect(resources).not.toContain('app')
  expect(resources).not.toContain('default_app.asar')
})

test('the packed program is no Node for whoever starts it with Node’s variables and switches', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-fuse-test-'))
  const trace = path.join(folder, 'was-run')
  const script = path.join(folder, 'script.cjs')
  writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(trace)}, '')\n`, { mode: 0o644 })
  const app = await startPackedApp({
    env: { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require ${script}` },
    args: ['--inspect=0'],
  })
  try {
    await expect(app.window.locator('#root')).not.toBeEmpty()
    expect(app.printed()).not.toContain('Debugger listening')
    expect(existsSync(trace)).toBe(false)
  } finally {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
