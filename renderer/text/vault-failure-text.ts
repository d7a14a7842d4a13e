import type { FailureCode, FailureDetails } from '@contract/failures'
import { asSentence } from './as-sentence.ts'
import type { FailureRow } from './failure-row.ts'
import { visibleText } from './visible-characters.ts'

type VaultCode = Extract<FailureCode, `vault.${string}`>
type KeyringFailure = FailureDetails<'vault.keyring_unavailable'>

const keyringAdvice: Readonly<Record<KeyringFailure['trouble'], (offered: string) => string>> = {
  absent: () => 'There is no keyring now, or it is locked. Unlock it, and try again. What is kept is untouched.',
  weak: (offered) =>
    `${offered} encrypts with a key that is public, so it protects nothing. Start GNOME keyring or KWallet, or use a passphrase.`,
  changed: (offered) =>
    `The system offers ${offered} now, which is not the keyring that the vault was sealed under. Log in as you did before, and try again. What is kept is untouched.`,
  'key-not-held': (offered) =>
    `${offered} does not hold the vault’s key: it was made anew, or the file is from another computer or user. What is kept is untouched.`,
}

/** Rows for what the vault does not do: it is closed, its file is not what it should be, or the keyring is not. */
export const vaultFailureRows: { readonly [Code in VaultCode]: FailureRow<Code> } = {
  'vault.locked': () => ({
    title: 'The vault is locked',
    advice: 'Unlock it to use your profiles.',
    action: 'unlock-vault',
  }),
  'vault.choice_needed': () => ({
    title: 'Choose how tokens are kept',
    advice: 'No keyring protects this computer. Choose a passphrase, or keep tokens in memory only.',
    action: 'choose-vault',
  }),
  'vault.rolled_back': () => ({
    title: 'The vault is an old copy',
    advice:
      'It is older than the one that was last open here, and its refresh tokens may be spent. Say first whether to go on with it.',
    action: 'see-vault',
  }),
  'vault.replaced': () => ({
    title: 'The vault’s file is another one, or gone',
    advice:
      'While this vault was open, somebody put another in its place, or removed it. Nothing was written over it, and this change is not on disk. Put the right file back and try again, or start Claimcheck anew to open what is there.',
    action: 'see-vault',
  }),
  'vault.touch_id_refused': () => ({
    title: 'Touch ID did not open it',
    advice: 'The finger was not known, or you cancelled. Try again, or enter the passphrase.',
    action: 'unlock-vault',
  }),
  'vault.wrong_passphrase': () => ({
    title: 'That passphrase is not right',
    advice: 'Nothing was changed. Try again.',
    action: 'unlock-vault',
  }),
  'vault.weak_passphrase': ({ minimumLength }) => ({
    title: 'That passphrase is too easy to guess',
    advice: `Use at least ${minimumLength} characters, and 5 different ones. Several words are easy to keep in mind.`,
    action: 'choose-vault',
  }),
  'vault.keyring_unavailable': ({ offered, trouble }) => ({
    title: trouble === 'weak' ? 'The keyring protects nothing' : 'The keyring did not open the vault',
    advice: keyringAdvice[trouble](offered === 'no keyring' ? 'The keyring' : visibleText(offered)),
    action: 'see-vault',
  }),
  'vault.import_unreadable': ({ reason }) => ({
    title: 'That file is no export that can be read',
    advice: `${asSentence(visibleText(reason))} Nothing was taken over.`,
    action: null,
  }),
  'vault.import_none_chosen': () => ({
    title: 'No file is chosen',
    advice: 'Choose the file of an export first, and enter its passphrase.',
    action: null,
  }),
  'vault.damaged': ({ keptAt }) => ({
    title: 'The vault file is damaged',
    advice: `A copy of its bytes is kept at ${visibleText(keptAt)}.`,
    action: 'see-vault',
  }),
  'vault.newer': ({ version }) => ({
    title: 'The vault is from a newer Claimcheck',
    advice: `It has version ${version}. Update Claimcheck, or set the vault aside.`,
    action: 'see-vault',
  }),
  'vault.record_unreadable': ({ kind }) => ({
    title: 'A kept secret could not be read',
    advice: `Its ${visibleText(kind)} stays where it is. Sign in again to get a new one.`,
    action: 'sign-in',
  }),
}
