import { SecretText } from '../../domain/vault/secret-text.ts'
import type { Vault } from '../../domain/vault/vault.ts'
import type { HandlersOf } from '../router.ts'

export const vaultHandlers = (vault: Vault): HandlersOf<'vault'> => ({
  'vault.status': () => vault.status(),
  'vault.unlock': ({ passphrase }) => vault.unlock(passphrase === null ? null : new SecretText(passphrase)),
  'vault.lock': () => vault.lock(),
  'vault.choosePassphrase': ({ passphrase }) => vault.choosePassphrase(new SecretText(passphrase)),
  'vault.chooseMemoryOnly': () => vault.chooseMemoryOnly(),
  'vault.setAside': () => vault.setAside(),
})
