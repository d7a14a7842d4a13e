import type { ProfileId } from '../../contract/ids.ts'
import type { ProfileDraft, ProfileSummary } from '../../contract/profiles.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { Variables } from '../requests/variables.ts'
import { fillTemplate } from '../requests/variables.ts'
import type { TokenKeeper } from '../tokens/token-keeper.ts'
import type { SecretRecords } from '../vault/secret-records.ts'
import type { SecretText } from '../vault/secret-text.ts'
import { createClientSecrets } from './client-secrets.ts'
import type { Profile, ProfileStore } from './profile.ts'
import { resolveIssuer } from './resolve-client.ts'

/** A profile that a first start brings along. */
export interface StarterProfile {
  readonly profile: Omit<Profile, 'id'>
  /** Known because the playground is ours; null for public clients. */
  readonly clientSecret: SecretText | null
}

export interface ProfileBookParts {
  readonly store: ProfileStore
  readonly records: SecretRecords
  readonly keeper: Pick<TokenKeeper, 'session' | 'forget' | 'reconsider'>
  readonly variables: () => Variables
  readonly newId: () => ProfileId
  readonly onChanged: (ids: readonly ProfileId[]) => void
}

export interface ProfileBook {
  readonly list: () => Promise<ProfileSummary[]>
  readonly find: (id: ProfileId) => Profile | null
  /** Makes a profile (id null) or changes one. Throws `profile.not_found`, `input.*`, `vault.*`, `storage.*`. */
  readonly save: (draft: ProfileDraft) => Promise<ProfileSummary>
  /** Removes a profile with its tokens and its client secret. */
  readonly remove: (id: ProfileId) => Promise<void>
  readonly clientSecret: (id: ProfileId) => Promise<SecretText | null>
  /**
   * Adds the starters that are not there yet, told by name. May be called again once the vault is open: a client secret
   * that could not be kept before is kept then.
   */
  readonly seed: (starters: readonly StarterProfile[]) => Promise<void>
}

function profileFrom(draft: ProfileDraft, id: ProfileId, isPlayground: boolean): Profile {
  const { clientSecret: _change, id: _id, ...settings } = draft
  return { ...settings, id, isPlayground }
}

/** Whether tokens of one are tokens of the other: those of another server, client or grant are somebody else's. */
const isSameIdentity = (one: Profile, other: Profile): boolean =>
  one.issuer === other.issuer && one.clientId === other.clientId && one.grant === other.grant

/** The profiles: their settings in the store, their secrets in the vault, their sessions with the keeper. */
export function createProfileBook(parts: ProfileBookParts): ProfileBook {
  const { store, records, keeper, variables, newId, onChanged } = parts
  const secrets = createClientSecrets(records)

  async function summarise(profile: Profile): Promise<ProfileSummary> {
    const [hasClientSecret, session] = await Promise.all([secrets.has(profile), keeper.session(profile.id)])
    return { ...profile, scopes: [...profile.scopes], hasClientSecret, session }
  }

  function existing(id: ProfileId): Profile {
    const profile = store.find(id)
    if (profile === null) throw new ClaimcheckError('profile.not_found', { profileId: id })
    return profile
  }

  /** A secret goes only to the server it was entered for: with another issuer it has to be entered again. */
  async function assertSecretStays(before: Profile, draft: ProfileDraft): Promise<void> {
    if (before.issuer === draft.issuer || draft.clientSecret.change !== 'keep') return
    if ((await secrets.read(before.id)) === null) return
    const message = 'The issuer is another one: enter the client secret again, or clear it'
    throw new ClaimcheckError('input.invalid', { problems: [{ path: 'clientSecret', message }] })
  }

  async function change(draft: ProfileDraft, id: ProfileId): Promise<Profile> {
    const before = existing(id)
    const after = profileFrom(draft, id, before.isPlayground)
    await assertSecretStays(before, draft)
    if (!isSameIdentity(before, after)) await keeper.forget(id)
    await secrets.change(id, draft.clientSecret)
    store.put(after)
    return after
  }

  async function create(draft: ProfileDraft): Promise<Profile> {
    const profile = profileFrom(draft, newId(), false)
    await secrets.change(profile.id, draft.clientSecret)
    store.put(profile)
    return profile
  }

  async function keepKnownSecret(id: ProfileId, secret: SecretText): Promise<void> {
    try {
      if ((await secrets.read(id)) !== null) return
      await secrets.change(id, { change: 'replace', value: secret.reveal() })
    } catch (thrown) {
      // Not possible now (the vault waits for a choice, say); seeding again when it is open does it.
      if (!(thrown instanceof ClaimcheckError)) throw thrown
    }
  }

  return {
    list: () => Promise.all(store.all().map(summarise)),
    find: store.find,
    async save(draft) {
      // A known variable must give a usable address; an unknown one may get its value later.
      if (fillTemplate(draft.issuer, variables()).unknown.length === 0) resolveIssuer(draft.issuer, variables())
      const profile = draft.id === null ? await create(draft) : await change(draft, draft.id)
      // Keeping fresh may have been switched on or off.
      keeper.reconsider()
      onChanged([profile.id])
      return summarise(profile)
    },
    async remove(id) {
      existing(id)
      // Secrets first: should the vault refuse, the profile is still there to try again with.
      await keeper.forget(id)
      await secrets.remove(id)
      store.remove(id)
      onChanged([id])
    },
    clientSecret: secrets.read,
    async seed(starters) {
      const added: ProfileId[] = []
      for (const { profile, clientSecret } of starters) {
        const known = store.all().find((each) => each.isPlayground && each.name === profile.name)
        const id = known?.id ?? newId()
        if (known === undefined) {
          store.put({ ...profile, id })
          added.push(id)
        }
        if (clientSecret !== null) await keepKnownSecret(id, clientSecret)
      }
      if (added.length > 0) onChanged(added)
    },
  }
}
