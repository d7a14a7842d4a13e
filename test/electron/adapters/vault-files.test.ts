import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createVaultFiles } from '../../../electron/adapters/vault-files.ts'

let root = ''
beforeEach(() => void (root = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-'))))
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('damaged bytes', () => {
  test('are copied aside once, however often the program starts', async () => {
    const { keepAside } = createVaultFiles(root)
    const where = await keepAside(Buffer.from('damaged'))
    expect(await keepAside(Buffer.from('damaged'))).toBe(where)
    expect(readFileSync(where, 'utf8')).toBe('damaged')
    expect(statSync(where).mode & 0o777).toBe(0o600)
    expect(readdirSync(root)).toHaveLength(1)
  })

  test('are copied again when the first copy was cut short', async () => {
    const { keepAside } = createVaultFiles(root)
    const where = await keepAside(Buffer.from('damaged'))
    writeFileSync(where, 'dam')
    await keepAside(Buffer.from('damaged'))
    expect(readFileSync(where, 'utf8')).toBe('damaged')
  })
})

describe('a vault that is set aside', () => {
  test('leaves nothing that would be taken for a vault, and loses no byte', async () => {
    const { file, moveAside } = createVaultFiles(root)
    writeFileSync(path.join(root, 'vault.json'), 'main')
    writeFileSync(path.join(root, 'vault.json.bak'), 'predecessor')
    await moveAside()
    expect(await file.read()).toBeNull()
    const kept = readdirSync(root).map((name) => readFileSync(path.join(root, name), 'utf8'))
    expect(kept.toSorted()).toEqual(['main', 'predecessor'])
  })

  test('may be missing altogether', async () => {
    const { moveAside } = createVaultFiles(root)
    await expect(moveAside()).resolves.toBeUndefined()
  })

  test('does not replace one that was set aside before', async () => {
    const { moveAside } = createVaultFiles(root)
    for (const content of ['first', 'second']) {
      writeFileSync(path.join(root, 'vault.json'), content)
      await moveAside()
    }
    const kept = readdirSync(root).map((name) => readFileSync(path.join(root, name), 'utf8'))
    expect(kept.toSorted()).toEqual(['first', 'second'])
  })
})
