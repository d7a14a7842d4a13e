import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listWindowFiles, type WindowFile } from '../../../electron/adapters/window-files.ts'

let root = ''
let table: ReadonlyMap<string, WindowFile> = new Map()
beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'claimcheck-window-'))
  mkdirSync(path.join(root, 'window', 'assets'), { recursive: true })
  writeFileSync(path.join(root, 'window', 'index.html'), '<!doctype html>')
  writeFileSync(path.join(root, 'window', 'assets', 'main.js'), 'export {}')
  writeFileSync(path.join(root, 'window', 'notes.txt'), 'not for the window')
  writeFileSync(path.join(root, 'secret.html'), 'outside')
  table = await listWindowFiles(path.join(root, 'window'))
})
afterAll(() => rmSync(root, { recursive: true }))

/** What the protocol does with an address: parse it, look its path up. */
const lookUp = (address: string) => table.get(new URL(address, 'app://claimcheck').pathname)

const hops = ['..', '%2e%2e', '..%2f', '..%5c', '%2e%2e%2f', '..%c0%af', '..\\', '%252e%252e', '\u2024\u2024', '..%00']
const targets = ['secret.html', 'window/../secret.html', 'etc/passwd', 'notes.txt', 'index.html%00.png']
const hostile = hops.flatMap((hop) =>
  targets.flatMap((target) => [
    `/${hop}/${target}`,
    `/assets/${hop}/${hop}/${target}`,
    `/assets/${hop}${target}`,
    `//${hop}/${target}`,
  ]),
)

describe('the files of the window', () => {
  test('are found by their exact path, with their type', async () => {
    expect(new TextDecoder().decode(await lookUp('/index.html')?.bytes())).toBe('<!doctype html>')
    expect(lookUp('/assets/main.js')?.mediaType).toMatch(/^text\/javascript/)
  })

  test('are those that a window can use: a stray file is not served', () => {
    expect(lookUp('/notes.txt')).toBeUndefined()
  })

  test(`are all that can be reached: ${hostile.length} spellings of a way out lead nowhere`, () => {
    const reached = hostile.filter(
      (address) => URL.canParse(address, 'app://claimcheck') && lookUp(address) !== undefined,
    )
    expect(hostile.length).toBeGreaterThanOrEqual(200)
    expect(reached).toEqual([])
  })
})
