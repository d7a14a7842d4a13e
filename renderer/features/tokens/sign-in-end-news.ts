import type { ProfileId } from '@contract/ids'
import type { ProfileSummary } from '@contract/profiles'
import { signInEndOf } from '../../text/sign-in-end.ts'

/** The end that a person was told of, and how often that sign-in had been refreshed by then. */
interface Told {
  readonly atMs: number
  readonly refreshCount: number
}
export type ToldEnds = ReadonlyMap<ProfileId, Told>

export interface SignInEndNews {
  /** Whose sign-in ends soon, and who was not told yet; the soonest first. */
  readonly news: readonly { readonly profile: ProfileSummary; readonly leftMs: number }[]
  readonly told: ToldEnds
}

/** An end that the server tells in seconds lies, after each refresh, a little elsewhere: the answer took its time. */
const sameEndMs = 15_000

/** Told once for each sign-in, however often its refreshes move the end. Pure; null: nothing is new. */
export function signInEndNews(profiles: readonly ProfileSummary[], told: ToldEnds, now: Date): SignInEndNews | null {
  const next = new Map(told)
  const news: { readonly profile: ProfileSummary; readonly leftMs: number }[] = []
  for (const profile of profiles) {
    const { id, session } = profile
    const end = signInEndOf(session, now)
    if (session.state !== 'active' || end === null) continue
    const known = next.get(id)
    const isLater = known === undefined || end.at.getTime() > known.atMs + sameEndMs
    if (end.phase === 'far' && isLater) next.delete(id)
    const isAnother = known === undefined || (isLater && session.refreshCount <= known.refreshCount)
    if (end.phase !== 'soon' || !isAnother) continue
    next.set(id, { atMs: end.at.getTime(), refreshCount: session.refreshCount })
    news.push({ profile, leftMs: end.leftMs })
  }
  if (news.length === 0 && next.size === told.size) return null
  return { news: news.toSorted((one, other) => one.leftMs - other.leftMs), told: next }
}
