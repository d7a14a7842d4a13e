import { randomBytes } from 'node:crypto'
import type { Vault } from '../../electron/domain/vault/vault.ts'
import { aKeyring, noKeyring } from './keyring-builder.ts'
import { aDisk, aVault, passphrase, secret, unlockWith } from './vault-builder.ts'

export const other = secret('another good passphrase')
/** What a vault may go over to; its passphrase is `other`. */
export const under = {
  keyring: { under: 'keyring' },
  passphrase: { under: 'passphrase', passphrase: other },
  both: { under: 'both', passphrase: other },
} as const
export type Protection = keyof typeof under
export const strengths = { keyring: 'keyring', passphrase: 'passphrase', both: 'keyring-and-passphrase' } as const

/** An open vault with two secrets under a protection; its passphrase, where it has one, is `passphrase`. */
export async function vaultUnder(from: Protection) {
  const disk = aDisk()
  const keyring = aKeyring()
  const given: Buffer[] = []
  const random = (count: number) => {
    const bytes = randomBytes(count)
    if (count === 32) given.push(bytes)
    return bytes
  }
  const vault = aVault({ disk, keyWrapper: keyring.wrapper, random })
  const current = from === 'keyring' ? null : passphrase
  await vault.write('tokens', 'alice', secret('refresh-1'))
  if (current !== null) await vault.protect({ current: null, protection: { under: from, passphrase: current } })
  await vault.write('client-secret', 'robot', secret('s3cr3t'))
  return { disk, keyring, vault, current, given }
}

export const holdsBoth = async (vault: Vault) =>
  (await vault.read('tokens', 'alice'))?.reveal() === 'refresh-1' &&
  (await vault.read('client-secret', 'robot'))?.reveal() === 's3cr3t'

/** A new start over some bytes: does this passphrase open them, and are both secrets in them? */
export async function opensWith(bytes: Uint8Array | null, text: typeof passphrase): Promise<boolean> {
  const vault = aVault({ disk: aDisk(bytes), keyWrapper: noKeyring() })
  try {
    return (await unlockWith(vault, text)).state === 'open' && (await holdsBoth(vault))
  } catch {
    return false
  }
}

export async function opensByKeyring(bytes: Uint8Array | null, keyring: ReturnType<typeof aKeyring>): Promise<boolean> {
  const vault = aVault({ disk: aDisk(bytes), keyWrapper: keyring.wrapper })
  return (await vault.status()).state === 'open' && holdsBoth(vault)
}
