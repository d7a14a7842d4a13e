import { describe, expect, test } from 'vitest'
import { bodyKind, decodeBody } from '../../../../../renderer/features/requests/response/body-kind.ts'
import { hexLines } from '../../../../../renderer/features/requests/response/hex-lines.ts'
import { phasesOf } from '../../../../../renderer/features/requests/response/phases.ts'
import { statusTone, statusWords } from '../../../../../renderer/features/requests/response/status-words.ts'
import { readBody } from '../../../../../renderer/features/requests/response/use-body.ts'
import { createBridgeClient } from '../../../../../renderer/bridge/bridge-client.ts'
import { anExchange } from '../../../../support/exchange-builder.ts'
import { createFakeBridge } from '../../../../support/fake-bridge.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const isSame = (one: Uint8Array, other: Uint8Array) => Buffer.from(one).equals(other)

describe('the kind of a body', () => {
  test.each([
    ['application/json; charset=utf-8', '{}', 'json'],
    ['application/problem+json', '{}', 'json'],
    ['text/html', '<p>', 'html'],
    ['application/soap+xml', '<x/>', 'xml'],
    ['text/plain', 'x', 'text'],
    ['application/octet-stream', 'plain words', 'text'],
    ['application/json', '\u0000\u0001', 'binary'],
    ['image/svg+xml', '<svg/>', 'image'],
    ['image/unheard-of', '\u0000', 'binary'],
    [null, ' [1]', 'json'],
    [null, 'hello', 'text'],
  ])('of %s is read from its type and its bytes', (type, body, kind) => {
    expect(bodyKind(type, bytes(body), body.length)).toBe(kind)
  })

  test('is empty when nothing came, whatever it says', () => {
    expect(bodyKind('application/json', new Uint8Array(), 0)).toBe('empty')
  })
})

describe('decoding', () => {
  test('uses the charset that was named', () => {
    expect(decodeBody(Uint8Array.of(0xe4), 'iso-8859-1', true)).toBe('ä')
  })

  test('reads a charset that nobody knows as UTF-8', () => {
    expect(decodeBody(bytes('ä'), 'klingon', true)).toBe('ä')
  })

  test('holds back a character that is cut at the end of what is loaded', () => {
    expect(decodeBody(bytes('aä').subarray(0, 2), null, false)).toBe('a')
  })
})

describe('bytes as hex', () => {
  test('show offset, values and what can be printed', () => {
    expect(hexLines(Uint8Array.from({ length: 18 }, (_, index) => 0x3c + index)).split('\n')).toEqual([
      '00000000  3c 3d 3e 3f 40 41 42 43  44 45 46 47 48 49 4a 4b  <=>?@ABCDEFGHIJK',
      `00000010  4c 4d${' '.repeat(45)}LM`,
    ])
  })
})

describe('reading a body', () => {
  const whole = Uint8Array.from({ length: 600_000 }, (_, index) => index % 251)
  const { id } = anExchange()

  test('takes slices of the size that may cross, until the limit', async () => {
    const fake = createFakeBridge()
    fake.bodies.set(id, whole)
    const body = await readBody(createBridgeClient(fake).ask, id, new Uint8Array(), 400_000)
    expect(isSame(body.bytes, whole.subarray(0, 400_000))).toBe(true)
    expect(body.totalBytes).toBe(600_000)
    expect(fake.calls.map(({ request }) => request)).toMatchObject([
      { offset: 0, length: 262_144 },
      { offset: 262_144, length: 137_856 },
    ])
  })

  test('reads on from what is there, to the end', async () => {
    const fake = createFakeBridge()
    fake.bodies.set(id, whole)
    const body = await readBody(createBridgeClient(fake).ask, id, whole.slice(0, 500_000), 2_000_000)
    expect(isSame(body.bytes, whole)).toBe(true)
    expect(fake.calls).toHaveLength(1)
  })
})

describe('an answer in words', () => {
  test('has a phrase where HTTP/2 brings none', () => {
    expect(statusWords({ status: 403, statusText: '' })).toBe('403 Forbidden')
    expect(statusWords({ status: 299, statusText: '' })).toBe('299')
    expect(statusWords({ status: 200, statusText: 'Fine' })).toBe('200 Fine')
  })

  test('is coloured by its class', () => {
    expect([101, 204, 302, 404, 503].map(statusTone)).toEqual(['info', 'ok', 'warn', 'bad', 'bad'])
  })
})

describe('the phases of a step', () => {
  test('follow each other, without those that did not happen', () => {
    const timing = { queueMs: 1, dnsMs: null, connectMs: null, tlsMs: null, waitMs: 20, downloadMs: 3, totalMs: 24 }
    expect(phasesOf(timing).map(({ name, startMs }) => [name, startMs])).toEqual([
      ['Queue', 0],
      ['Wait', 1],
      ['Download', 21],
    ])
  })
})
