import { describe, expect, test } from 'vitest'
import { parsePlainContent, versionedContent } from '../../../../electron/domain/storage/plain-content.ts'

const migrations = [(content: unknown) => ({ from: 0, content }), (content: unknown) => ({ from: 1, content })]
const parse = (json: unknown) => parsePlainContent(JSON.stringify(json), migrations)

describe('a plain file', () => {
  test('of the current version is read as it is', () => {
    expect(parse(versionedContent('now', migrations))).toEqual({ kind: 'current', content: 'now' })
  })

  test('of an older version goes through every migration since', () => {
    expect(parse({ schemaVersion: 1, content: 'old' })).toEqual({
      kind: 'older',
      version: 1,
      content: { from: 1, content: 'old' },
    })
    expect(parse({ bare: true })).toEqual({
      kind: 'current',
      content: { from: 1, content: { from: 0, content: { bare: true } } },
    })
  })

  test('of a newer version is handed over as such', () => {
    expect(parse({ schemaVersion: 3, content: 'new' })).toEqual({ kind: 'newer', content: 'new' })
  })

  test.each([[[]], ['text'], [null], [{ schemaVersion: 0, content: 1 }], [{ schemaVersion: 1.5, content: 1 }]])(
    'is damaged when it is %j',
    (json) => {
      expect(parse(json)).toEqual({ kind: 'damaged' })
    },
  )
})
