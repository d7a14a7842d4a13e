import { randomUUID } from 'node:crypto'
import { profileId, type ProfileId } from '../../electron/contract/ids.ts'
import type { ProfileDraft } from '../../electron/contract/profiles.ts'
import { createDpopKeys } from '../../electron/domain/dpop/dpop-keys.ts'
import { ClaimcheckError } from '../../electron/domain/failures/claimcheck-error.ts'
import { createProfileBook } from '../../electron/domain/profiles/profile-book.ts'
import { createProfileSecrets } from '../../electron/domain/profiles/profile-secrets.ts'
import type { Profile } from '../../electron/domain/profiles/profile.ts'
import { standingSession } from '../../electron/domain/profiles/standing-session.ts'
import { createTokenKeeper } from '../../electron/domain/tokens/token-keeper.ts'
import type { SecretRecords } from '../../electron/domain/vault/secret-records.ts'
import { aClock } from './clock.ts'
import { aTimeline } from './keeper-builder.ts'
import { locksInMemory } from './locks-in-memory.ts'
import { recordsInMemory } from './records-in-memory.ts'
import { anOAuthWay, aTokenSet, noon, profilesInMemory } from './token-builder.ts'
import { aTokenHistory } from './token-history.ts'

/** What a person leaves as a form offers it: alice, a public client. */
export const aDraft = (some: Partial<ProfileDraft> = {}): ProfileDraft => ({
  ...{ id: null, name: 'alice', label: 'customer', group: '', colour: null, certificate: null, keepFresh: false },
  way: anOAuthWay(),
  secrets: {},
  ...some,
})

export const newProfileId = (): ProfileId => profileId.parse(randomUUID())

interface Situation {
  readonly profiles?: Profile[]
  /** A real vault in place of records in memory. */
  readonly vaultRecords?: SecretRecords
}

/** The book over memory, with a keeper that has nobody to refresh at. */
export function aBook({ profiles = [], vaultRecords }: Situation = {}) {
  const clock = aClock(noon)
  const inMemory = recordsInMemory()
  const records = vaultRecords ?? inMemory.records
  const store = profilesInMemory(...profiles)
  const values = new Map<string, string>()
  const changed: ProfileId[] = []
  const cancelled: ProfileId[] = []
  const bugs: unknown[] = []
  const secrets = createProfileSecrets(records)
  const dpopKeys = createDpopKeys({ records })
  const history = aTokenHistory({ records, findProfile: store.find, now: clock.now })
  const keeper = createTokenKeeper({
    ...{ exclusively: locksInMemory().exclusively, timeline: aTimeline(clock), history },
    ...{ now: clock.now, monotonicMs: clock.monotonicMs, schedule: clock.schedule, records, profiles: store },
    random: () => 0.5,
    variables: () => values,
    refresh: () => Promise.reject(new Error('nobody is asked for new tokens here')),
    standing: (profile) => standingSession(profile, secrets),
    onChanged: (ids) => void changed.push(...ids),
    reportBug: (thrown) => void bugs.push(thrown),
  })
  const book = createProfileBook({
    ...{ store, secrets, keeper, dpopKeys, variables: () => values, newId: newProfileId },
    cancelSignIn: (id) => void cancelled.push(id),
    onChanged: (ids) => void changed.push(...ids),
  })

  /** Saves the draft and gives it tokens, as after a sign-in. */
  async function signIn(draft: ProfileDraft, some: Partial<ReturnType<typeof aTokenSet>> = {}): Promise<ProfileId> {
    const { id } = await book.save(draft)
    await keeper.accept(id, aTokenSet(some), null)
    return id
  }

  return {
    book,
    store,
    secrets,
    dpopKeys,
    keeper,
    records,
    vault: inMemory.situation,
    values,
    changed,
    cancelled,
    bugs,
    signIn,
  }
}

/** Where the form shows what is wrong with a new profile, and what it says; a draft with a problem must leave nothing. */
export async function problemsOf(some: Partial<ProfileDraft>, values: Record<string, string> = {}): Promise<string[]> {
  const made = aBook()
  for (const [name, value] of Object.entries(values)) made.values.set(name, value)
  try {
    await made.book.save(aDraft(some))
    return []
  } catch (thrown) {
    if (!(thrown instanceof ClaimcheckError) || !('problems' in thrown.details)) throw thrown
    if (made.store.all().length + made.vault.disk.size > 0)
      throw new Error('a refused draft left something behind', { cause: thrown })
    return thrown.details.problems.map(({ path, message }) => `${path}: ${message}`)
  }
}
