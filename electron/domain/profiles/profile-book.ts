import type { ProfileId } from '../../contract/ids.ts'
import type { ProfileDraft, ProfileSummary, SecretName } from '../../contract/profiles.ts'
import type { Way } from '../../contract/ways.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { Variables } from '../requests/variables.ts'
import { inSlices } from '../slices/in-slices.ts'
import { createInTurn } from '../storage/in-turn.ts'
import type { TokenKeeper } from '../tokens/token-keeper.ts'
import type { SecretText } from '../vault/secret-text.ts'
import { assertDraftIsGood } from './check-draft.ts'
import type { ProfileSecrets, SecretChanges } from './profile-secrets.ts'
import type { Profile, ProfilePlace, ProfileStore } from './profile.ts'
import { isSameIdentity } from './same-identity.ts'
import { usedSecrets } from './which-secrets.ts'
import { withDpop } from './with-dpop.ts'

/** A profile that a first start brings along. */
export interface StarterProfile {
  readonly profile: Omit<Profile, 'id' | 'way'>
  /** A way that trades in another starter's token asks for that one's id by its name. */
  readonly way: Way | ((idOf: (name: string) => ProfileId) => Way)
  /** Known because the playground is ours. */
  readonly secrets: Readonly<Partial<Record<SecretName, SecretText>>>
}

export interface ProfileBookParts {
  readonly store: ProfileStore
  readonly secrets: ProfileSecrets
  readonly keeper: Pick<TokenKeeper, 'session' | 'forget' | 'forgetTimeline' | 'reconsider'>
  readonly dpopKeys: { readonly forget: (id: ProfileId) => Promise<void> }
  /** Ends the profile's sign-in, if there is one. */
  readonly cancelSignIn: (id: ProfileId) => void
  readonly variables: () => Variables
  readonly newId: () => ProfileId
  readonly onChanged: (ids: readonly ProfileId[]) => void
}

export interface ProfileBook {
  readonly list: () => Promise<ProfileSummary[]>
  readonly find: (id: ProfileId) => Profile | null
  /** Makes a profile (id null) or changes one. Throws `profile.not_found`, `input.invalid`, `vault.*`, `storage.*`. */
  readonly save: (draft: ProfileDraft) => Promise<ProfileSummary>
  /**
   * Makes the profile ask for tokens that are bound to a DPoP key (RFC 9449) from its next sign-in on; until then those
   * that it has stay. Throws `profile.not_found`, and `input.invalid` for a way that can't ask for such tokens.
   */
  readonly useDpop: (id: ProfileId) => Promise<void>
  /** Removes a profile with its tokens of every environment, its secrets, its DPoP key and what happened to it. */
  readonly remove: (id: ProfileId) => Promise<void>
  /** The profiles in this order, each in its group; those that are not there any more are passed over. */
  readonly arrange: (order: readonly ProfilePlace[]) => Promise<void>
  /**
   * Adds the starters that are not there yet, told by name, and gives their ids. May be called again once the vault is
   * open: a secret that could not be kept before is kept then.
   */
  readonly seed: (starters: readonly StarterProfile[]) => Promise<readonly ProfileId[]>
}

function profileFrom(draft: ProfileDraft, id: ProfileId, isPlayground: boolean): Profile {
  const { secrets: _changes, id: _id, ...settings } = draft
  return { ...settings, id, isPlayground }
}

/** The profiles: their settings in the store, their secrets in the vault, their sessions with the keeper. */
export function createProfileBook(parts: ProfileBookParts): ProfileBook {
  const { store, secrets, keeper, dpopKeys, cancelSignIn, variables, newId, onChanged } = parts

  async function summarise(profile: Profile): Promise<ProfileSummary> {
    const [held, session] = await Promise.all([secrets.held(profile), keeper.session(profile.id)])
    return { ...profile, secrets: [...held], session }
  }

  function existing(id: ProfileId): Profile {
    const profile = store.find(id)
    if (profile === null) throw new ClaimcheckError('profile.not_found', { profileId: id })
    return profile
  }

  const check = (before: Profile | null, draft: ProfileDraft): Promise<void> =>
    assertDraftIsGood(before, draft, { variables: variables(), findProfile: store.find, secrets })

  /** What the person changes, apart from secrets that the way has no use for: those go. */
  function changesOf(before: Profile | null, draft: ProfileDraft): SecretChanges {
    const used = usedSecrets(draft)
    const kept = Object.fromEntries(
      Object.entries(draft.secrets).filter(([name]) => used.some((each) => each === name)),
    )
    const unused = before === null ? [] : usedSecrets(before).filter((name) => !used.includes(name))
    return { ...kept, ...Object.fromEntries(unused.map((name) => [name, { change: 'clear' }] as const)) }
  }

  async function change(draft: ProfileDraft, id: ProfileId): Promise<Profile> {
    const before = existing(id)
    await check(before, draft)
    const changes = changesOf(before, draft)
    if (!isSameIdentity(before.way, draft.way, changes)) {
      // Else the tokens of whoever it was would come in after it is somebody else.
      cancelSignIn(id)
      await keeper.forget(id)
      if (before.way.kind === 'oauth' && before.way.dpop) await dpopKeys.forget(id)
    }
    await secrets.change(id, changes)
    const after = profileFrom(draft, id, before.isPlayground)
    await store.put(after)
    return after
  }

  async function create(draft: ProfileDraft): Promise<Profile> {
    await check(null, draft)
    const profile = profileFrom(draft, newId(), false)
    await secrets.change(profile.id, changesOf(null, draft))
    await store.put(profile)
    return profile
  }

  async function keepKnownSecret(id: ProfileId, name: SecretName, secret: SecretText): Promise<void> {
    try {
      if ((await secrets.read(id, name)) !== null) return
      await secrets.change(id, { [name]: { change: 'replace', value: secret.reveal() } })
    } catch (thrown) {
      // Not possible now (the vault waits for a choice, say); seeding again when it is open does it.
      if (!(thrown instanceof ClaimcheckError)) throw thrown
    }
  }

  async function keepKnownSecrets(id: ProfileId, known: StarterProfile['secrets']): Promise<void> {
    const { way, certificate } = existing(id)
    // A person may have made something else of it, with other secrets.
    for (const name of usedSecrets({ way, certificate })) {
      const secret = known[name]
      if (secret !== undefined) await keepKnownSecret(id, name, secret)
    }
  }

  // Two at once would both find that a starter is not there yet.
  const inTurn = createInTurn()
  async function seed(starters: readonly StarterProfile[]): Promise<readonly ProfileId[]> {
    const mine = new Map(store.all().flatMap((each) => (each.isPlayground ? [[each.name, each.id] as const] : [])))
    const wanted = starters.filter(({ profile }) => !mine.has(profile.name))
    for (const { profile } of wanted) mine.set(profile.name, newId())
    // The id of nobody: a starter that was removed is a source that is gone.
    const idOf = (name: string): ProfileId => mine.get(name) ?? newId()
    const added = wanted.map(({ profile, way }): Profile => ({
      ...profile,
      id: idOf(profile.name),
      way: typeof way === 'function' ? way(idOf) : way,
    }))
    if (added.length > 0) await store.putAll(added)
    for (const { profile, secrets: known } of starters) await keepKnownSecrets(idOf(profile.name), known)
    const ids = added.map(({ id }) => id)
    if (ids.length > 0) onChanged(ids)
    return ids
  }

  return {
    list: () => inSlices(store.all(), summarise),
    find: store.find,
    async save(draft) {
      const profile = draft.id === null ? await create(draft) : await change(draft, draft.id)
      // Keeping fresh may have been switched on or off.
      keeper.reconsider()
      onChanged([profile.id])
      return summarise(profile)
    },
    async useDpop(id) {
      const profile = existing(id)
      const after = withDpop(profile)
      if (after === profile) return
      // It would end with tokens that are bound to nothing.
      cancelSignIn(id)
      await store.put(after)
      onChanged([id])
    },
    async remove(id) {
      existing(id)
      cancelSignIn(id)
      // Secrets first: should the vault refuse, the profile is still there to try again with.
      await keeper.forget(id)
      await dpopKeys.forget(id)
      await secrets.removeAll(id)
      await store.remove(id)
      keeper.forgetTimeline(id)
      onChanged([id])
    },
    async arrange(order) {
      await store.arrange(order)
      const there = order.flatMap(({ profileId }) => (store.find(profileId) === null ? [] : [profileId]))
      onChanged([...new Set(there)])
    },
    seed: (starters) => inTurn(() => seed(starters)),
  }
}
