import type { Remedy } from '../../contract/challenges.ts'
import type { WayKind } from '../../contract/ways.ts'
import { schemesOf } from './challenge-schemes.ts'
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

/** Whether a profile sends a scheme that the challenges ask for; null where they ask for none, or it can't be told. */
function sendsWhatIsAsked({ challenges, certificate }: Refusal, { kind, scheme }: OtherProfile): boolean | null {
  const asked = schemesOf(challenges)
  if (asked.length === 0) return null
  if (scheme !== null) return asked.includes(scheme.toLowerCase())
  if (kind === 'none') return false
  return kind === 'certificate' && !certificate.isAskedFor ? false : null
}

/** Those of which it is known that they fit, else those of which it can't be told. */
function bestOf(others: readonly OtherProfile[], fits: WouldDo): readonly OtherProfile[] {
  const fit = others.filter((other) => fits(other) === true)
  return fit.length > 0 ? fit : others.filter((other) => fits(other) === null)
}

/** Buttons for signed-in profiles that may send what is asked for: those that would do, else where it can't be told. */
export function sendAsOthers(refusal: Refusal, wouldDo: WouldDo): Remedy[] {
  const { others } = refusal
  const sends = (other: OtherProfile) => sendsWhatIsAsked(refusal, other)
  const able = others.filter((other) => other.signedIn && sends(other) !== false)
  const buttons = bestOf(bestOf(able, wouldDo), sends)
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
