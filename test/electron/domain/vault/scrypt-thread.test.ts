import { expect, test } from 'vitest'
import { scrypt, scryptOnThread } from '../../../../electron/domain/vault/scrypt-thread.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

// RFC 7914 §12.
test.each([
  [
    { n: 16, r: 1, p: 1 },
    ['', ''],
    '77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906',
  ],
  [
    { n: 1024, r: 8, p: 16 },
    ['password', 'NaCl'],
    'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640',
  ],
] as const)('scrypt on a thread of its own gives what RFC 7914 says, for %j', async (cost, [password, salt], key) => {
  expect((await scryptOnThread(bytes(password), bytes(salt), 64, cost)).toString('hex')).toBe(key)
})

test('the password is moved to the thread, and of no use to the caller afterwards', async () => {
  const password = bytes('correct horse battery')
  await scryptOnThread(password, bytes('salt'), 32, { n: 16, r: 1, p: 1 })
  expect(password).toHaveLength(0)
})

test.each([
  { n: 16, r: 1, p: 1 },
  { n: 1024, r: 8, p: 1 },
])('the same key comes of work that is not worth a thread, and the password is wiped: %j', async (cost) => {
  const [here, there] = [bytes('correct horse battery'), bytes('correct horse battery')]
  const key = await scrypt(here, bytes('salt'), 32, cost)
  expect(key.equals(await scryptOnThread(there, bytes('salt'), 32, cost))).toBe(true)
  expect(here.every((byte) => byte === 0)).toBe(true)
})

test('work that is worth a thread goes there', async () => {
  const password = bytes('correct horse battery')
  await scrypt(password, bytes('salt'), 32, { n: 2048, r: 8, p: 1 })
  expect(password).toHaveLength(0)
})

test('a cost that scrypt refuses fails, with nothing left running', async () => {
  await expect(scryptOnThread(bytes('password'), bytes('salt'), 32, { n: 17, r: 1, p: 1 })).rejects.toThrow(/scrypt/i)
})
