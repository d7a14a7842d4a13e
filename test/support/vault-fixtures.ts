import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { aKeyring } from './keyring-builder.ts'
import { textOf } from './vault-builder.ts'

type VaultFixture =
  'version-1' | 'version-1-keyring' | 'version-1-passphrase' | 'version-1-unreadable' | 'version-2-both'

/** A vault that some version of the program saved; never written anew. */
export const vaultFixture = (name: VaultFixture): Buffer =>
  readFileSync(path.join(import.meta.dirname, '../fixtures/vault', `${name}.json`))

/** The keyring that the fixtures were sealed under. */
export const keyringOfFixtures = () => aKeyring({ key: Buffer.alloc(32, 7) })

/** A vault file as somebody without the key would forge it: changed, under a checksum that fits. */
export function forged(bytes: Uint8Array | null, change: (body: string) => string): Uint8Array {
  const body = Buffer.from(
    change(
      textOf(bytes)
        .replace(/^.*?"vault":/s, '')
        .replace(/\}\n$/, ''),
    ),
  )
  const digest = createHash('sha256').update(body).digest('hex')
  return Buffer.concat([Buffer.from(`{"sha256":"${digest}","vault":`), body, Buffer.from('}\n')])
}
