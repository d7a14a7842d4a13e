import type { Remedy } from '../../contract/challenges.ts'
import type { OtherProfile, Refusal } from './refusal.ts'

const mostButtons = 2

/** Buttons for the profiles that would do, best first: known to suffice before merely signed in. */
export function sendAsOthers({ others }: Refusal, suffices: (other: OtherProfile) => boolean): Remedy[] {
  const signedIn = others.filter((other) => other.signedIn)
  const known = signedIn.filter(suffices)
  const chosen = known.length > 0 ? known : signedIn
  const buttons = chosen
    .slice(0, mostButtons)
    .map((other): Remedy => ({ do: 'send-as', profileId: other.id, profileName: other.name }))
  return others.length > buttons.length ? [...buttons, { do: 'choose-profile' }] : buttons
}

/** Sends again with a newer token, or signs in where a refresh has been tried or can't be. */
export function renew({ profile, refresh }: Refusal): Remedy[] {
  if (profile === null) return []
  return refresh === 'not-tried'
    ? [
        { do: 'refresh-and-resend', profileId: profile.id },
        { do: 'sign-in', profileId: profile.id },
      ]
    : [{ do: 'sign-in', profileId: profile.id }]
}

/** Opens the inspector at a claim; there is nothing to inspect in an opaque or a typed token. */
export function inspect({ profile, token }: Refusal, claim: string | null): Remedy[] {
  return profile === null || token === null || token.format === 'opaque'
    ? []
    : [{ do: 'inspect', profileId: profile.id, claim }]
}
