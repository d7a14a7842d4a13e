import { chmod, mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openWorkspaceIn } from '../../../electron/adapters/open-workspace.ts'

let dataFolder = ''
beforeEach(async () => {
  dataFolder = await mkdtemp(path.join(tmpdir(), 'claimcheck-workspaces-'))
})
afterEach(() => rm(dataFolder, { recursive: true, force: true }))

const modeOf = async (folder: string) => (await stat(folder)).mode & 0o777
const opener = () =>
  openWorkspaceIn({
    dataFolder,
    now: () => new Date(0),
    builtIn: () => [],
    newId: () => 'x',
    onChanged: () => undefined,
  })

describe('the workspace of the program itself', () => {
  test('can be looked into by its owner only', async () => {
    const folder = path.join(dataFolder, 'playground')
    await opener()(folder, true)
    expect(await modeOf(folder)).toBe(0o700)
  })

  test('is closed for others where an older version had left it open', async () => {
    const folder = path.join(dataFolder, 'playground')
    await mkdir(folder)
    await chmod(folder, 0o755)
    await opener()(folder, true)
    expect(await modeOf(folder)).toBe(0o700)
  })
})

test('a folder that a person chose keeps the rights that it has: others may work in it too', async () => {
  const folder = path.join(dataFolder, 'shared')
  await mkdir(folder)
  await chmod(folder, 0o775)
  await opener()(folder, false)
  expect(await modeOf(folder)).toBe(0o775)
})
