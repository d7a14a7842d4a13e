import type { ProfileId } from '../../contract/ids.ts'
import { secretNames, type SecretChange, type SecretName } from '../../contract/profiles.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { RecordKind, SecretRecords } from '../vault/secret-records.ts'
import { SecretText } from '../vault/secret-text.ts'
import type { Profile } from './profile.ts'
import { neededSecrets, usedSecrets } from './which-secrets.ts'

export type SecretChanges = Readonly<Partial<Record<SecretName, SecretChange>>>
export type ProfileSecrets = ReturnType<typeof createProfileSecrets>

/** Client secrets stand where earlier versions put them, so that their vaults go on as they are. */
const placeOf = (id: ProfileId, name: SecretName): readonly [RecordKind, string] =>
  name === 'clientSecret' ? ['client-secret', id] : ['profile-secret', `${id} ${name}`]

/** The secrets that persons entered for their profiles, in the vault. Every call may throw what the vault throws. */
export function createProfileSecrets(records: SecretRecords) {
  const read = (id: ProfileId, name: SecretName): Promise<SecretText | null> => records.read(...placeOf(id, name))

  async function changeOne(id: ProfileId, name: SecretName, change: SecretChange): Promise<void> {
    if (change.change === 'clear') await records.remove(...placeOf(id, name))
    else await records.write(...placeOf(id, name), new SecretText(change.value))
  }

  /** null: the vault can't be opened now. */
  async function isHeld(id: ProfileId, name: SecretName): Promise<boolean | null> {
    try {
      return (await read(id, name)) !== null
    } catch (thrown) {
      if (!(thrown instanceof ClaimcheckError)) throw thrown
      return thrown.code === 'vault.record_unreadable' ? true : null
    }
  }

  return {
    read,
    /** Those that are not named stay as they are. Together: the vault saves once. */
    async change(id: ProfileId, changes: SecretChanges): Promise<void> {
      await Promise.all(
        secretNames.map(async (name) => {
          const change = changes[name]
          if (change !== undefined) await changeOne(id, name, change)
        }),
      )
    },
    async removeAll(id: ProfileId): Promise<void> {
      await Promise.all(secretNames.map((name) => records.remove(...placeOf(id, name))))
    },
    /** Which secrets there are, of those that the way uses. While the vault can't be opened: which there should be. */
    async held(profile: Profile): Promise<readonly SecretName[]> {
      const used = usedSecrets(profile)
      const answers = await Promise.all(used.map((name) => isHeld(profile.id, name)))
      return answers.includes(null) ? neededSecrets(profile) : used.filter((_name, at) => answers[at] === true)
    },
  }
}
