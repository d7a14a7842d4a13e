import type { SafeStorage } from 'electron'
import { judgeKeyring, keyringName } from '../domain/vault/judge-keyring.ts'
import type { KeyWrapper } from '../domain/vault/key-wrapper.ts'
import { SecretText } from '../domain/vault/secret-text.ts'

/** The part that Electron 33 and newer versions share. */
export type SafeStorageCalls = Pick<
  SafeStorage,
  'isEncryptionAvailable' | 'encryptString' | 'decryptString' | 'getSelectedStorageBackend'
>

const probeText = 'claimcheck probe'

/**
 * Electron's safeStorage as the vault's keyring. Touches it on first use only, which must be after `app` is ready.
 * The synchronous calls on purpose: on Linux the asynchronous ones call a published key "available".
 */
export function createSafeStorageKeyWrapper(safeStorage: SafeStorageCalls, platform: string): KeyWrapper {
  const backendNow = () => (platform === 'linux' ? safeStorage.getSelectedStorageBackend() : '')

  /** null: the keyring does not give back what it was given. */
  function probe(): Buffer | null {
    const sealed = safeStorage.encryptString(probeText)
    return safeStorage.decryptString(sealed) === probeText ? sealed : null
  }

  return {
    async look() {
      let backend = ''
      try {
        backend = backendNow()
        const sealed = safeStorage.isEncryptionAvailable() ? probe() : null
        const judgement = judgeKeyring({
          platform,
          isEncryptionAvailable: sealed !== null,
          backend,
          probeStartsWithV10: sealed?.subarray(0, 3).toString('latin1') === 'v10',
        })
        return { name: keyringName({ platform, backend }), judgement }
      } catch {
        // safeStorage throws where the keyring is locked or its service is gone: none that can be used now.
        return { name: keyringName({ platform, backend }), judgement: { weak: 'not-available' } }
      }
    },
    wrap: async (secret) => safeStorage.encryptString(secret.reveal()),
    unwrap: async (wrapped) => new SecretText(safeStorage.decryptString(Buffer.from(wrapped))),
  }
}
