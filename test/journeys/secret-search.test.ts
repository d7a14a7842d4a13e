import { describe, expect, test } from 'vitest'
import { asText, findSecrets } from '../support/secret-search.ts'

describe('the search of the canary journey', () => {
  const secret = 'canary~of the "control"+1'
  const wanted = new Map([[secret, 'the control']])

  const writtenDown: readonly (readonly [string, string | Buffer])[] = [
    ['as it is', secret],
    ['in a URL', `?x=${encodeURIComponent(secret)}`],
    ['in hex', Buffer.from(secret).toString('hex')],
    ['in hex, in capitals', Buffer.from(secret).toString('hex').toUpperCase()],
    ['in JSON', JSON.stringify({ it: secret })],
    ['in JSON within JSON', JSON.stringify({ body: JSON.stringify({ it: secret }) })],
    ['as UTF-16', Buffer.from(`..${secret}`, 'utf16le')],
    ['as UTF-16 the other way round', Buffer.from(`..${secret}`, 'utf16le').swap16()],
    ...['', 'a', 'ab'].flatMap((before) => [
      [`in base64 after ${before.length} bytes`, Buffer.from(`${before}${secret}after`).toString('base64')] as const,
      [`in base64url after ${before.length} bytes`, Buffer.from(`${before}${secret}`).toString('base64url')] as const,
    ]),
    ['in a message with bytes', asText({ bytes: new Uint8Array(Buffer.from(secret)) })],
  ]
  test.each(writtenDown)('finds a planted secret %s', (_how, content) => {
    expect(findSecrets(wanted, [['there', content]])).toEqual(['the control in there'])
  })

  test('finds nothing where there is nothing', () => {
    expect(findSecrets(wanted, [['there', 'canary of the control']])).toEqual([])
  })
})
