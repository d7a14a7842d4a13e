import { createHash, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { openContents } from '../../../../electron/domain/vault/opened-vault.ts'
import { emptyContents } from '../../../../electron/domain/vault/vault-opener.ts'
import { aKeyring, noKeyring } from '../../../support/keyring-builder.ts'
import { aDisk, aVault, passphrase, secret, textOf } from '../../../support/vault-builder.ts'

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

/** The same file as an attacker without the key would forge it: changed, under a checksum that fits. */
function forged(bytes: Uint8Array | null, change: (body: string) => string): Uint8Array {
  const body = change(
    textOf(bytes)
      .replace(/^.*?"vault":/s, '')
      .replace(/\}\n$/, ''),
  )
  return Buffer.from(`{"sha256":"${createHash('sha256').update(body).digest('hex')}","vault":${body}}\n`)
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
    await expect(vault.choosePassphrase(passphrase)).rejects.toMatchObject({ code: 'vault.damaged' })
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
    expect(await vault.unlock(null)).toMatchObject({ state: 'open', records: 16 })
  })

  test('an empty file is damage, not a new vault', async () => {
    expect(await open(aDisk(new Uint8Array())).status()).toMatchObject({ state: 'damaged' })
  })
})

describe('a forged vault', () => {
  test('with two ciphertexts exchanged gives neither, and opens the others', async () => {
    const disk = aDisk()
    const vault = open(disk)
    for (const name of ['alice', 'bob', 'carol']) await vault.write('tokens', name, secret(`of ${name}`))
    const swapped = forged(disk.main, (body) =>
      body.replace('"id":"alice"', '"id":"?"').replace('"id":"bob"', '"id":"alice"').replace('"id":"?"', '"id":"bob"'),
    )
    const opened = open(aDisk(swapped))
    expect(await opened.status()).toMatchObject({ state: 'open', records: 1, unreadable: 2 })
    await expect(opened.read('tokens', 'alice')).rejects.toMatchObject({
      code: 'vault.record_unreadable',
      details: { kind: 'tokens' },
    })
    expect((await opened.read('tokens', 'carol'))?.reveal()).toBe('of carol')
  })

  test('with a record under another kind does not give it', async () => {
    const disk = aDisk()
    await open(disk).write('tokens', 'alice', secret('refresh-1'))
    const moved = open(aDisk(forged(disk.main, (body) => body.replace('"tokens"', '"client-secret"'))))
    await expect(moved.read('client-secret', 'alice')).rejects.toMatchObject({ code: 'vault.record_unreadable' })
  })

  test('with a record of another vault does not give it, even under the same data key', () => {
    const dataKey = () => Buffer.alloc(32, 7)
    const wrap = { kind: 'keyring', backend: 'GNOME keyring', key: '' } as const
    const mine = openContents(emptyContents(wrap, 'a'.repeat(32)), dataKey(), randomBytes)
    mine.write('tokens', 'alice', secret('refresh-1'))
    const theirs = { ...mine.contents(), vaultId: 'b'.repeat(32) }
    expect(openContents(mine.contents(), dataKey(), randomBytes).counts()).toEqual({ records: 1, unreadable: 0 })
    expect(openContents(theirs, dataKey(), randomBytes).counts()).toEqual({ records: 0, unreadable: 1 })
  })

  test('with one record twice is damaged', async () => {
    const disk = aDisk()
    await open(disk).write('tokens', 'alice', secret('refresh-1'))
    const doubled = forged(disk.main, (body) => body.replace(/"records":\[(.*?)\]/, '"records":[$1,$1]'))
    expect(await open(aDisk(doubled)).status()).toMatchObject({ state: 'damaged' })
  })

  test('that asks for 2^40 rounds of scrypt is refused at once', async () => {
    const disk = aDisk()
    await aVault({ disk, keyWrapper: noKeyring() }).choosePassphrase(passphrase)
    const greedy = aDisk(forged(disk.main, (body) => body.replace('"n":1024', `"n":${2 ** 40}`)))
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
  /** A vault whose record of alice was sealed for another place. */
  async function oneUnreadable() {
    const disk = aDisk()
    const vault = open(disk)
    await vault.write('tokens', 'mallory', secret('refresh-1'))
    disk.main = forged(disk.main, (body) => body.replace('"mallory"', '"alice"'))
    const [record = ''] = /\{"kind":"tokens","id":"alice"[^}]*\}/.exec(textOf(disk.main)) ?? []
    return { disk, record }
  }

  test('stays in the file, byte for byte, when others are saved', async () => {
    const { disk, record } = await oneUnreadable()
    const vault = open(disk)
    for (const name of ['bob', 'carol']) await vault.write('tokens', name, secret('x'))
    await vault.remove('tokens', 'bob')
    expect(record).not.toBe('')
    expect(textOf(disk.main)).toContain(record)
    expect(await open(disk).status()).toMatchObject({ records: 1, unreadable: 1 })
  })

  test.each([
    ['replaced', (vault: ReturnType<typeof open>) => vault.write('tokens', 'alice', secret('refresh-2')), 'refresh-2'],
    ['removed', (vault: ReturnType<typeof open>) => vault.remove('tokens', 'alice'), undefined],
  ])('is kept in the file when it is %s, and asked for no more', async (_fate, act, then) => {
    const { disk, record } = await oneUnreadable()
    await act(open(disk))
    expect(textOf(disk.main)).toContain(record)
    const restarted = open(disk)
    expect(await restarted.status()).toMatchObject({ unreadable: 0 })
    expect((await restarted.read('tokens', 'alice'))?.reveal()).toBe(then)
  })
})
