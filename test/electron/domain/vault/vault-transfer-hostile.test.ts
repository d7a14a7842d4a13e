import { createHash, randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { ClaimcheckError } from '../../../../electron/domain/failures/claimcheck-error.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { writeExportedVault } from '../../../../electron/domain/vault/vault-transfer-file.ts'
import { aDpopKeyText, aConfidential, aMachine, exportOf, filePassphrase } from '../../../support/transfer-builder.ts'
import { writeStoredTokens } from '../../../../electron/domain/tokens/stored-tokens.ts'
import { anOAuthWay, aProfile, aProfileId, aTokenSet, noon } from '../../../support/token-builder.ts'

type Json = Record<string, unknown>

let good = ''
let other = ''
const alice = aConfidential()
beforeAll(async () => {
  const machine = aMachine(alice)
  await machine.give(alice.id, { clientSecret: 'canary' })
  good = Buffer.from(await exportOf(machine)).toString('utf8')
  other = Buffer.from(await exportOf(machine)).toString('utf8')
})

/** The file with a body of somebody's making, under a checksum that is right for it. */
const framed = (body: string): Uint8Array => {
  const digest = createHash('sha256').update(body).digest('hex')
  return Buffer.from(`{"claimcheck":"exported vault","sha256":"${digest}","export":${body}}\n`)
}
const bodyOf = (text: string): Json & { key: Json } => JSON.parse(text).export
const changed = (change: (file: Json & { key: Json }) => void): Uint8Array => {
  const file = bodyOf(good)
  change(file)
  return framed(JSON.stringify(file))
}
/** What somebody who knows the passphrase can seal. */
const sealed = (content: unknown): Promise<Uint8Array> =>
  writeExportedVault(Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)), noon, {
    ...{ passphrase: filePassphrase, cost: { n: 1024, r: 8, p: 1 }, randomBytes },
  })
const flipped = (text: unknown): string => {
  const bytes = Buffer.from(String(text), 'base64')
  bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0)
  return bytes.toString('base64')
}

describe('a file that is chosen', () => {
  test.each<[string, () => Uint8Array]>([
    ['is empty', () => Buffer.from('')],
    ['is binary', () => Buffer.from([0xff, 0xfe, 0, 0x80])],
    ['is cut', () => Buffer.from(good.slice(0, -30))],
    ['has one byte changed', () => Buffer.from(good.replace('"version":1', '"version":2'))],
    ['is a file of profiles', () => Buffer.from('{"format":"claimcheck-profiles","version":1,"profiles":[]}')],
    ['is a vault itself', () => Buffer.from(`{"sha256":"${'0'.repeat(64)}","vault":{}}\n`)],
    ['is of a newer version', () => changed((file) => void (file['version'] = 2))],
    ['is of an impossible version', () => changed((file) => void (file['version'] = '1'))],
    ['has a member that is not ours', () => changed((file) => void (file['run'] = 'rm -rf'))],
    ['lacks a member', () => changed((file) => void delete file['sealed'])],
    ['is no object', () => framed('[]')],
    ['is no JSON in its frame', () => framed('{,}')],
    ['nests without end', () => framed('['.repeat(100_000))],
    ['asks for 2^40 rounds of work', () => changed(({ key }) => void (key['n'] = 2 ** 40))],
    ['asks for work in a number that is no power of two', () => changed(({ key }) => void (key['n'] = 1000))],
    ['asks for much memory', () => changed(({ key }) => void (key['r'] = 64))],
    ['asks for it again and again', () => changed(({ key }) => void (key['p'] = 1000))],
    ['asks for another function', () => changed(({ key }) => void (key['kdf'] = 'md5'))],
  ])('and %s is refused with a sentence, at once', async (_what, bytes) => {
    const machine = aMachine()
    machine.disk.bytes = bytes()
    const startedAt = performance.now()
    await expect(machine.transfer.chooseImport()).rejects.toMatchObject({
      code: 'vault.import_unreadable',
      details: { reason: expect.stringMatching(/^It /) },
    })
    expect(performance.now() - startedAt).toBeLessThan(1000)
    await expect(machine.transfer.openImport(filePassphrase)).rejects.toMatchObject({
      code: 'vault.import_none_chosen',
    })
  })

  test('and is too large, or no plain file, is refused with the reader’s sentence', async () => {
    const machine = aMachine()
    machine.disk.fault = new ClaimcheckError('profile.import_unreadable', { reason: 'It is no plain file' })
    await expect(machine.transfer.chooseImport()).rejects.toMatchObject({
      code: 'vault.import_unreadable',
      details: { reason: 'It is no plain file' },
    })
    machine.disk.fault = new ClaimcheckError('storage.unreadable', { file: 'export.json' })
    await expect(machine.transfer.chooseImport()).rejects.toMatchObject({ code: 'storage.unreadable' })
  })

  test('may have lost its last line end, or got another', async () => {
    for (const end of ['', '\r\n']) {
      expect((await aMachine().open(Buffer.from(good.trimEnd() + end))).profiles).toHaveLength(1)
    }
  })
})

describe('a file that was put together or changed by somebody without the passphrase', () => {
  test.each<[string, () => Uint8Array]>([
    ['the sealed part of another file', () => changed((file) => void (file['sealed'] = bodyOf(other)['sealed']))],
    [
      'the sealed part and nonce of another file',
      () =>
        changed((file) => {
          const { nonce, sealed: content } = bodyOf(other)
          Object.assign(file, { nonce, sealed: content })
        }),
    ],
    ['another time', () => changed((file) => void (file['exportedAt'] = '2030-01-01T00:00:00.000Z'))],
    ['a bit flipped', () => changed((file) => void (file['sealed'] = flipped(file['sealed'])))],
    ['a nonce of another length', () => changed((file) => void (file['nonce'] = 'AAAA'))],
    ['nothing sealed', () => changed((file) => void (file['sealed'] = ''))],
  ])('with %s does not open', async (_what, bytes) => {
    const machine = aMachine()
    await expect(machine.open(bytes())).rejects.toMatchObject({ code: 'vault.import_unreadable' })
  })

  test.each<[string, (file: Json & { key: Json }) => void]>([
    ['the key of another file', (file) => void (file['key'] = bodyOf(other)['key'])],
    ['another id', (file) => void (file['fileId'] = '0'.repeat(32))],
    ['another cost', ({ key }) => void (key['n'] = 2048)],
    ['a key with a bit flipped', ({ key }) => void (key['sealed'] = flipped(key['sealed']))],
  ])('with %s opens with no passphrase', async (_what, change) => {
    await expect(aMachine().open(changed(change))).rejects.toMatchObject({ code: 'vault.wrong_passphrase' })
  })
})

describe('a file that was made by somebody with the passphrase', () => {
  const entry = (some: Json = {}): Json => ({ profile: alice, secrets: {}, tokens: [], dpopKey: null, ...some })
  const tokens = (some = {}) => writeStoredTokens({ tokens: aTokenSet(some), ended: null }).reveal()

  test.each<[string, unknown]>([
    ['no JSON', 'profiles'],
    ['no list', { profiles: {} }],
    ['another member', { profiles: [], run: 1 }],
    ['more profiles than anybody has', { profiles: Array.from({ length: 10_001 }, () => null) }],
    ['a list without end', '['.repeat(100_000)],
  ])('and holds %s is refused', async (_what, content) => {
    await expect(aMachine().open(await sealed(content))).rejects.toMatchObject({ code: 'vault.import_unreadable' })
  })

  test.each<[string, unknown]>([
    ['a profile that is none', entry({ profile: { name: 'alice' } })],
    ['a way that nobody knows', entry({ profile: { ...alice, way: { kind: 'telepathy' } } })],
    ['an id that is none', entry({ profile: { ...alice, id: '../../alice' } })],
    ['an issuer without TLS', entry({ profile: aProfile({ way: anOAuthWay({ issuer: 'http://example.test' }) }) })],
    ['a secret that is none', entry({ secrets: { clientSecret: 42 } })],
    ['a secret that nobody knows', entry({ secrets: { __proto__x: 'x' } })],
    ['nothing', null],
  ])('and holds %s beside a good one shows the good one only', async (_what, bad) => {
    const good2 = aProfile({ name: 'good' })
    const found = await aMachine().open(await sealed({ profiles: [bad, entry({ profile: good2 })] }))
    expect(found.profiles.map(({ name }) => name)).toEqual(['good'])
  })

  test('has of two with one id the first only', async () => {
    const twice = [entry(), entry({ profile: { ...alice, name: 'mallory' } })]
    expect((await aMachine().open(await sealed({ profiles: twice }))).profiles).toMatchObject([{ name: 'alice' }])
  })

  test('has of two that would be one profile of here the first only', async () => {
    const robot = aProfile({ name: 'robot', isPlayground: true })
    const twice = [entry({ profile: robot }), entry({ profile: { ...robot, id: aProfileId() } })]
    const found = await aMachine(robot).open(await sealed({ profiles: twice }))
    expect(found.profiles).toMatchObject([{ profileId: robot.id, here: 'same' }])
  })

  test('brings no secret that the profile has no use for', async () => {
    const machine = aMachine()
    await machine.open(await sealed({ profiles: [entry({ secrets: { clientSecret: 'x', password: 'y' } })] }))
    await machine.transfer.importChosen([alice.id], true)
    expect(machine.kept()).toEqual({ [`client-secret/${alice.id}`]: 'x' })
  })

  test('brings no tokens that are none, or bound to a key that did not come along', async () => {
    const bound = tokens({ tokenType: 'dpop' })
    for (const [texts, dpopKey] of [
      [['{"version":99}', 'nonsense', bound], null],
      [[bound], '{"kty":"RSA"}'],
    ]) {
      const machine = aMachine()
      const found = await machine.open(await sealed({ profiles: [entry({ tokens: texts, dpopKey })] }))
      expect(found.profiles).toMatchObject([{ hasSignIn: false }])
      await machine.transfer.importChosen([alice.id], true)
      expect(machine.kept()).toEqual({})
    }
  })

  test('brings tokens to the profile that they came with, by the authority that they say they are of', async () => {
    const machine = aMachine()
    const content = { profiles: [entry({ tokens: [tokens()], dpopKey: aDpopKeyText })] }
    await machine.open(await sealed(content))
    await machine.transfer.importChosen([alice.id], true)
    expect(Object.keys(machine.kept())).toEqual([
      `dpop-key/${alice.id}`,
      expect.stringMatching(new RegExp(`^tokens/${alice.id} [\\w-]{16}$`)),
    ])
  })

  test('says nothing of what it held in the failure', async () => {
    const outcome = aMachine().open(await sealed('{"profiles": canary'))
    const failure: unknown = await outcome.catch((error: unknown) => error)
    expect(JSON.stringify([failure, String(failure)])).not.toContain('canary')
    expect(JSON.stringify([new SecretText('canary')])).not.toContain('canary')
  })
})
