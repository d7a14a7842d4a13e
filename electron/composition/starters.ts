import type { ProfileBook } from '../domain/profiles/profile-book.ts'
import { starterFrom, startersToSeed } from '../domain/profiles/starter.ts'
import type { LastSessionFile } from '../host/last-session-file.ts'
import type { ProfileFile } from '../host/profile-file.ts'
import { exampleProfiles, starterProfiles } from '../playground/starter.ts'

export interface StartersParts {
  readonly profiles: Pick<ProfileBook, 'seed'>
  readonly store: Pick<ProfileFile, 'all' | 'load'>
  readonly lastSession: LastSessionFile
  readonly reportBug: (thrown: unknown) => void
}

/** The playground's own profiles: there from the first start on, and seen to again whenever the vault opens. */
export function composeStarters({ profiles, store, lastSession, reportBug }: StartersParts) {
  const starters = { starters: starterProfiles.map(starterFrom), examples: exampleProfiles.map(starterFrom) }
  let firstSeed: Promise<void> | null = null

  async function seed(): Promise<void> {
    await store.load()
    const isFirst = !lastSession.get().hasStarters
    await profiles.seed(startersToSeed(starters, store, isFirst))
    if (isFirst) await lastSession.save(() => ({ hasStarters: true }))
  }

  return {
    seed,
    /** A first start has its profiles before anyone sees the list; what went wrong is in the log, and the list is shown. */
    seeded: () => (firstSeed ??= seed().catch(reportBug)),
    /** Resolves with how many profiles came. */
    addExamples: async (): Promise<number> => (await profiles.seed(starters.examples)).length,
  }
}
