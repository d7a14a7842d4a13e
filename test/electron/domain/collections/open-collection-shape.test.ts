import type { OpenCollection } from '@opencollection/types'
import type { Folder } from '@opencollection/types/collection/item'
import type { Environment } from '@opencollection/types/config/environments'
import type { HttpRequest, HttpRequestDetails, HttpRequestInfo } from '@opencollection/types/requests/http'
import { parse } from 'yaml'
import { describe, expect, test } from 'vitest'
import { emptyDraft } from '../../../../electron/contract/requests.ts'
import { everyWayFiles } from '../../../../electron/domain/collections/every-way.ts'
import { starterFiles } from '../../../../electron/domain/collections/starter.ts'
import { newRequestText } from '../../../../electron/domain/collections/write-request-file.ts'
import { at } from '../../../support/temporary-workspace.ts'

// The format is closed: a key that its types do not know makes Bruno refuse the file.
const known = {
  collection: ['info', 'opencollection', 'request', 'bundled'] satisfies (keyof OpenCollection)[],
  folder: ['info'] satisfies (keyof Folder)[],
  environment: ['name', 'variables'] satisfies (keyof Environment)[],
  request: ['info', 'http', 'settings', 'docs'] satisfies (keyof HttpRequest)[],
  info: ['name', 'type', 'seq'] satisfies (keyof HttpRequestInfo)[],
  http: ['method', 'url', 'headers', 'params', 'body', 'auth'] satisfies (keyof HttpRequestDetails)[],
} as const

const kindOf = (path: string) => {
  if (path === 'opencollection.yml') return 'collection'
  if (path.startsWith('environments/')) return 'environment'
  return path.endsWith('folder.yml') ? 'folder' : 'request'
}
const isWithin = (keys: readonly string[], allowed: readonly string[]) => keys.filter((key) => !allowed.includes(key))

describe('files that are written anew', () => {
  test.each([...starterFiles(), ...everyWayFiles()])('%s has only keys of OpenCollection 1.0.0', (path, text) => {
    const content: Record<string, unknown> = parse(text)
    expect(isWithin(Object.keys(content), known[kindOf(path)])).toEqual([])
  })

  test('a request with everything in it is the format’s own shape, text for text', () => {
    const text = newRequestText(at('x.yml'), 'All', 2, {
      ...emptyDraft,
      method: 'POST',
      url: 'https://x.test/?a=1',
      headers: [{ name: 'X-N', value: '1', enabled: false }],
      params: [{ name: 'a', value: '1', enabled: true }],
      body: { kind: 'form', fields: [{ name: 'f', value: 'true', enabled: true }] },
      sendAs: { as: 'profile', name: 'alice' },
      settings: { followRedirects: false, timeoutMs: 1500 },
      notes: 'Two\nlines',
    })
    const expected = {
      info: { name: 'All', type: 'http', seq: 2 },
      http: {
        method: 'POST',
        url: 'https://x.test/?a=1',
        headers: [{ name: 'X-N', value: '1', disabled: true }],
        params: [{ name: 'a', value: '1', type: 'query' }],
        body: { type: 'form-urlencoded', data: [{ name: 'f', value: 'true' }] },
        auth: { type: 'bearer', token: '{{token.alice}}' },
      },
      settings: { followRedirects: false, timeout: 1500 },
      docs: 'Two\nlines',
    } satisfies HttpRequest
    expect(parse(text)).toEqual(expected)
    expect(isWithin(Object.keys(expected), known.request)).toEqual([])
    expect(
      isWithin([...Object.keys(expected.info), ...Object.keys(expected.http)], [...known.info, ...known.http]),
    ).toEqual([])
  })

  test('inheriting is a word, and nobody is no word at all', () => {
    const http = (as: 'inherit' | 'nobody'): unknown =>
      parse(newRequestText(at('x.yml'), 'x', 1, { ...emptyDraft, sendAs: { as } }))
    expect(http('inherit')).toMatchObject({ http: { auth: 'inherit' } })
    expect(http('nobody')).toEqual({ info: { name: 'x', type: 'http', seq: 1 }, http: { method: 'GET', url: '' } })
  })
})
