import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { openContents } from '../../../../electron/domain/vault/opened-vault.ts'
import { emptyContents } from '../../../../electron/domain/vault/vault-opener.ts'
import { aKeyring, noKeyring } from '../../../support/keyring-builder.ts'
import { aDisk, aVault, passphrase, protectWith, secret, textOf } from '../../../support/vault-builder.ts'
import { forged, keyringOfFixtures, vaultFixture } from '../../../support/vault-fixtures.ts'

const keyring = aKeyring()
const open = (disk: ReturnType<typeof aDisk>) => aVault({ disk, keyWrapper: keyring.wrapper })

/** A vault file of about 4 kB, and what it holds. */
async function fourKilobytes() {
  const disk = aDisk()
  const vault = open(disk)
  const names = Array.from({ length: 16 }, (_, index) => `profile-${index}`)
  for (const name of names) await vault.write('tokens', name, secret(`refresh of ${name} `.repeat(4)))
  const bytes = disk.main ?? new Uint8Array()
  return { bytes, predecessor: disk.backup, names }
}

describe('every byte of a vault', () => {
  test('that is changed, and every cut, is found: never a wrong secret, never an empty vault, nothing overwritten', async () => {
    const { bytes } = await fourKilobytes()
    expect(bytes.length).toBeGreaterThan(3500)
    const outcomes = { damaged: 0, other: 0 }
    const flips = Array.from(bytes, (byte, at) => {
      const changed = Buffer.from(bytes)
      changed[at] = byte ^ (1 << (at % 8))
      return changed
    })
    const cuts = Array.from(bytes, (_, length) => bytes.slice(0, length))
    for (const broken of [...flips, ...cuts]) {
      const disk = aDisk(broken)
      const vault = open(disk)
      const { state } = await vault.status()
      await expect(vault.write('tokens', 'new', secret('x'))).rejects.toMatchObject({ code: 'vault.damaged' })
      const isKept = disk.main === broken && disk.writes === 0 && disk.keptAside[0] === broken
      outcomes[state === 'damaged' && isKept ? 'damaged' : 'other'] += 1
    }
    expect(outcomes).toEqual({ damaged: bytes.length * 2, other: 0 })
  }, 30_000)

  test('may be changed when the predecessor is there: it opens, and says so', async () => {
    const { bytes, predecessor, names } = await fourKilobytes()
    for (let at = 0; at < bytes.length; at += 97) {
      const broken = Buffer.from(bytes)
      broken[at] = (broken[at] ?? 0) ^ 1
      const vault = open(aDisk(broken, predecessor))
      expect(await vault.status()).toMatchObject({ state: 'open', recovered: true, records: names.length - 1 })
      expect((await vault.read('tokens', 'profile-0'))?.reveal()).toContain('refresh of profile-0')
    }
  })
})

describe('a damaged vault', () => {
  test('stays where it is until the person sets it aside; then a new one begins', async () => {
    const disk = aDisk(Buffer.from('{"sha256":'))
    const vault = open(disk)
    expect(await vault.status()).toEqual({ state: 'damaged', keptAt: 'vault.json.damaged-1' })
    await expect(vault.read('tokens', 'a')).rejects.toMatchObject({ code: 'vault.damaged' })
    await expect(protectWith(vault, passphrase)).rejects.toMatchObject({ code: 'vault.damaged' })
    expect(textOf(disk.main)).toBe('{"sha256":')
    expect(await vault.setAside()).toMatchObject({ state: 'open', records: 0 })
    expect(disk.movedAside.map(textOf)).toEqual(['{"sha256":'])
    expect(await vault.write('tokens', 'a', secret('x'))).toBe('on-disk')
  })

  test('leaves room for a session in memory, untouched', async () => {
    const disk = aDisk(Buffer.from('garbage'))
    const vault = open(disk)
    await vault.status()
    await vault.chooseMemoryOnly()
    expect(await vault.write('tokens', 'a', secret('x'))).toBe('until-quit')
    expect(textOf(disk.main)).toBe('garbage')
  })

  test('is looked at again when asked: a file put back by hand opens', async () => {
    const { bytes } = await fourKilobytes()
    const disk = aDisk(Buffer.from('garbage'))
    const vault = open(disk)
    await vault.status()
    disk.main = bytes
    expect(await vault.unlock({ by: 'looking-again' })).toMatchObject({ state: 'open', records: 16 })
  })

  test('an empty file is damage, not a new vault', async () => {
    expect(await open(aDisk(new Uint8Array())).status()).toMatchObject({ state: 'damaged' })
  })
})

describe('a forged vault', () => {
  /** A vault of three records, changed by somebody without its key. */
  async function changed(change: (body: string) => string) {
    const disk = aDisk()
    const vault = open(disk)
    for (const name of ['alice', 'bob', 'carol']) await vault.write('tokens', name, secret(`of ${name}`))
    return aDisk(forged(disk.main, change))
  }
  const records = (body: string) => body.match(/\{"kind":"tokens"[^}]*\}/g) ?? []

  test.each<[string, (body: string) => string]>([
    [
      'two ciphertexts exchanged',
      (body) => body.replace('"alice"', '"?"').replace('"bob"', '"alice"').replace('"?"', '"bob"'),
    ],
    ['a record under another kind', (body) => body.replace('"tokens"', '"client-secret"')],
    ['a record dropped', (body) => body.replace(`${records(body)[0]},`, '')],
    [
      'the records in another order',
      (body) => body.replace(/"records":\[.*?\]/s, `"records":[${records(body).toReversed().join(',')}]`),
    ],
    [
      'a record added',
      (body) => body.replace('"records":[', '"records":[{"kind":"tokens","id":"eve","nonce":"","sealed":""},'),
    ],
    [
      'a record put among the superseded',
      (body) => body.replace('"superseded":[', `"superseded":[${records(body)[0]}`),
    ],
    ['a higher generation', (body) => body.replace('"generation":3', '"generation":300')],
    ['another keyring’s name', (body) => body.replace('GNOME keyring', 'KWallet')],
    ['a space more', (body) => body.replace('"records":[', '"records": [')],
    ['a header that is cut', (body) => body.replace(/"sealed":"[^"]{8}([^"]*)"\}\}$/, '"sealed":"$1"}}')],
  ])('with %s is not opened: nothing is read from it, and it stays as it is', async (_what, change) => {
    const disk = await changed(change)
    const bytes = disk.main
    const vault = open(disk)
    const { state } = await vault.status()
    // A header that does not open may also be under a key that the keyring lost: that is said instead.
    expect(['damaged', 'locked']).toContain(state)
    for (const name of ['alice', 'bob', 'carol', 'eve'])
      await expect(vault.read('tokens', name)).rejects.toThrow('vault.')
    await expect(vault.write('tokens', 'alice', secret('x'))).rejects.toThrow('vault.')
    expect({ isSame: disk.main === bytes, writes: disk.writes }).toEqual({ isSame: true, writes: 0 })
    if (state === 'damaged') expect(disk.keptAside).toEqual([bytes])
  })

  test('with a record of its own older self is not opened: nobody brings one spent refresh token back', async () => {
    const disk = aDisk()
    const vault = open(disk)
    await vault.write('tokens', 'alice', secret('refresh-1'))
    const [old = ''] = records(textOf(disk.main))
    await vault.write('tokens', 'alice', secret('refresh-2'))
    const replayed = aDisk(forged(disk.main, (body) => body.replace(records(body)[0] ?? '?', old)))
    expect(await open(replayed).status()).toMatchObject({ state: 'damaged' })
  })

  test('of version 1, with two ciphertexts exchanged, gives neither, and opens the others', async () => {
    const swapped = forged(vaultFixture('version-1-keyring'), (body) =>
      body
        .replace('"id":"robot"', '"id":"?"')
        .replace('"id":"robot password"', '"id":"robot"')
        .replace('"id":"?"', '"id":"robot password"'),
    )
    const opened = aVault({ disk: aDisk(swapped), keyWrapper: keyringOfFixtures().wrapper })
    expect(await opened.status()).toMatchObject({ state: 'open', records: 3, unreadable: 2 })
    await expect(opened.read('client-secret', 'robot password')).rejects.toMatchObject({
      code: 'vault.record_unreadable',
      details: { kind: 'client-secret' },
    })
    expect((await opened.read('dpop-key', 'robot'))?.reveal()).toBe('{"kty":"EC"}')
  })

  test('with a record of another vault does not give it, even under the same data key', async () => {
    const dataKey = () => Buffer.alloc(32, 7)
    const wraps = [{ kind: 'keyring', backend: 'GNOME keyring', key: '' }] as const
    const mine = await openContents(emptyContents(wraps, 'a'.repeat(32)), dataKey(), randomBytes)
    mine.write('tokens', 'alice', secret('refresh-1'))
    const again = await openContents(mine.contents(), dataKey(), randomBytes)
    const theirs = await openContents({ ...mine.contents(), vaultId: 'b'.repeat(32) }, dataKey(), randomBytes)
    expect(again.counts()).toEqual({ records: 1, unreadable: 0 })
    expect(theirs.counts()).toEqual({ records: 0, unreadable: 1 })
  })

  test('with one record twice is damaged', async () => {
    const disk = aDisk()
    await open(disk).write('tokens', 'alice', secret('refresh-1'))
    const doubled = forged(disk.main, (body) => body.replace(/"records":\[(.*?)\]/s, '"records":[$1,$1]'))
    expect(await open(aDisk(doubled)).status()).toMatchObject({ state: 'damaged' })
  })

  test('that asks for 2^40 rounds of scrypt is refused at once', async () => {
    const disk = aDisk()
    await protectWith(aVault({ disk, keyWrapper: noKeyring() }))
    const greedy = aDisk(forged(disk.main, (body) => body.replace('"n":16', `"n":${2 ** 40}`)))
    const startedAt = performance.now()
    expect(await aVault({ disk: greedy, keyWrapper: noKeyring() }).status()).toMatchObject({ state: 'damaged' })
    expect(performance.now() - startedAt).toBeLessThan(50)
  })

  test('of a newer version is read-only, whatever is in it', async () => {
    const newer = forged(null, () => '{"version":7,"shelves":{}}')
    const disk = aDisk(newer)
    const vault = open(disk)
    expect(await vault.status()).toEqual({ state: 'newer', version: 7 })
    await expect(vault.write('tokens', 'a', secret('x'))).rejects.toMatchObject({ code: 'vault.newer' })
    expect({ isSame: disk.main === newer, writes: disk.writes }).toEqual({ isSame: true, writes: 0 })
    await vault.setAside()
    expect(disk.movedAside).toEqual([newer])
  })
})

describe('a record that can’t be read', () => {
  /** A vault that version 1 saved, one of whose records was sealed for another place. */
  function oneUnreadable() {
    const disk = aDisk(vaultFixture('version-1-unreadable'))
    const [record = ''] = /\{"kind":"profile-secret","id":"robot pass-word"[^}]*\}/.exec(textOf(disk.main)) ?? []
    return { disk, record }
  }
  const openFixture = (disk: ReturnType<typeof aDisk>) => aVault({ disk, keyWrapper: keyringOfFixtures().wrapper })

  test('stays in the file, byte for byte, when others are saved', async () => {
    const { disk, record } = oneUnreadable()
    const vault = openFixture(disk)
    for (const name of ['bob', 'carol']) await vault.write('tokens', name, secret('x'))
    await vault.remove('tokens', 'bob')
    expect(record).not.toBe('')
    expect(textOf(disk.main)).toContain(record)
    expect(await openFixture(disk).status()).toMatchObject({ records: 6, unreadable: 1 })
  })

  test('stays in the file, byte for byte, when the vault is given another key', async () => {
    const { disk, record } = oneUnreadable()
    expect(await protectWith(openFixture(disk))).toMatchObject({ state: 'open', records: 5, unreadable: 0 })
    expect(textOf(disk.main)).toContain(record)
    expect(textOf(disk.backup)).toContain(record)
  })

  test.each([
    [
      'replaced',
      (vault: ReturnType<typeof open>) => vault.write('profile-secret', 'robot pass-word', secret('2')),
      '2',
    ],
    ['removed', (vault: ReturnType<typeof open>) => vault.remove('profile-secret', 'robot pass-word'), undefined],
  ])('is kept in the file when it is %s, and asked for no more', async (_fate, act, then) => {
    const { disk, record } = oneUnreadable()
    await act(openFixture(disk))
    expect(textOf(disk.main)).toContain(record)
    const restarted = openFixture(disk)
    expect(await restarted.status()).toMatchObject({ unreadable: 0 })
    expect((await restarted.read('profile-secret', 'robot pass-word'))?.reveal()).toBe(then)
    await restarted.write('tokens', 'later', secret('x'))
    expect(textOf(disk.main)).toContain(record)
  })
})
