import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { vaultStatus, vaultStrength } from '../../../../electron/contract/vault.ts'
import { judgeKeyring, type KeyringFacts } from '../../../../electron/domain/vault/judge-keyring.ts'
import type { KeyWrapper } from '../../../../electron/domain/vault/key-wrapper.ts'
import { noKeyring } from '../../../support/keyring-builder.ts'
import { aDisk, aVault, passphrase, protectWith, secret } from '../../../support/vault-builder.ts'

const strong: KeyringFacts = {
  ...{ platform: 'linux', isEncryptionAvailable: true, backend: 'gnome_libsecret', probeStartsWithV10: false },
}

/** A keyring that would take any key, and is as good as its facts. */
const keyringWith = (facts: Partial<KeyringFacts>, wrapped: string[]): KeyWrapper => ({
  look: async () => ({ name: 'a keyring', judgement: judgeKeyring({ ...strong, ...facts }) }),
  async wrap(key) {
    wrapped.push(key.reveal())
    return Buffer.from(key.reveal())
  },
  unwrap: async (bytes) => secret(Buffer.from(bytes).toString('utf8')),
})

describe('the vault', () => {
  test.each<[string, Partial<KeyringFacts>]>([
    ['missing', { isEncryptionAvailable: false }],
    ['plain text (basic_text)', { backend: 'basic_text' }],
    ['unknown', { backend: 'unknown' }],
    ['printed in Chromium’s source (v10)', { probeStartsWithV10: true }],
  ])('writes nothing to disk when the key is weak or missing: %s', async (_which, facts) => {
    const [disk, wrapped] = [aDisk(), [] as string[]]
    const vault = aVault({ disk, keyWrapper: keyringWith(facts, wrapped) })
    expect(await vault.status()).toMatchObject({ state: 'choice-needed' })
    await expect(vault.assertOpen()).rejects.toMatchObject({ code: 'vault.choice_needed' })
    await expect(vault.write('tokens', 'alice', secret('refresh-1'))).rejects.toMatchObject({
      code: 'vault.choice_needed',
    })
    expect({ writes: disk.writes, main: disk.main, wrapped }).toEqual({ writes: 0, main: null, wrapped: [] })
  })

  test('writes where the key is strong', async () => {
    const [disk, wrapped] = [aDisk(), [] as string[]]
    const vault = aVault({ disk, keyWrapper: keyringWith({}, wrapped) })
    expect(await vault.write('tokens', 'alice', secret('refresh-1'))).toBe('on-disk')
    expect([disk.writes, wrapped.length]).toEqual([1, 1])
  })

  test('strength is a type and is shown: no open vault is without one', async () => {
    expect(vaultStrength.options).toEqual(['keyring', 'passphrase', 'keyring-and-passphrase', 'memory-only'])
    const keyring = { offered: 'x', sealedUnder: null, trouble: null }
    const open = { state: 'open', records: 0, unreadable: 0, recovered: false, keyring, lockAsks: false }
    expect(vaultStatus.safeParse({ ...open, strength: 'keyring' }).success).toBe(true)
    expect(vaultStatus.safeParse(open).success).toBe(false)
    const chosen = async (choose: 'memory' | 'passphrase' | 'keyring' | 'both') => {
      const hasKeyring = choose === 'keyring' || choose === 'both'
      const vault = aVault({ disk: aDisk(), keyWrapper: hasKeyring ? keyringWith({}, []) : noKeyring() })
      if (choose === 'memory') await vault.chooseMemoryOnly()
      if (choose === 'passphrase') await protectWith(vault)
      if (choose === 'both') await vault.protect({ current: null, protection: { under: 'both', passphrase } })
      const status = vaultStatus.parse(await vault.status())
      return status.state === 'open' ? status.strength : status.state
    }
    const each = [await chosen('keyring'), await chosen('passphrase'), await chosen('both'), await chosen('memory')]
    expect(each).toEqual(vaultStrength.options)
  })

  test('has no fallback cipher of our own making: one place seals, with AES-256-GCM, and no key comes from the machine', () => {
    const electron = path.resolve(import.meta.dirname, '../../../../electron')
    const sources = readdirSync(electron, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [path.relative(electron, file), readFileSync(file, 'utf8')] as const)
    const naming = (pattern: RegExp) => sources.filter(([, text]) => pattern.test(text)).map(([file]) => file)
    expect(naming(/createCipheriv|createDecipheriv|subtle\.encrypt/)).toEqual([path.join('domain', 'vault', 'seal.ts')])
    // One file names the machine: it says whose lock a lock file is, and imports nothing that encrypts.
    expect(naming(/machine-?id|hostname\(\)|userInfo\(\)|networkInterfaces\(\)/i)).toEqual([
      path.join('adapters', 'process-facts.ts'),
    ])
    expect(sources.flatMap(([, text]) => text.match(/aes-\d+-\w+/g) ?? [])).toEqual(['aes-256-gcm'])
  })
})
