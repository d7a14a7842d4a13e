import * as z from 'zod'
import { profileSummary } from '../contract/profiles.ts'
import type { Profile, ProfileStore } from '../domain/profiles/profile.ts'
import type { OpenPlainStore } from '../domain/storage/plain-store.ts'
import { createPlainFile, type PlainFileTrouble } from './plain-file.ts'

export interface ProfileFile extends ProfileStore {
  /** What was wrong with the stored profiles, or null. Entries that make no sense stay in the file as they are. */
  readonly trouble: () => PlainFileTrouble | null
}

const storedProfile: z.ZodType<Profile> = profileSummary.omit({ hasClientSecret: true, session: true })
const storedList = z.looseObject({ profiles: z.array(z.unknown()) })

// Version 0 is a bare list under `profiles`, as a person or a set-up script writes it: the content of version 1.
const migrations = [(bare: unknown) => bare]

interface Stored {
  readonly profiles: readonly Profile[]
  /** Of a newer version, or edited by hand: kept word for word behind the profiles. */
  readonly foreign: readonly unknown[]
  readonly trouble: PlainFileTrouble | null
}

/** The profiles, without any secret, in `profiles.json`; read on first use. */
export function createProfileFile(folder: string, openStore: OpenPlainStore): ProfileFile {
  const file = createPlainFile({ folder, name: 'profiles', migrations, openStore })
  let known: Stored | null = null

  function load(): Stored {
    if (known !== null) return known
    const { content, trouble } = file.read()
    if (content === null) return (known = { profiles: [], foreign: [], trouble })
    const list = storedList.safeParse(content)
    if (!list.success) return (known = { profiles: [], foreign: [], trouble: trouble ?? file.reject() })
    const parsed = list.data.profiles.map((entry) => ({ entry, profile: storedProfile.safeParse(entry) }))
    const profiles = parsed.flatMap(({ profile }) => (profile.success ? [profile.data] : []))
    const foreign = parsed.flatMap(({ entry, profile }) => (profile.success ? [] : [entry]))
    known = { profiles, foreign, trouble: trouble ?? (foreign.length > 0 ? file.reject() : null) }
    return known
  }

  function keep(profiles: readonly Profile[]): void {
    const { foreign, trouble } = load()
    file.write({ profiles: [...profiles, ...foreign] })
    known = { profiles, foreign, trouble }
  }

  return {
    all: () => load().profiles,
    find: (id) => load().profiles.find((profile) => profile.id === id) ?? null,
    put(profile) {
      const { profiles } = load()
      const isKnown = profiles.some(({ id }) => id === profile.id)
      keep(isKnown ? profiles.map((each) => (each.id === profile.id ? profile : each)) : [...profiles, profile])
    },
    remove(id) {
      const { profiles } = load()
      if (profiles.some((profile) => profile.id === id)) keep(profiles.filter((profile) => profile.id !== id))
    },
    trouble: () => load().trouble,
  }
}
