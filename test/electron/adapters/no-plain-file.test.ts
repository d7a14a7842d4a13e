import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDurableFile } from '../../../electron/adapters/durable-file.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe.skipIf(process.platform === 'win32')('what is no plain file, in the place of one', () => {
  test.each([
    ['a pipe that nobody writes into', (file: string) => void execFileSync('mkfifo', [file])],
    ['a folder', (file: string) => mkdirSync(file)],
  ])('is %s: it is unreadable at once, and nobody waits for it', async (_what, make) => {
    const file = path.join(folder, 'vault.json')
    make(file)
    // More than there are threads to wait on.
    const reading = Array.from({ length: 6 }, () => createDurableFile(file).read())
    for (const outcome of await Promise.allSettled(reading)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'storage.unreadable' } })
    }
  })
})
