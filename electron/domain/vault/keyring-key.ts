import type { KeyWrapper } from './key-wrapper.ts'
import { keyBytes } from './seal.ts'
import { SecretText } from './secret-text.ts'
import type { KeyringWrap } from './vault-file-format.ts'

/** Keyrings encrypt without authentication on Linux; the vault's id in front tells our key from nonsense. */
const prefixFor = (vaultId: string) => `claimcheck vault key ${vaultId} `

/**
 * null: the keyring refused the key, or did not give the same one back, so it can't be trusted with the only copy. What it
 * throws comes to the same.
 */
export async function wrapWithKeyring(
  keyWrapper: KeyWrapper,
  dataKey: Buffer,
  vaultId: string,
  backend: string,
): Promise<KeyringWrap | null> {
  const text = new SecretText(prefixFor(vaultId) + dataKey.toString('base64'))
  const wrapped = await keyWrapper.wrap(text).catch(() => null)
  if (wrapped === null) return null
  const wrap: KeyringWrap = { kind: 'keyring', backend, key: Buffer.from(wrapped).toString('base64') }
  const readBack = await unwrapWithKeyring(keyWrapper, wrap, vaultId).catch(() => null)
  const isSame = readBack?.equals(dataKey) ?? false
  readBack?.fill(0)
  return isSame ? wrap : null
}

/** null: the keyring holds another key than the one this vault was sealed with. Throws what the keyring throws. */
export async function unwrapWithKeyring(
  keyWrapper: KeyWrapper,
  wrap: KeyringWrap,
  vaultId: string,
): Promise<Buffer | null> {
  const text = (await keyWrapper.unwrap(Buffer.from(wrap.key, 'base64'))).reveal()
  const prefix = prefixFor(vaultId)
  if (!text.startsWith(prefix)) return null
  const dataKey = Buffer.from(text.slice(prefix.length), 'base64')
  if (dataKey.length === keyBytes) return dataKey
  dataKey.fill(0)
  return null
}
