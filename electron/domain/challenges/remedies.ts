import type { Remedy } from '../../contract/challenges.ts'
import type { WayKind } from '../../contract/ways.ts'
import { holdsRole } from '../jwt/claim-chips.ts'
import { schemesOf, standsInAuthorization } from './challenge-schemes.ts'
import type { OtherProfile, Refusal } from './refusal.ts'

const mostButtons = 2
const kindsWithTokens: ReadonlySet<WayKind> = new Set(['oauth', 'custom_login', 'signed_jwt'])

/** Whether another profile would be let through; null where that can't be told. */
type WouldDo = (other: OtherProfile) => boolean | null

/** For refusals that say nothing of who would be let through. */
export const nobodyKnows: WouldDo = () => null

/** True when a profile is known to have all of these scopes; null when nothing is known that it has. */
export const hasScopes = (has: readonly string[], wanted: readonly string[]): boolean | null =>
  has.length === 0 || wanted.length === 0 ? null : wanted.every((each) => has.includes(each))

/** True when a profile is known to have any of these roles; null when nothing is known that it has. */
export const hasARole = (has: readonly string[], wanted: readonly string[]): boolean | null =>
  has.length === 0 || wanted.length === 0 ? null : wanted.some((each) => holdsRole(has, each))

/** Whether a profile sends a scheme that the challenges ask for; null where they ask for none, or it can't be told. */
function sendsWhatIsAsked({ challenges, certificate }: Refusal, { kind, scheme }: OtherProfile): boolean | null {
  const asked = schemesOf(challenges)
  if (asked.length === 0) return null
  // A key in a line of its own answers no challenge for Authorization; of others nobody knows where they are answered.
  if (scheme === '') return asked.every(standsInAuthorization) ? false : null
  if (scheme !== null) return asked.includes(scheme.toLowerCase())
  // Nothing that was entered by hand comes with a proof (RFC 9449 §7.1).
  if (kind === 'none' || asked.every((each) => each === 'dpop')) return false
  return kind === 'certificate' && !certificate.isAskedFor ? false : null
}

/** A token went out as the profile would send its own: another of it does not help where another scheme is asked for. */
function sendsAskedScheme({ challenges, scheme }: Refusal): boolean {
  const asked = schemesOf(challenges)
  return asked.length === 0 || scheme === null || asked.includes(scheme.toLowerCase())
}

/** Those of which it is known that they fit, else those of which it can't be told. */
function bestOf(others: readonly OtherProfile[], fits: WouldDo): readonly OtherProfile[] {
  const fit = others.filter((other) => fits(other) === true)
  return fit.length > 0 ? fit : others.filter((other) => fits(other) === null)
}

/** Buttons for the profile whose token stood back, and for signed-in ones that may send what is asked for: those that would do, else where it can't be told. */
export function sendAsOthers(refusal: Refusal, wouldDo: WouldDo): Remedy[] {
  const { others } = refusal
  const itself = sendsAskedScheme(refusal) ? sendAsItself(refusal) : []
  const sends = (other: OtherProfile) => sendsWhatIsAsked(refusal, other)
  const able = others.filter((other) => other.signedIn && sends(other) !== false)
  const buttons = bestOf(bestOf(able, wouldDo), sends)
    .slice(0, mostButtons)
    .map((other): Remedy => ({ do: 'send-as', profileId: other.id, profileName: other.name }))
  return [...itself, ...buttons, ...(others.length > buttons.length ? [{ do: 'choose-profile' } as const] : [])]
}

/** Sends as the profile itself, where another token went out in the place of its own. */
export const sendAsItself = ({ profile, credential }: Refusal): Remedy[] =>
  profile !== null && credential === 'loose'
    ? [{ do: 'send-as', profileId: profile.id, profileName: profile.name }]
    : []

/** Signs in, where the profile has anything to sign in to. */
export function signIn({ profile, credential }: Refusal): Remedy[] {
  const signsIn = profile?.kind === 'oauth' || profile?.kind === 'custom_login'
  return signsIn && credential !== 'loose' ? [{ do: 'sign-in', profileId: profile.id }] : []
}

/** Opens the profile where what was refused was entered by hand. */
export const editProfile = ({ profile }: Refusal): Remedy[] =>
  profile === null ? [] : [{ do: 'edit-profile', profileId: profile.id }]

/** Sends again with a newer token; signs in, or opens the profile, where that is how a newer one comes. */
export function renew(refusal: Refusal): Remedy[] {
  const { profile, refresh, credential } = refusal
  // A newer token of the profile is no newer form of a token that was put in its place.
  if (credential === 'loose') return sendAsItself(refusal)
  // What was entered by hand is entered anew by hand.
  if (profile?.kind === 'static_token' && credential === 'profile') return editProfile(refusal)
  if (profile === null || !kindsWithTokens.has(profile.kind)) return []
  const canRefresh = refresh === 'not-tried' && profile.canRefresh
  const again: Remedy[] = canRefresh ? [{ do: 'refresh-and-resend', profileId: profile.id }] : []
  return [...again, ...signIn(refusal)]
}

/** New tokens where the old ones count no more: without anybody where nobody is needed, else by a new sign-in. */
export const beginAnew = (refusal: Refusal): Remedy[] =>
  refusal.profile?.needsNobody === true ? renew(refusal) : [...signIn(refusal), ...sendAsItself(refusal)]

/** Asks the server that gave the token, where a profile's client can, and nobody has yet (RFC 7662). */
export const askServer = ({ profile, token, introspection, synthetic, credential }: Refusal): Remedy[] =>
  profile?.kind === 'oauth' && token !== null && credential !== 'typed' && introspection === null && !synthetic
    ? [{ do: 'ask-server', profileId: profile.id }]
    : []

/** Opens the inspector at a claim of the token that was sent; there is nothing to inspect in an opaque one. */
export const inspect = ({ exchangeId, token }: Refusal, claim: string | null): Remedy[] =>
  token === null || token.format === 'opaque' ? [] : [{ do: 'inspect', subject: { of: 'sent', exchangeId }, claim }]

/** Sends without what a person typed, where a profile then sends something of its own. */
export const dropTyped = ({ profile, hasTypedLine }: Refusal): Remedy[] =>
  hasTypedLine && profile !== null && profile.kind !== 'none' ? [{ do: 'drop-typed-credential' }] : []
