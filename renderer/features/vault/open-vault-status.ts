import type { VaultStatus, VaultStrength } from '@contract/vault'

export type OpenVaultStatus = Extract<VaultStatus, { state: 'open' }>

export const isUnderPassphrase = (strength: VaultStrength): boolean =>
  strength === 'passphrase' || strength === 'keyring-and-passphrase'
