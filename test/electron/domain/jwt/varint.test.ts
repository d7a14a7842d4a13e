import { expect, test } from 'vitest'
import { readVarint } from '../../../../electron/domain/jwt/varint.ts'

test.each([
  [[0x00], 0, { value: 0, end: 1 }],
  [[0x7f, 0xff], 0, { value: 127, end: 1 }],
  [[0xac, 0x02], 0, { value: 300, end: 2 }],
  [[9, 0xac, 0x02], 1, { value: 300, end: 3 }],
  [[0x80, 0x80, 0x80, 0x80, 0x80, 0x01], 0, { value: 2 ** 35, end: 6 }],
  [[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], 0, { value: Number.POSITIVE_INFINITY, end: 6 }],
  [[0x81], 0, { value: 1, end: 2 }],
])('the bytes %j, read from %i on, are %j', (bytes, from, read) => {
  expect(readVarint(Buffer.from(bytes), from)).toEqual(read)
})
