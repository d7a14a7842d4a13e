import type { ProfileId } from '../../contract/ids.ts'
import type { ProfileImport } from '../../contract/profiles.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { inSlices } from '../slices/in-slices.ts'
import { assertLongEnough, defaultScryptCost, type ScryptCost } from '../vault/passphrase-key.ts'
import type { RandomBytes } from '../vault/seal.ts'
import type { SecretText } from '../vault/secret-text.ts'
import { type ExchangeFile, readExchangeFile, unreadableFile, writeExchangeFile } from './exchange-file.ts'
import { placeImported, type PlacedProfile } from './place-imported.ts'
import type { ProfileSecrets } from './profile-secrets.ts'
import type { Profile, ProfileStore } from './profile.ts'
import { type ExportedSecret, openSecrets, sealSecrets } from './sealed-secrets.ts'
import { usedSecrets } from './which-secrets.ts'

/** A file outside the program's own folder, which a person chose. */
export interface ExchangeFiles {
  /** Throws `storage.unreadable`, `profile.import_unreadable` for one that is too large. */
  readonly read: (path: string) => Promise<{ readonly fileName: string; readonly bytes: Uint8Array }>
  /** Durable when it resolves, and readable by its owner only. Throws `storage.write_failed`. */
  readonly write: (path: string, bytes: Uint8Array) => Promise<void>
}

export interface ProfileExchangeParts {
  readonly store: Pick<ProfileStore, 'all' | 'find' | 'putAll'>
  readonly secrets: Pick<ProfileSecrets, 'read' | 'change' | 'removeAll'>
  readonly files: ExchangeFiles
  readonly askForFile: (title: string) => Promise<string | null>
  readonly askWhereToSave: (suggestedName: string) => Promise<string | null>
  readonly newId: () => ProfileId
  readonly randomBytes: RandomBytes
  readonly onChanged: (ids: readonly ProfileId[]) => void
  readonly scryptCost?: ScryptCost
}

interface Imported {
  readonly imported: { profileId: ProfileId; name: string }[]
  readonly left: { name: string; reason: string }[]
}

export interface ProfileExchange {
  /** Writes the profiles where the person says. Throws `vault.*`, `storage.write_failed`. */
  readonly exportProfiles: (
    ids: readonly ProfileId[],
    passphrase: SecretText | null,
  ) => Promise<{ saved: boolean; secretCount: number }>
  /** null: the person thought better. Throws `profile.import_unreadable`, `storage.unreadable`. */
  readonly chooseImport: () => Promise<ProfileImport | null>
  /** All that can be taken over, or nothing. Throws `profile.import_none_chosen`, `vault.*`, `storage.write_failed`. */
  readonly importChosen: (passphrase: SecretText | null) => Promise<Imported>
}

/** Takes profiles to another Claimcheck and brings them from there. Tokens never travel; secrets only sealed. */
export function createProfileExchange(parts: ProfileExchangeParts): ProfileExchange {
  const { store, secrets, files, newId, randomBytes, onChanged, scryptCost: cost = defaultScryptCost } = parts
  let chosen: ExchangeFile | null = null

  async function secretsOf(profile: Profile): Promise<ExportedSecret[]> {
    const found = await Promise.all(
      usedSecrets(profile).map(async (name) => {
        const value = await secrets.read(profile.id, name)
        return value === null ? [] : [{ profileId: profile.id, name, value }]
      }),
    )
    return found.flat()
  }

  async function openSealed(file: ExchangeFile, passphrase: SecretText | null): Promise<readonly ExportedSecret[]> {
    if (file.sealed === null || passphrase === null) return []
    const opened = await openSecrets(file.sealed, file.profilesDigest, passphrase)
    if (opened === 'wrong-passphrase') throw new ClaimcheckError('vault.wrong_passphrase', {})
    if (opened === 'changed') {
      throw unreadableFile(
        'It was changed after it was exported: its secrets belong to other settings than it holds now',
      )
    }
    return opened
  }

  async function keepSecrets(placed: readonly PlacedProfile[], opened: readonly ExportedSecret[]): Promise<void> {
    await Promise.all(
      placed.map(async ({ from, profile }) => {
        const used = usedSecrets(profile)
        const mine = opened.filter(({ profileId, name }) => profileId === from && used.includes(name))
        const changes = mine.map(({ name, value }) => [name, { change: 'replace', value: value.reveal() }] as const)
        await secrets.change(profile.id, Object.fromEntries(changes))
      }),
    )
  }

  /** After a failure: what was written must not stay behind for profiles that are not there. */
  async function takeBack(placed: readonly PlacedProfile[]): Promise<void> {
    await Promise.allSettled(placed.map(({ profile }) => secrets.removeAll(profile.id)))
  }

  return {
    async exportProfiles(ids, passphrase) {
      if (passphrase !== null) assertLongEnough(passphrase)
      const wanted = new Set(ids)
      const profiles = store.all().filter(({ id }) => wanted.has(id))
      // Read before anybody is asked where: a closed vault is told at once.
      const found = passphrase === null ? [] : (await inSlices(profiles, secretsOf)).flat()
      const path = await parts.askWhereToSave('claimcheck-profiles.json')
      if (path === null) return { saved: false, secretCount: 0 }
      const exported = profiles.map(({ isPlayground: _here, ...settings }) => ({
        ...settings,
        secrets: found.filter(({ profileId }) => profileId === settings.id).map(({ name }) => name),
      }))
      const bytes = await writeExchangeFile(exported, async (digest) =>
        passphrase === null ? null : sealSecrets(found, digest, { passphrase, cost, randomBytes }),
      )
      await files.write(path, bytes)
      return { saved: true, secretCount: found.length }
    },

    async chooseImport() {
      const path = await parts.askForFile('Import profiles')
      if (path === null) return null
      chosen = null
      const { fileName, bytes } = await files.read(path)
      const file = readExchangeFile(bytes)
      chosen = file
      return {
        fileName,
        isSealed: file.sealed !== null,
        profiles: file.entries.map((entry) =>
          entry.profile === null
            ? { name: entry.name, kind: entry.kind, secretCount: 0 }
            : { name: entry.profile.name, kind: entry.profile.way.kind, secretCount: entry.profile.secrets.length },
        ),
      }
    },

    async importChosen(passphrase) {
      const file = chosen
      if (file === null) throw new ClaimcheckError('profile.import_none_chosen', {})
      const opened = await openSealed(file, passphrase)
      const names = store.all().map(({ name }) => name)
      const { placed, left } = placeImported(file.entries, { names, newId })
      try {
        await keepSecrets(placed, opened)
        if (placed.length > 0) await store.putAll(placed.map(({ profile }) => profile))
      } catch (thrown) {
        await takeBack(placed)
        throw thrown
      }
      if (chosen === file) chosen = null
      onChanged(placed.map(({ profile }) => profile.id))
      const imported = placed.map(({ profile: { id: profileId, name } }) => ({ profileId, name }))
      return { imported, left: [...left] }
    },
  }
}
