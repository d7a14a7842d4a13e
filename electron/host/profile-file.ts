import * as z from 'zod'
import type { ProfileId } from '../contract/ids.ts'
import { storedProfile } from '../contract/profiles.ts'
import type { Profile, ProfileStore } from '../domain/profiles/profile.ts'
import type { OpenPlainStore } from '../domain/storage/plain-store.ts'
import { createPlainFile, type PlainFileTrouble } from './plain-file.ts'
import { migrateFromVersion1 } from './profile-file-version-1.ts'

export interface ProfileFile extends ProfileStore {
  /** What was wrong with the stored profiles, or null. Entries that make no sense stay in the file as they are. */
  readonly trouble: () => PlainFileTrouble | null
}

const storedList = z.looseObject({ profiles: z.array(z.unknown()) })

// Version 0 is a bare list under `profiles`, as a person or a set-up script writes it: the content of version 1.
const migrations = [(bare: unknown) => bare, migrateFromVersion1]

interface Stored {
  readonly profiles: ReadonlyMap<ProfileId, Profile>
  /** Of a newer version, or edited by hand: kept word for word behind the profiles. */
  readonly foreign: readonly unknown[]
  readonly trouble: PlainFileTrouble | null
}

const byId = (profiles: readonly Profile[]): ReadonlyMap<ProfileId, Profile> =>
  new Map(profiles.map((profile) => [profile.id, profile]))

/** The profiles, without any secret, in `profiles.json`; read on first use. */
export function createProfileFile(folder: string, openStore: OpenPlainStore): ProfileFile {
  const file = createPlainFile({ folder, name: 'profiles', migrations, openStore })
  let known: Stored | null = null

  function load(): Stored {
    if (known !== null) return known
    const { content, trouble } = file.read()
    if (content === null) return (known = { profiles: byId([]), foreign: [], trouble })
    const list = storedList.safeParse(content)
    if (!list.success) return (known = { profiles: byId([]), foreign: [], trouble: trouble ?? file.reject() })
    const profiles = new Map<ProfileId, Profile>()
    const foreign: unknown[] = []
    for (const entry of list.data.profiles) {
      const parsed = storedProfile.safeParse(entry)
      // A second entry under an id that is taken makes no sense either: secrets are found by the id.
      if (parsed.success && !profiles.has(parsed.data.id)) profiles.set(parsed.data.id, parsed.data)
      else foreign.push(entry)
    }
    known = { profiles, foreign, trouble: trouble ?? (foreign.length > 0 ? file.reject() : null) }
    return known
  }

  function keep(profiles: ReadonlyMap<ProfileId, Profile>): void {
    const { foreign, trouble } = load()
    file.write({ profiles: [...profiles.values(), ...foreign] })
    known = { profiles, foreign, trouble }
  }

  const putAll = (changed: readonly Profile[]): void => keep(new Map([...load().profiles, ...byId(changed)]))

  return {
    all: () => [...load().profiles.values()],
    find: (id) => load().profiles.get(id) ?? null,
    put: (profile) => putAll([profile]),
    putAll,
    arrange(arranged) {
      const named = byId(arranged)
      keep(new Map([...named, ...[...load().profiles].filter(([id]) => !named.has(id))]))
    },
    remove(id) {
      const { profiles } = load()
      if (profiles.has(id)) keep(new Map([...profiles].filter(([each]) => each !== id)))
    },
    trouble: () => load().trouble,
  }
}
