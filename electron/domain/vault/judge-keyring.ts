/** What the platform says about its keyring, and what a probe showed. */
export interface KeyringFacts {
  readonly platform: string
  readonly isEncryptionAvailable: boolean
  /** Electron's name of it: gnome_libsecret, kwallet6, basic_text, unknown; '' where the platform has only one. */
  readonly backend: string
  /** A ciphertext made just now begins with 'v10', which on Linux means Chromium's published key. */
  readonly probeStartsWithV10: boolean
}

export type KeyringWeakness = 'not-available' | 'plain-text' | 'not-known' | 'published-key'
export type KeyringJudgement = 'strong' | { readonly weak: KeyringWeakness }

/**
 * Whether the keyring protects. On Linux Chromium answers "available" also where it has nothing but a key that is
 * printed in its source, so three signs must agree there. On macOS and Windows 'v10' is the mark of the real keyring.
 */
export function judgeKeyring(facts: KeyringFacts): KeyringJudgement {
  if (!facts.isEncryptionAvailable) return { weak: 'not-available' }
  if (facts.platform !== 'linux') return 'strong'
  if (facts.backend === 'basic_text') return { weak: 'plain-text' }
  if (facts.backend === 'unknown' || facts.backend === '') return { weak: 'not-known' }
  return facts.probeStartsWithV10 ? { weak: 'published-key' } : 'strong'
}

const linuxNames = new Map([
  ['gnome_libsecret', 'GNOME keyring'],
  ['kwallet', 'KWallet'],
  ['kwallet5', 'KWallet 5'],
  ['kwallet6', 'KWallet 6'],
])

/** The keyring's name in a person's words. */
export function keyringName({ platform, backend }: Pick<KeyringFacts, 'platform' | 'backend'>): string {
  if (platform === 'darwin') return 'macOS Keychain'
  if (platform === 'win32') return 'Windows data protection'
  return linuxNames.get(backend) ?? 'no keyring'
}
