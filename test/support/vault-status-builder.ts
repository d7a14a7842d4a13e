import type { KeyringFactsShown, VaultStatus } from '../../electron/contract/vault.ts'

/** The system's keyring as a window is told of it; one that protects and holds the vault's key, unless told otherwise. */
export const someKeyring = (some: Partial<KeyringFactsShown> = {}): KeyringFactsShown => ({
  offered: 'GNOME keyring',
  sealedUnder: 'GNOME keyring',
  trouble: null,
  ...some,
})

/** A system without a keyring, and a vault that was never under one. */
export const noKeyring = someKeyring({ offered: 'no keyring', sealedUnder: null, trouble: 'absent' })

type State<Name extends VaultStatus['state']> = Extract<VaultStatus, { state: Name }>

/** An open vault, as a window is told of it: under the keyring alone. */
export const anOpenVault = (some: Partial<State<'open'>> = {}): State<'open'> => ({
  state: 'open',
  strength: 'keyring',
  records: 6,
  unreadable: 0,
  recovered: false,
  keyring: someKeyring(),
  lockAsks: false,
  ...some,
})

/** An open vault under a passphrase, on a system without a keyring. */
export const aPassphraseVault = (some: Partial<State<'open'>> = {}): State<'open'> =>
  anOpenVault({ strength: 'passphrase', keyring: noKeyring, lockAsks: true, ...some })

/** A locked vault; at a start, and it opens with a passphrase. */
export const aLockedVault = (some: Partial<State<'locked'>> = {}): State<'locked'> => ({
  state: 'locked',
  cause: 'start',
  opensWith: ['passphrase'],
  keyring: noKeyring,
  ...some,
})

/** No vault yet, on a system without a keyring: a person chooses how to keep secrets. */
export const aVaultToChoose = (): State<'choice-needed'> => ({ state: 'choice-needed', keyring: noKeyring })
