import type { RequestOf } from '../../contract/channels.ts'
import { SecretText } from '../../domain/vault/secret-text.ts'
import type { Vault } from '../../domain/vault/vault.ts'
import type { VaultTransfer } from '../../domain/vault/vault-transfer.ts'
import type { HandlersOf } from '../router.ts'

export interface VaultHandlerParts {
  readonly vault: Pick<
    Vault,
    'status' | 'unlock' | 'lock' | 'protect' | 'chooseMemoryOnly' | 'setAside' | 'acceptRolledBack' | 'forgetEverything'
  >
  readonly transfer: VaultTransfer
}

const secretOrNull = (text: string | null): SecretText | null => (text === null ? null : new SecretText(text))

const unlockOf = (request: RequestOf<'vault.unlock'>) =>
  request.by === 'passphrase' ? { by: request.by, passphrase: new SecretText(request.passphrase) } : request

const protectionOf = ({ protection }: RequestOf<'vault.protect'>) =>
  protection.under === 'keyring'
    ? protection
    : { under: protection.under, passphrase: new SecretText(protection.passphrase) }

/** A passphrase is a `SecretText` from the first line on: nothing further in can print it. */
export const vaultHandlers = ({ vault, transfer }: VaultHandlerParts): HandlersOf<'vault'> => ({
  'vault.status': () => vault.status(),
  'vault.unlock': (request) => vault.unlock(unlockOf(request)),
  'vault.lock': () => vault.lock('by-hand'),
  'vault.protect': (request) =>
    vault.protect({ current: secretOrNull(request.current), protection: protectionOf(request) }),
  'vault.chooseMemoryOnly': ({ current = null }) => vault.chooseMemoryOnly(secretOrNull(current)),
  'vault.setAside': () => vault.setAside(),
  'vault.acceptRolledBack': () => vault.acceptRolledBack(),
  'vault.export': ({ current, passphrase, withSignIns }) =>
    transfer.exportVault({ current: secretOrNull(current), passphrase: new SecretText(passphrase), withSignIns }),
  'vault.chooseImport': () => transfer.chooseImport(),
  'vault.openImport': ({ passphrase }) => transfer.openImport(new SecretText(passphrase)),
  'vault.import': ({ profileIds, withSignIns }) => transfer.importChosen(profileIds, withSignIns),
  'vault.forgetEverything': () => vault.forgetEverything(),
})
