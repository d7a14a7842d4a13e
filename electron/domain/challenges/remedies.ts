import type { Remedy } from '../../contract/challenges.ts'
import type { WayKind } from '../../contract/ways.ts'
import type { OtherProfile, Refusal } from './refusal.ts'

const mostButtons = 2
const kindsWithTokens: ReadonlySet<WayKind> = new Set(['oauth', 'custom_login', 'signed_jwt'])

/** Whether another profile would be let through; null where that can't be told. */
type WouldDo = (other: OtherProfile) => boolean | null

/** For refusals that say nothing of who would be let through. */
export const nobodyKnows: WouldDo = () => null

/** True when a profile is known to have all, or any, of `wanted`; null when nothing is known that it has. */
export function hasWhatItTakes(has: readonly string[], wanted: readonly string[], how: 'all' | 'any'): boolean | null {
  if (has.length === 0 || wanted.length === 0) return null
  return how === 'all' ? wanted.every((each) => has.includes(each)) : wanted.some((each) => has.includes(each))
}

/** Buttons for signed-in profiles, best first: those that would do, else those of which it can't be told. */
export function sendAsOthers({ others }: Refusal, wouldDo: WouldDo): Remedy[] {
  const signedIn = others.filter((other) => other.signedIn)
  const fit = signedIn.filter((other) => wouldDo(other) === true)
  const chosen = fit.length > 0 ? fit : signedIn.filter((other) => wouldDo(other) === null)
  const buttons = chosen
    .slice(0, mostButtons)
    .map((other): Remedy => ({ do: 'send-as', profileId: other.id, profileName: other.name }))
  return others.length > buttons.length ? [...buttons, { do: 'choose-profile' }] : buttons
}

/** Signs in, where the profile has anything to sign in to. */
export function signIn({ profile }: Refusal): Remedy[] {
  const signsIn = profile?.kind === 'oauth' || profile?.kind === 'custom_login'
  return signsIn ? [{ do: 'sign-in', profileId: profile.id }] : []
}

/** Opens the profile where what was refused was entered by hand. */
export const editProfile = ({ profile }: Refusal): Remedy[] =>
  profile === null ? [] : [{ do: 'edit-profile', profileId: profile.id }]

/** Sends again with a newer token, or signs in where a refresh has been tried or can't be. */
export function renew(refusal: Refusal): Remedy[] {
  const { profile, refresh } = refusal
  if (profile === null || !kindsWithTokens.has(profile.kind)) return []
  const again: Remedy[] = refresh === 'not-tried' ? [{ do: 'refresh-and-resend', profileId: profile.id }] : []
  return [...again, ...signIn(refusal)]
}

/** Opens the inspector at a claim; there is nothing to inspect in an opaque or a typed token. */
export function inspect({ profile, token }: Refusal, claim: string | null): Remedy[] {
  return profile === null || token === null || token.format === 'opaque'
    ? []
    : [{ do: 'inspect', profileId: profile.id, claim }]
}
