import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { itemPath } from '../../../../electron/contract/ids.ts'
import { fileStemFor, freeFileName, sameName } from '../../../../electron/domain/collections/file-name.ts'
import { pick, seededRandom } from '../../../support/seeded-random.ts'

const devices = [
  'CON',
  'con',
  'PRN',
  'AUX',
  'NUL',
  'COM1',
  'com9',
  'LPT1',
  'lpt9',
  'COM¹',
  'LPT³',
  'CONIN$',
  'CONOUT$',
  'nul.txt',
  'Aux.tar.gz',
  'COM0',
  'con .x',
]
const written = [
  ...devices,
  ...[
    '../up',
    '..',
    '.',
    '...',
    '../../etc/passwd',
    '/etc/passwd',
    'C:\\Windows',
    '\\\\server\\share',
    'a/../b',
    '..\\..\\x',
    'file://x',
  ],
  ...[
    'trailing.',
    'trailing ',
    'trailing . .',
    ' leading',
    '.hidden',
    '. .git',
    '.git',
    '.',
    '   ',
    '\t',
    '\n',
    'a\u0000b',
    'a\nb',
    'a\rb',
  ],
  ...[
    'a:b',
    'a|b',
    'a<b>',
    'a?b*',
    '"quoted"',
    'x'.repeat(300),
    '😀'.repeat(120),
    'é'.repeat(200),
    'ｆｕｌｌ',
    'ﬁ',
    '\u202Eexe.yml',
    'zero\u200Bwidth',
  ],
  ...[
    '\ud800',
    'a\udc00b',
    '\uFEFFbom',
    'e\u0301',
    'É',
    'folder',
    'Folder',
    'opencollection',
    'environments',
    'node_modules',
    '~',
    '%2e%2e',
    '$(x)',
    '`x`',
    '-rf',
    '--',
  ],
]
const random = seededRandom(3)
const made = Array.from({ length: 200 - written.length > 0 ? 200 : 100 }, () =>
  Array.from({ length: 1 + Math.floor(random() * 5) }, () =>
    pick(random, [...written, '/', '\\', '.', ' ', ':', '..']),
  ).join(''),
)
const hostile = [...written, ...made]

describe('a file name for a name that a person gave', () => {
  test(`is safe on every system for ${hostile.length} hostile names`, () => {
    expect(hostile.length).toBeGreaterThan(200)
    for (const name of hostile) {
      const stem = fileStemFor(name)
      const file = `${stem}.yml`
      expect(itemPath.safeParse(file).success, JSON.stringify(name)).toBe(true)
      expect(path.posix.basename(file)).toBe(file)
      expect(path.win32.basename(file)).toBe(file)
      expect(stem).not.toMatch(/[<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}]|^[.\s]|[.\s]$|^$/u)
      expect(stem).not.toMatch(/^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i)
      expect(stem).not.toMatch(/^(folder|opencollection|environments|node_modules)$/i)
      expect(Buffer.byteLength(file)).toBeLessThanOrEqual(200)
      expect(stem).toBe(stem.normalize('NFC'))
      expect(fileStemFor(stem), 'settled').toBe(stem)
    }
  })

  test('is the name itself where that is fit', () => {
    for (const name of ['List orders', 'Bestellung prüfen', '注文一覧', 'v1.2 (draft)', 'Order-by_id']) {
      expect(fileStemFor(name)).toBe(name)
    }
  })

  test('is told apart from its neighbours without regard to case or composition', () => {
    expect(freeFileName('List', '.yml', ['list.YML', 'LIST 2.yml'])).toBe('List 3.yml')
    expect(freeFileName('caf\u00e9', '', ['cafe\u0301'])).toBe('caf\u00e9 2')
    expect(sameName('Straße', 'STRASSE')).toBe(true)
    expect(sameName('List', 'Lists')).toBe(false)
  })
})
