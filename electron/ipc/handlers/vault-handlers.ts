import type { Vault } from '../../domain/vault/vault.ts'
import type { HandlersOf } from '../router.ts'

export const vaultHandlers = (vault: Vault): HandlersOf<'vault'> => ({
  'vault.status': () => vault.status(),
  'vault.unlock': ({ passphrase }) => vault.unlock(passphrase),
  'vault.lock': () => vault.lock(),
  'vault.choosePassphrase': ({ passphrase }) => vault.choosePassphrase(passphrase),
  'vault.chooseMemoryOnly': () => vault.chooseMemoryOnly(),
  'vault.setAside': () => vault.setAside(),
})
