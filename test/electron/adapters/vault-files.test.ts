import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nodeFileCalls } from '../../../electron/adapters/file-calls.ts'
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

describe('a file of an earlier version', () => {
  test('is kept once beside the one that follows it', async () => {
    const { keepVersion } = createVaultFiles(root)
    for (let start = 0; start < 2; start += 1) await keepVersion(Buffer.from('version 1'), 1)
    expect(readdirSync(root)).toEqual([expect.stringMatching(/^vault\.json\.version-1-[0-9a-f]{12}$/)])
    const where = path.join(root, readdirSync(root)[0] ?? '')
    expect([readFileSync(where, 'utf8'), statSync(where).mode & 0o777]).toEqual(['version 1', 0o600])
  })

  test('goes when it is judged to, with what a killed process left of one; nothing else does', async () => {
    const { file, keepVersion, keepAside, removeVersions } = createVaultFiles(root)
    for (const text of ['old', 'older', 'kept']) await keepVersion(Buffer.from(text), 1)
    await file.write(Buffer.from('{}'))
    await keepAside(Buffer.from('old'))
    writeFileSync(path.join(root, 'vault.json.version-1-0123456789ab.0123456789abcdef.tmp'), 'old')
    await removeVersions(async (bytes) => Buffer.from(bytes).toString('utf8').startsWith('old'))
    expect(readdirSync(root).toSorted()).toEqual([
      'vault.json',
      expect.stringMatching(/^vault\.json\.damaged-/),
      expect.stringMatching(/^vault\.json\.version-1-/),
    ])
    expect(readFileSync(path.join(root, readdirSync(root).toSorted()[2] ?? ''), 'utf8')).toBe('kept')
    await expect(
      createVaultFiles(path.join(root, 'never made')).removeVersions(async () => true),
    ).resolves.toBeUndefined()
  })

  test('that can’t be removed is named, and the others go', async () => {
    const { keepVersion } = createVaultFiles(root)
    for (const text of ['one', 'two']) await keepVersion(Buffer.from(text), 1)
    const [stuck = ''] = readdirSync(root)
    const calls = {
      ...nodeFileCalls,
      remove: (file: string) =>
        path.basename(file) === stuck
          ? Promise.reject(Object.assign(new Error('in the way'), { code: 'EACCES' }))
          : nodeFileCalls.remove(file),
    }
    await expect(createVaultFiles(root, calls).removeVersions(async () => true)).rejects.toMatchObject({
      code: 'storage.write_failed',
      details: { file: stuck, reason: 'not-allowed' },
    })
    expect(readdirSync(root)).toEqual([stuck])
  })
})

describe('what was last seen of the vault', () => {
  test('comes from its predecessor when a power cut left zeros', async () => {
    const { seenFile } = createVaultFiles(root)
    for (const seen of ['{"seen":1}', '{"seen":2}']) await seenFile.write(Buffer.from(seen))
    writeFileSync(path.join(root, 'vault-seen.json'), Buffer.alloc(10))
    expect(await seenFile.read()).toEqual({ bytes: Buffer.from('{"seen":1}'), from: 'backup' })
  })
})

describe('to remove it all', () => {
  const digest = '0123456789ab'
  const ours = [
    ...['vault.json', 'vault.json.bak', 'vault-seen.json', 'vault-seen.json.bak', `vault.json.unsound-${digest}`],
    ...[`vault.json.damaged-${digest}`, `vault.json.aside-${digest}`, `vault.json.aside-${digest}.bak`],
    ...[`vault.json.version-1-${digest}`, `vault-seen.json.unsound-${digest}`],
    ...['vault.json.0123456789abcdef.tmp', `vault.json.bak.1-${digest}-0123456789abcdef.tmp`],
    ...[`vault.json.version-1-${digest}.1-${digest}-0123456789abcdef.tmp`, 'vault-seen.json.0123456789abcdef.tmp'],
  ]
  const others = [
    ...['profiles.json', 'settings.json', 'vault.json.txt', 'my-vault.json', 'vault.json.aside', 'vault-export.json'],
    ...['vault.json.notes.tmp', `vault.json.damaged-${digest}.pdf`, 'vault-seen.jsonl', 'vault.jsonx.bak'],
  ]

  test('takes the vault, what was seen of it, every copy and every leftover, and nothing else', async () => {
    for (const name of [...ours, ...others]) writeFileSync(path.join(root, name), 'x')
    const { file, seenFile, removeAll } = createVaultFiles(root)
    await removeAll()
    expect(readdirSync(root).toSorted()).toEqual(others.toSorted())
    expect([await file.read(), await seenFile.read()]).toEqual([null, null])
  })

  test('but what a person may want back leaves the copies of damaged vaults and those that were set aside', async () => {
    for (const name of [...ours, ...others]) writeFileSync(path.join(root, name), 'x')
    await createVaultFiles(root).removeVault()
    const left = [
      ...[`vault.json.damaged-${digest}`, `vault.json.aside-${digest}`, `vault.json.aside-${digest}.bak`],
      `vault.json.unsound-${digest}`,
    ]
    expect(readdirSync(root).toSorted()).toEqual([...others, ...left].toSorted())
  })

  test('may find nothing, or not even the folder', async () => {
    await expect(createVaultFiles(root).removeAll()).resolves.toBeUndefined()
    await expect(createVaultFiles(path.join(root, 'never made')).removeAll()).resolves.toBeUndefined()
  })

  test('names what it could not remove, and removes the rest', async () => {
    for (const name of ours) writeFileSync(path.join(root, name), 'x')
    const stuck = ['vault.json.bak', `vault.json.version-1-${digest}`]
    const calls = {
      ...nodeFileCalls,
      remove: (file: string) =>
        stuck.includes(path.basename(file))
          ? Promise.reject(Object.assign(new Error('in the way'), { code: 'EACCES' }))
          : nodeFileCalls.remove(file),
    }
    await expect(createVaultFiles(root, calls).removeAll()).rejects.toMatchObject({
      code: 'storage.write_failed',
      details: { file: stuck.toReversed().join(', '), reason: 'not-allowed' },
    })
    expect(readdirSync(root).toSorted()).toEqual(stuck.toSorted())
  })

  test('is over only when the folder is flushed', async () => {
    writeFileSync(path.join(root, 'vault.json'), 'x')
    const calls = { ...nodeFileCalls, syncFolder: () => Promise.reject(new Error('no flush')) }
    await expect(createVaultFiles(root, calls).removeAll()).rejects.toMatchObject({ code: 'storage.write_failed' })
  })

  test('and to be killed in the middle leaves a whole vault or none, and never its predecessor alone', async () => {
    for (let kill = 0; kill <= ours.length; kill += 1) {
      for (const name of ours) writeFileSync(path.join(root, name), 'x')
      let removed = 0
      const calls = {
        ...nodeFileCalls,
        async remove(file: string) {
          if (removed === kill) throw new Error('killed')
          removed += 1
          await nodeFileCalls.remove(file)
        },
      }
      await createVaultFiles(root, calls)
        .removeAll()
        .catch(() => undefined)
      const left = readdirSync(root)
      expect(left.includes('vault.json.bak') && !left.includes('vault.json')).toBe(false)
    }
  })
})
