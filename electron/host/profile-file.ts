import * as z from 'zod'
import type { ProfileId } from '../contract/ids.ts'
import { storedProfile } from '../contract/profiles.ts'
import type { Profile, ProfileStore } from '../domain/profiles/profile.ts'
import { inSlices } from '../domain/slices/in-slices.ts'
import type { OpenPlainStore } from '../domain/storage/plain-store.ts'
import { createCoalescedSave } from '../domain/storage/coalesced-save.ts'
import { createLongPlainFile } from './long-plain-file.ts'
import type { PlainFileTrouble } from './plain-file-content.ts'
import { migrateFromVersion1 } from './profile-file-version-1.ts'

export interface ProfileFile extends ProfileStore {
  /** What was wrong with the stored profiles, or null. Entries that make no sense stay in the file as they are. */
  readonly trouble: () => PlainFileTrouble | null
  /** Reads the file without holding anybody up. Whoever asks for a profile before that reads it at once. */
  readonly load: () => Promise<void>
  /** Resolves when no save is running or waiting, however they ended: their callers were told. */
  readonly settled: () => Promise<void>
}

const storedList = z.looseObject({ profiles: z.array(z.unknown()) })

// Version 0 is a bare list under `profiles`, as a person or a set-up script writes it: the content of version 1.
const migrations = [(bare: unknown) => bare, migrateFromVersion1]

type Profiles = ReadonlyMap<ProfileId, Profile>
interface Stored {
  readonly profiles: Profiles
  /** Of a newer version, or edited by hand: kept word for word behind the profiles. */
  readonly foreign: readonly unknown[]
  readonly trouble: PlainFileTrouble | null
}
type Found = Pick<Stored, 'trouble'> & { readonly content: unknown }
interface Entry {
  readonly entry: unknown
  readonly profile: Profile | null
}

const byId = (profiles: readonly Profile[]): Profiles => new Map(profiles.map((profile) => [profile.id, profile]))

const readEntry = (entry: unknown): Entry => ({ entry, profile: storedProfile.safeParse(entry).data ?? null })

/** The profiles, without any secret, in `profiles.json`; read on first use, or by `load`. */
export function createProfileFile(folder: string, openStore: OpenPlainStore): ProfileFile {
  const file = createLongPlainFile({ folder, name: 'profiles', migrations, openStore })
  let known: Stored | null = null
  const waiting: ((profiles: Profiles) => Profiles)[] = []

  /** null: the content is no list. */
  function entriesOf({ content }: Found): readonly unknown[] | null {
    if (content === null) return []
    return storedList.safeParse(content).data?.profiles ?? null
  }

  function sort(entries: readonly Entry[] | null, trouble: PlainFileTrouble | null): Stored {
    if (entries === null) return { profiles: byId([]), foreign: [], trouble: trouble ?? file.reject() }
    const profiles = new Map<ProfileId, Profile>()
    const foreign: unknown[] = []
    for (const { entry, profile } of entries) {
      // A second entry under an id that is taken makes no sense either: secrets are found by the id.
      if (profile !== null && !profiles.has(profile.id)) profiles.set(profile.id, profile)
      else foreign.push(entry)
    }
    return { profiles, foreign, trouble: trouble ?? (foreign.length > 0 ? file.reject() : null) }
  }

  function loaded(): Stored {
    if (known !== null) return known
    const found = file.read()
    return (known = sort(entriesOf(found)?.map(readEntry) ?? null, found.trouble))
  }

  const save = createCoalescedSave(async () => {
    const { profiles, foreign, trouble } = loaded()
    const changed = waiting.splice(0).reduce((before, next) => next(before), profiles)
    if (changed === profiles) return
    await file.write({ profiles: [...changed.values(), ...foreign] })
    known = { profiles: changed, foreign, trouble }
  })

  /** Each change is made to what the ones before it left; those that come together share a write. */
  function change(next: (profiles: Profiles) => Profiles): Promise<void> {
    waiting.push(next)
    return save.request()
  }

  const putAll = (changed: readonly Profile[]) => change((profiles) => new Map([...profiles, ...byId(changed)]))

  return {
    async load() {
      const found = await file.readLater()
      const entries = entriesOf(found)
      const read = entries === null ? null : await inSlices(entries, readEntry)
      known ??= sort(read, found.trouble)
    },
    all: () => [...loaded().profiles.values()],
    find: (id) => loaded().profiles.get(id) ?? null,
    put: (profile) => putAll([profile]),
    putAll,
    arrange: (order) =>
      change((profiles) => {
        const arranged = order.flatMap(({ profileId, group }) => {
          const profile = profiles.get(profileId)
          return profile === undefined ? [] : [{ ...profile, group }]
        })
        const named = byId(arranged)
        return new Map([...named, ...[...profiles].filter(([id]) => !named.has(id))])
      }),
    remove: (id) =>
      change((profiles) => (profiles.has(id) ? new Map([...profiles].filter(([each]) => each !== id)) : profiles)),
    trouble: () => loaded().trouble,
    settled: save.settled,
  }
}
