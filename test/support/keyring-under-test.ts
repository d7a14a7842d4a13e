/** App tests that the vault matters to run twice: where the system has a keyring, and where it has none. */
export type KeyringUnderTest = 'gnome' | 'no'

/** `npm test` sets the variable for the half that runs inside a session bus with an unlocked GNOME keyring. */
export const keyringUnderTest: KeyringUnderTest =
  process.env['CLAIMCHECK_KEYRING_UNDER_TEST'] === 'gnome' ? 'gnome' : 'no'
