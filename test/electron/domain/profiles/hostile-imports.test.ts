import { beforeAll, describe, expect, test } from 'vitest'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { aDraft } from '../../../support/book-builder.ts'
import { anExchange, bySeal, changedFile, fileWith, passphraseText } from '../../../support/exchange-files.ts'
import { anOAuthWay } from '../../../support/token-builder.ts'

type Change = (file: Record<string, unknown>) => unknown

const passphrase = new SecretText(passphraseText)
let good: Uint8Array = Buffer.from('')
beforeAll(async () => {
  const { book, exchange, disk } = anExchange()
  const way = anOAuthWay({ clientAuthentication: 'client_secret_basic' })
  const secrets = { clientSecret: { change: 'replace', value: 'canary' } } as const
  const { id } = await book.save(aDraft({ way, secrets }))
  await exchange.exportProfiles([id], passphrase)
  good = disk.bytes ?? good
})

const bytesOf = (content: unknown): Uint8Array => Buffer.from(JSON.stringify(content))
/** Flips a bit of base64. */
const bent = (text: unknown): string => {
  const bytes = Buffer.from(String(text), 'base64')
  bytes[0] = (bytes[0] ?? 0) ^ 1
  return bytes.toString('base64')
}
describe('a file that is no export', () => {
  test.each<[string, () => Uint8Array]>([
    ['is empty', () => Buffer.from('')],
    ['is binary', () => Buffer.from([0xff, 0xfe, 0x00, 0x80])],
    ['is no JSON', () => Buffer.from('profiles: []')],
    ['is cut', () => good.subarray(0, good.length - 20)],
    ['is a list', () => bytesOf([])],
    ['is null', () => bytesOf(null)],
    ['is of another program', () => bytesOf({ info: { name: 'collection' }, item: [] })],
    ['is of a newer version', () => changedFile(good, (file) => void (file['version'] = 2))],
    ['is of an impossible version', () => changedFile(good, (file) => void (file['version'] = '1'))],
    ['has a member that is not ours', () => changedFile(good, (file) => void (file['run'] = 'rm -rf'))],
    ['has profiles that are no list', () => changedFile(good, (file) => void (file['profiles'] = { 0: {} }))],
    ['has more profiles than anybody', () => fileWith(...Array.from({ length: 10_001 }, () => null))],
    [
      'nests without end',
      () => Buffer.from(`{"format":"claimcheck-profiles","version":1,"profiles":${'['.repeat(200_000)}`),
    ],
    [
      'nests without end within a profile',
      () =>
        Buffer.from(
          `{"format":"claimcheck-profiles","version":1,"sealed":null,"profiles":[${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}]}`,
        ),
    ],
    ['lacks its members', () => bytesOf({ format: 'claimcheck-profiles', version: 1 })],
    [
      'asks for 2^40 rounds of work',
      () =>
        changedFile(
          good,
          bySeal((_sealed, key) => void (key['n'] = 2 ** 40)),
        ),
    ],
    [
      'asks for work in a number that is no power of two',
      () =>
        changedFile(
          good,
          bySeal((_sealed, key) => void (key['n'] = 1000)),
        ),
    ],
    [
      'asks for memory without end',
      () =>
        changedFile(
          good,
          bySeal((_sealed, key) => void (key['r'] = 1_000_000)),
        ),
    ],
    [
      'asks for another key derivation',
      () =>
        changedFile(
          good,
          bySeal((_sealed, key) => void (key['kdf'] = 'md5')),
        ),
    ],
    [
      'names a file id that is none',
      () =>
        changedFile(
          good,
          bySeal((sealed) => void (sealed['fileId'] = '../..')),
        ),
    ],
    ['has a seal that is none', () => changedFile(good, (file) => void (file['sealed'] = 'open sesame'))],
  ])('that %s is told in a sentence, and nothing is kept of it', async (_what, bytes) => {
    const { exchange, store } = anExchange({ bytes: bytes() })
    const startedAt = performance.now()
    await expect(exchange.chooseImport()).rejects.toMatchObject({
      code: 'profile.import_unreadable',
      details: { reason: expect.stringMatching(/^It /) },
    })
    expect(performance.now() - startedAt).toBeLessThan(2000)
    await expect(exchange.importChosen(passphrase)).rejects.toMatchObject({ code: 'profile.import_none_chosen' })
    expect(store.all()).toEqual([])
  })
})

describe('sealed secrets', () => {
  test.each<[string, Change, string]>([
    [
      'whose ciphertext was changed',
      bySeal((sealed) => void (sealed['secrets'] = bent(sealed['secrets']))),
      'profile.import_unreadable',
    ],
    [
      'whose nonce was changed',
      bySeal((sealed) => void (sealed['nonce'] = bent(sealed['nonce']))),
      'profile.import_unreadable',
    ],
    ['whose nonce was cut', bySeal((sealed) => void (sealed['nonce'] = '')), 'profile.import_unreadable'],
    ['that were cut', bySeal((sealed) => void (sealed['secrets'] = 'AAAA')), 'profile.import_unreadable'],
    [
      'whose key was changed',
      bySeal((_sealed, key) => void (key['sealed'] = bent(key['sealed']))),
      'vault.wrong_passphrase',
    ],
    [
      'whose salt was changed',
      bySeal((_sealed, key) => void (key['salt'] = bent(key['salt']))),
      'vault.wrong_passphrase',
    ],
    ['whose cost was lowered', bySeal((_sealed, key) => void (key['n'] = 2)), 'vault.wrong_passphrase'],
    ['of another file', bySeal((sealed) => void (sealed['fileId'] = '0'.repeat(32))), 'vault.wrong_passphrase'],
    [
      'beside a profile that was renamed',
      (file) => JSON.parse(JSON.stringify(file).replace('"alice"', '"mallory"')),
      'profile.import_unreadable',
    ],
  ])('%s are not opened, and nothing is half-imported', async (_what, change, code) => {
    const { exchange, store, vault } = anExchange({ bytes: changedFile(good, change) })
    await exchange.chooseImport()
    await expect(exchange.importChosen(passphrase)).rejects.toMatchObject({ code })
    expect([store.all(), vault.disk.size]).toEqual([[], 0])
  })
})
