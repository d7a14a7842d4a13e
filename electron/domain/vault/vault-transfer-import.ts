import type { ProfileId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { SecretChanges } from '../profiles/profile-secrets.ts'
import type { Profile, ProfileStore } from '../profiles/profile.ts'
import { isSameIdentity } from '../profiles/same-identity.ts'
import { hasSameSecretLife, type Step } from './vault-transfer-plan.ts'
import type { CarriedSignIns, Carrier } from './vault-transfer-records.ts'

export interface SignInHooks {
  /** Ends a sign-in that runs for the profile, if one does: its tokens would be those of what the profile was before. */
  readonly cancel: (id: ProfileId) => void
  /**
   * Takes away the profile's tokens of every authority, and its DPoP key; a refresh under way brings none back, and leaves
   * its note. `remember` reads them before, when no refresh changes them any more.
   */
  readonly setAside: (id: ProfileId, remember: () => Promise<void>) => Promise<void>
}

export interface TakeOverParts {
  readonly carrier: Carrier
  readonly store: Pick<ProfileStore, 'putAll' | 'remove'>
  readonly signIns: SignInHooks
}

/** What was written: profiles that came new, those that were replaced or got their sign-in, secrets and sign-ins. */
export interface Taken {
  readonly added: number
  readonly replaced: number
  readonly secrets: number
}

interface Deed {
  readonly step: Step
  readonly id: ProfileId
  /** As it is here; null: it comes new. */
  readonly before: Profile | null
  /** Its secrets are written anew. */
  readonly movesSecrets: boolean
  /** Its tokens are taken over, in place of those that are here. */
  readonly movesSignIns: boolean
  /** What is here of tokens is of another identity, or gives way to what comes. */
  readonly forgets: boolean
}

function deedOf(step: Step, withSignIns: boolean): Deed {
  const { pair, profile } = step
  const before = pair.here?.profile ?? null
  const movesSignIns = withSignIns && pair.carried.tokens.length > 0
  const movesSecrets = pair.is !== 'same' && !hasSameSecretLife(pair, profile.way)
  const isAnother = before !== null && movesSecrets && !isSameIdentity(before.way, profile.way, changedSecrets(step))
  return {
    step,
    id: profile.id,
    before,
    movesSecrets,
    movesSignIns,
    forgets: before !== null && (movesSignIns || isAnother),
  }
}

/** The secrets that become others, or are gone, as `isSameIdentity` wants to know them. */
function changedSecrets({ pair: { carried, here } }: Step): SecretChanges {
  const names = new Set([...carried.secrets.keys(), ...(here?.secrets.keys() ?? [])])
  const changed = [...names].filter((name) => here?.secrets.get(name)?.reveal() !== carried.secrets.get(name)?.reveal())
  return Object.fromEntries(changed.map((name) => [name, { change: 'clear' }] as const))
}

/** Throws what the first of them threw, and only when all have ended: nothing may go on while it is taken back. */
async function allEnded(jobs: readonly Promise<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(jobs)
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}

/**
 * Takes profiles over: all of them, or, where something fails, none. The vault and the list of profiles are two files, so
 * the order decides what a crash in between leaves:
 *
 * 1. in the vault: what replaced profiles had goes, what new profiles bring is there (unseen: nothing names it yet);
 * 2. in the list: the new settings;
 * 3. in the vault: what replaced profiles bring.
 *
 * After a crash within, a replaced profile lacks its secrets and asks for them, and the import can be done again. At no
 * moment does a secret of before stand beside an address of the file, nor one of the file beside an address of before.
 */
export async function takeOver(parts: TakeOverParts, steps: readonly Step[], withSignIns: boolean): Promise<Taken> {
  const { carrier, store, signIns } = parts
  const deeds = steps.map((step) => deedOf(step, withSignIns))
  const replaced = deeds.flatMap(({ before }) => (before === null ? [] : [before]))
  const snapshots = new Map((await carrier.carry(replaced, false)).map((each) => [each.profile.id, each]))
  const signInsBefore = new Map<ProfileId, CarriedSignIns>()
  let isListed = false

  async function bringIn({ id, step, movesSecrets, movesSignIns }: Deed): Promise<void> {
    const { carried } = step.pair
    await Promise.all([
      movesSecrets ? carrier.keepSecrets(id, carried.secrets) : null,
      movesSignIns ? carrier.keepSignIns(id, carried) : null,
    ])
  }

  async function clearAway({ id, movesSecrets, forgets }: Deed): Promise<void> {
    if (forgets) {
      signIns.cancel(id)
      await signIns.setAside(id, async () => void signInsBefore.set(id, await carrier.signInsOf(id)))
    }
    if (movesSecrets) await carrier.dropSecrets(id)
  }

  /**
   * False: the list can't be written either. Then the replaced profiles stay as the file has them, and so do the secrets
   * beside them: these are put back only after their settings were.
   */
  async function takeListBack(): Promise<boolean> {
    try {
      for (const { id, before } of deeds) if (before === null) await store.remove(id)
      await store.putAll(replaced)
      return true
    } catch (thrown) {
      if (thrown instanceof ClaimcheckError) return false
      throw thrown
    }
  }

  async function takeBackOne({ id, before, movesSecrets, movesSignIns }: Deed): Promise<void> {
    if (movesSecrets) await carrier.dropSecrets(id)
    // Those of replaced profiles come last: before that, what is there is of a sign-in that came meanwhile.
    if (movesSignIns && (before === null || isListed)) await carrier.dropSignIns(id)
    const snapshot = snapshots.get(id)
    if (movesSecrets && snapshot !== undefined) await carrier.keepSecrets(id, snapshot.secrets)
    const signedIn = signInsBefore.get(id)
    if (signedIn !== undefined) await carrier.putSignInsBack(id, signedIn)
  }

  /** The list first: secrets of before must not come back beside addresses of the file. */
  async function takeBack(): Promise<void> {
    if (isListed && !(await takeListBack())) return
    await Promise.allSettled(deeds.map(takeBackOne))
  }

  const [anew, instead] = [deeds.filter(({ before }) => before === null), deeds.filter(({ before }) => before !== null)]
  try {
    await allEnded([...instead.map(clearAway), ...anew.map(bringIn)])
    await store.putAll(deeds.map(({ step }) => step.profile))
    isListed = true
    await allEnded(instead.map(bringIn))
  } catch (thrown) {
    await takeBack()
    throw thrown
  }

  return {
    added: anew.length,
    replaced: instead.filter(({ step, movesSignIns }) => step.pair.is === 'differs' || movesSignIns).length,
    secrets: deeds.map(secretsMoved).reduce((sum, count) => sum + count, 0),
  }
}

const secretsMoved = ({ step: { pair }, movesSecrets, movesSignIns }: Deed): number =>
  (movesSecrets ? pair.carried.secrets.size : 0) + (movesSignIns ? pair.carried.tokens.length : 0)
