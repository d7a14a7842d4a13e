import type { KeyringFactsShown, KeyringTrouble } from '../../contract/vault.ts'
import type { KeyringJudgement } from './judge-keyring.ts'
import type { KeyWrapper } from './key-wrapper.ts'
import { unwrapWithKeyring } from './keyring-key.ts'
import { keyringWrapOf, type KeyWrap } from './vault-file-format.ts'

function troubleOf(judgement: KeyringJudgement): KeyringTrouble | null {
  if (judgement === 'strong') return null
  return judgement.weak === 'not-available' ? 'absent' : 'weak'
}

/**
 * What the system's keyring is now, and the data key where the vault is under it and it gives it. Whatever a keyring
 * throws, the answer is the same: it does not open this vault now, and may tomorrow.
 */
export async function askKeyring(
  keyWrapper: KeyWrapper,
  { wraps, vaultId }: { readonly wraps: readonly KeyWrap[]; readonly vaultId: string },
): Promise<{ readonly facts: KeyringFactsShown; readonly dataKey: Buffer | null }> {
  const wrap = keyringWrapOf(wraps)
  const facts = await lookAtKeyring(keyWrapper, wrap?.backend ?? null)
  if (wrap === null || facts.trouble !== null) return { facts, dataKey: null }
  const dataKey = await unwrapWithKeyring(keyWrapper, wrap, vaultId).catch(() => null)
  return dataKey === null ? { facts: withoutKey(facts), dataKey } : { facts, dataKey }
}

/** The facts of a keyring that protects, and does not hold the key of this vault. */
export const withoutKey = (facts: KeyringFactsShown): KeyringFactsShown => ({
  ...facts,
  trouble: facts.offered === facts.sealedUnder ? 'key-not-held' : 'changed',
})

/** Without asking it for a key. */
export async function lookAtKeyring(keyWrapper: KeyWrapper, sealedUnder: string | null): Promise<KeyringFactsShown> {
  const { name, judgement } = await keyWrapper.look()
  return { offered: name, sealedUnder, trouble: troubleOf(judgement) }
}
