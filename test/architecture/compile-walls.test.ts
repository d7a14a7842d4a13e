import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { projectFolder } from './source-files.ts'

type Room = 'electron/contract' | 'electron/domain' | 'renderer'

mkdirSync(path.join(projectFolder, '.cache'), { recursive: true })
// Inside the project, so that packages are found from there as they are from the real rooms.
const workshop = mkdtempSync(path.join(projectFolder, '.cache/compile-walls-'))
afterAll(() => rmSync(workshop, { recursive: true, force: true }))

/** What the compiler says to one more file in a room, under the room's own tsconfig and references. */
async function compileIn(room: Room, source: string): Promise<string> {
  const folder = mkdtempSync(path.join(workshop, 'room-'))
  const roomFolder = path.join(projectFolder, room)
  const real: { references?: { path: string }[] } = JSON.parse(
    readFileSync(path.join(roomFolder, 'tsconfig.json'), 'utf8'),
  )
  const config = {
    extends: path.join(roomFolder, 'tsconfig.json'),
    compilerOptions: {
      rootDir: projectFolder,
      outDir: path.join(folder, 'out'),
      tsBuildInfoFile: path.join(folder, 'info'),
    },
    include: [],
    files: ['./one-more.ts'],
    references: (real.references ?? []).map((each) => ({ path: path.resolve(roomFolder, each.path) })),
  }
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config))
  writeFileSync(path.join(folder, 'one-more.ts'), source)
  const tsc = path.join(projectFolder, 'node_modules/typescript/bin/tsc')
  return new Promise((resolve) => {
    execFile(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], (_failed, stdout) => resolve(stdout))
  })
}

/** Not in the project's file list, and not in one it references: the wall between projects. */
const otherProject = 'error TS6307'
const unknownName = /error TS(?:2304|2584|2591|2580|2307)/

describe('the compiler refuses', () => {
  test('a window that imports the domain', async () => {
    const said = await compileIn('renderer', importOf('electron/domain/failures/claimcheck-error.ts'))
    expect(said).toContain(otherProject)
  })

  test('a window that imports Node', async () => {
    expect(await compileIn('renderer', "import { readFile } from 'node:fs'\nexport const x = readFile\n")).toMatch(
      unknownName,
    )
  })

  test('a contract that imports Node', async () => {
    const said = await compileIn('electron/contract', "import { readFile } from 'node:fs'\nexport const x = readFile\n")
    expect(said).toMatch(unknownName)
  })

  test('a contract that knows Node’s globals', async () => {
    expect(await compileIn('electron/contract', 'export const x = process.env\n')).toMatch(unknownName)
  })

  test('a contract that knows the page', async () => {
    expect(await compileIn('electron/contract', 'export const x = document.title\n')).toMatch(unknownName)
  })

  test('a domain that imports an adapter', async () => {
    expect(await compileIn('electron/domain', importOf('electron/ipc/trusted-sender.ts'))).toContain(otherProject)
  })

  test('a domain that knows the page', async () => {
    expect(await compileIn('electron/domain', 'export const x = document.title\n')).toMatch(unknownName)
  })
})

describe('and lets through', () => {
  test.each<[Room, string]>([
    ['electron/contract', "import * as z from 'zod'\nexport const x: z.ZodString = z.string()\n"],
    ['electron/domain', "import { randomUUID } from 'node:crypto'\nexport const x: string = randomUUID()\n"],
    ['renderer', 'export const x: string = document.title\n'],
  ])('an ordinary file in %s', async (room, source) => {
    expect(await compileIn(room, source)).toBe('')
  })
})

function importOf(file: string): string {
  return `import * as other from ${JSON.stringify(path.join(projectFolder, file))}\nexport const x = Object.keys(other)\n`
}
