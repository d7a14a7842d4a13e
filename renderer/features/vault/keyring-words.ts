import type { KeyringFactsShown, KeyringTrouble } from '@contract/vault'
import { visibleText } from '../../text/visible-characters.ts'

interface TroubleWords {
  readonly title: string
  readonly advice: string
}

/** What is there now, by its name where it has one. */
const offerWords = (offered: string): string =>
  offered === 'no keyring' ? 'What the system offers' : `What the system offers (${visibleText(offered)})`

/** What is wrong with the keyring, and what a person can do about it. */
export function keyringTroubleWords(
  trouble: KeyringTrouble,
  { offered, sealedUnder }: KeyringFactsShown,
): TroubleWords {
  const now = visibleText(offered)
  const then = sealedUnder === null ? 'another keyring' : visibleText(sealedUnder)
  switch (trouble) {
    case 'absent':
      return {
        title: 'The system’s keyring is not there, or is locked',
        advice: `Unlock it, or log in to your desktop again, and look again${sealedUnder === null ? '.' : ': what is in the file stays as it is.'}`,
      }
    case 'weak':
      return {
        title: 'The keyring protects nothing',
        advice: `${offerWords(offered)} encrypts with a key that is public. Start GNOME keyring or KWallet, and look again.`,
      }
    case 'changed':
      return {
        title: `The keyring changed: from ${then} to ${now}`,
        advice: `The vault was sealed under ${then}, and the system offers ${now} now, which does not hold its key. That happens with another desktop or after an update: log in as you did before, and look again.`,
      }
    case 'key-not-held':
      return {
        title: `${now === 'no keyring' ? 'The keyring' : now} does not hold the vault’s key`,
        advice:
          'The file comes from another computer or another user, or the keyring was made anew. Bring the keyring back from a backup, and look again.',
      }
  }
}

/** Why the vault can't be put under the system's keyring now; null: it can. */
export function whyNoKeyring({ trouble, offered }: KeyringFactsShown): string | null {
  if (trouble === 'absent') return 'There is no keyring now, or it is locked.'
  if (trouble === 'weak') return `${offerWords(offered)} encrypts with a key that is public.`
  return null
}
