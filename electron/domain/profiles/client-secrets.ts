import type { ProfileId } from '../../contract/ids.ts'
import type { ProfileDraft } from '../../contract/profiles.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { SecretRecords } from '../vault/secret-records.ts'
import { SecretText } from '../vault/secret-text.ts'
import type { Profile } from './profile.ts'

/** Client secrets in the vault, one for each profile that has one. */
export function createClientSecrets(records: SecretRecords) {
  const read = (id: ProfileId): Promise<SecretText | null> => records.read('client-secret', id)

  return {
    read,
    async change(id: ProfileId, change: ProfileDraft['clientSecret']): Promise<void> {
      switch (change.change) {
        case 'keep':
          return
        case 'clear':
          return records.remove('client-secret', id)
        case 'replace':
          await records.write('client-secret', id, new SecretText(change.value))
      }
    },
    remove: (id: ProfileId): Promise<void> => records.remove('client-secret', id),
    /** Whether there is one. While the vault can't be opened: whether there should be one. */
    async has(profile: Profile): Promise<boolean> {
      try {
        return (await read(profile.id)) !== null
      } catch (thrown) {
        if (!(thrown instanceof ClaimcheckError)) throw thrown
        return thrown.code === 'vault.record_unreadable' || profile.clientAuthentication !== 'none'
      }
    },
  }
}
