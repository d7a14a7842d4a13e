import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { chmod, link, lstat, mkdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { nodeFileCalls, type FileCalls } from '../../../electron/adapters/file-calls.ts'
import { emptyDraft } from '../../../electron/contract/requests.ts'
import { aRequestFile, at, aWorkspace, removeWorkspaces } from '../../support/temporary-workspace.ts'

afterEach(removeWorkspaces)

const systemError = (code: string) => Object.assign(new Error(code), { code })

/** Node's file calls, one of which fails. */
const failing = (name: keyof FileCalls, code: string): FileCalls => ({
  ...nodeFileCalls,
  [name]: async () => {
    throw systemError(code)
  },
})

/** Writes as a full disk does: a part of the bytes, then the error. */
const shortWrites: FileCalls = {
  ...nodeFileCalls,
  create: async (file, mode) => {
    const handle = await nodeFileCalls.create(file, mode)
    let written = 0
    return {
      sync: () => handle.sync(),
      close: () => handle.close(),
      write: async (bytes, offset, length) => {
        if (written > 20) throw systemError('ENOSPC')
        const { bytesWritten } = await handle.write(bytes, offset, Math.min(length, 7))
        written += bytesWritten
        return { bytesWritten }
      },
    }
  },
}

describe('a file that is being replaced', () => {
  const text = aRequestFile('A', 1)

  test.each<[string, FileCalls, string]>([
    ['the disk is full in the middle', shortWrites, 'disk-full'],
    ['it can’t be made', failing('create', 'EACCES'), 'not-allowed'],
    ['it can’t be renamed', failing('rename', 'EIO'), 'other'],
    ['the quota is used up', failing('create', 'EDQUOT'), 'disk-full'],
  ])('keeps its old text when %s, and leaves nothing beside it', async (_what, calls, reason) => {
    const { collections, read, root } = await aWorkspace({ 'a.yml': text }, { calls })
    const saving = collections.saveRequest({
      to: 'existing',
      path: at('a.yml'),
      draft: { ...emptyDraft, method: 'PUT' },
    })
    await expect(saving).rejects.toMatchObject({ code: 'storage.write_failed', details: { file: 'a.yml', reason } })
    expect(await read('a.yml')).toBe(text)
    expect(readdirSync(root)).toEqual(['a.yml'])
  })

  test('gets every byte written when the system takes seven at a time', async () => {
    const trickling: FileCalls = {
      ...nodeFileCalls,
      create: async (file, mode) => {
        const handle = await nodeFileCalls.create(file, mode)
        return {
          sync: () => handle.sync(),
          close: () => handle.close(),
          write: (bytes, offset, length) => handle.write(bytes, offset, Math.min(length, 7)),
        }
      },
    }
    const { collections, read } = await aWorkspace({ 'a.yml': text }, { calls: trickling })
    const { draft } = await collections.readRequest(at('a.yml'))
    await collections.saveRequest({ to: 'existing', path: at('a.yml'), draft: { ...draft, method: 'PUT' } })
    expect(await read('a.yml')).toBe(text.replace('GET', 'PUT'))
  })

  test('keeps its permissions; a new one is readable as the system’s default says', async () => {
    const { files, root } = await aWorkspace({ 'a.yml': text })
    await chmod(path.join(root, 'a.yml'), 0o640)
    await files.replace(at('a.yml'), 'x')
    expect((await stat(path.join(root, 'a.yml'))).mode & 0o777).toBe(0o640)
    await files.create(at('b.yml'), 'x')
    expect((await stat(path.join(root, 'b.yml'))).mode & 0o777).toBe(0o666 & ~process.umask())
  })

  test('by a process that was killed leaves a file that is swept later and never shown', async () => {
    const { files, root } = await aWorkspace({ 'a.yml': text })
    const leftover = path.join(root, '.claimcheck-01234567-89ab-4cde-8f01-23456789abcd.tmp')
    await writeFile(leftover, 'half')
    expect(await files.list(at(''))).toEqual([{ name: 'a.yml', kind: 'file' }])
    expect(readdirSync(root)).toHaveLength(2)
    const hourAgo = new Date(Date.now() - 3_600_000)
    await utimes(leftover, hourAgo, hourAgo)
    await files.list(at(''))
    expect(readdirSync(root)).toEqual(['a.yml'])
  })
})

describe('a new file', () => {
  test('is never written over one that is there, by whichever way files get their name', async () => {
    for (const calls of [nodeFileCalls, failing('link', 'EPERM')]) {
      const { files, read, root } = await aWorkspace({ 'a.yml': 'old' }, { calls })
      await expect(files.create(at('a.yml'), 'new')).rejects.toMatchObject({ code: 'collection.exists' })
      await files.create(at('b.yml'), 'new')
      expect([await read('a.yml'), await read('b.yml')]).toEqual(['old', 'new'])
      expect(readdirSync(root)).toEqual(['a.yml', 'b.yml'])
      await expect(files.move(at('b.yml'), at('a.yml'))).rejects.toMatchObject({ code: 'collection.exists' })
      expect(await read('a.yml')).toBe('old')
    }
  })

  test('whose name is too long for the system is told so', async () => {
    const { files } = await aWorkspace()
    await expect(files.create(at(`${'x'.repeat(300)}.yml`), 'x')).rejects.toMatchObject({
      code: 'collection.name_invalid',
    })
  })
})

describe('links', () => {
  const outside = async (base: string) => {
    await mkdir(path.join(base, 'outside'))
    await writeFile(path.join(base, 'outside', 'secret.yml'), aRequestFile('Secret', 1))
  }

  test('that leave the workspace are neither read, written, moved into nor removed through', async () => {
    const { base, root, collections, files, put } = await aWorkspace({ 'a.yml': aRequestFile('A', 1) })
    await outside(base)
    await symlink(path.join(base, 'outside'), path.join(root, 'out'))
    await symlink(path.join(base, 'outside', 'secret.yml'), path.join(root, 'link.yml'))
    await put('F/folder.yml', 'info:\n  name: F\n  type: folder\n')
    await symlink(path.join(base, 'outside'), path.join(root, 'F', 'deep'))
    const gone = { code: 'collection.not_found' }
    for (const place of ['out/secret.yml', 'link.yml', 'F/deep/secret.yml']) {
      await expect(collections.readRequest(at(place))).rejects.toMatchObject(gone)
      const saving = collections.saveRequest({ to: 'existing', path: at(place), draft: emptyDraft })
      await expect(saving).rejects.toMatchObject(gone)
    }
    const making = collections.saveRequest({ to: 'new', folder: at('out'), name: 'New', draft: emptyDraft })
    await expect(making).rejects.toMatchObject(gone)
    await expect(collections.createFolder(at('F/deep'), 'New')).rejects.toMatchObject(gone)
    await expect(collections.move(at('a.yml'), at('out'), null)).rejects.toMatchObject(gone)
    await expect(files.create(at('out/new/deep.yml'), 'x')).rejects.toMatchObject(gone)
    await expect(files.replace(at('link.yml'), 'x')).rejects.toMatchObject(gone)
    await collections.remove(at('link.yml'))
    await collections.remove(at('out'))
    expect(readdirSync(path.join(base, 'outside'))).toEqual(['secret.yml'])
  })

  test('are given back as links by an undo', async () => {
    const { base, root, collections } = await aWorkspace()
    await outside(base)
    await symlink('../outside', path.join(root, 'out'))
    const { undo } = await collections.remove(at('out'))
    await collections.undoRemove(undo)
    expect((await lstat(path.join(root, 'out'))).isSymbolicLink()).toBe(true)
  })

  test('to the workspace itself are fine: a person chose that path', async () => {
    const { base, root, put } = await aWorkspace({ 'a.yml': aRequestFile('A', 1) })
    await put('b.yml', 'x')
    await symlink(root, path.join(base, 'shortcut'))
    const { collectionFilesIn } = await import('../../../electron/adapters/collection-files.ts')
    const files = collectionFilesIn(path.join(base, 'shortcut'))
    expect(await files.read(at('b.yml'))).toBe('x')
    await files.create(at('c.yml'), 'y')
    expect(await files.list(at(''))).toHaveLength(3)
  })

  test('of the hard kind are files like any other, and are not written through', async () => {
    const { base, root, files } = await aWorkspace()
    await writeFile(path.join(base, 'other.yml'), 'other')
    await link(path.join(base, 'other.yml'), path.join(root, 'a.yml'))
    await files.replace(at('a.yml'), 'mine')
    expect((await stat(path.join(base, 'other.yml'))).size).toBe('other'.length)
  })
})

describe('things that are no files', () => {
  test.skipIf(process.platform === 'win32')('a named pipe is not waited for', async () => {
    const { root, files, collections } = await aWorkspace()
    execFileSync('mkfifo', [path.join(root, 'pipe.yml')])
    expect((await collections.tree()).items).toEqual([])
    await expect(files.read(at('pipe.yml'))).rejects.toMatchObject({ code: 'collection.not_found' })
  })

  test('a folder called like a request is a folder', async () => {
    const { root, collections } = await aWorkspace()
    await mkdir(path.join(root, 'x.yml'))
    await expect(collections.readRequest(at('x.yml'))).rejects.toMatchObject({ code: 'collection.not_found' })
  })

  test('a workspace that vanished is empty, and comes back with the next save', async () => {
    const { root, collections } = await aWorkspace({ 'a.yml': aRequestFile('A', 1) })
    await rm(root, { recursive: true })
    expect((await collections.tree()).items).toEqual([])
    await expect(collections.readRequest(at('a.yml'))).rejects.toMatchObject({ code: 'collection.not_found' })
    await collections.saveRequest({ to: 'new', folder: at(''), name: 'New', draft: emptyDraft })
    expect(readdirSync(root)).toEqual(['New.yml', 'opencollection.yml'])
  })
})
