import type { StepUp } from '../../contract/sign-in.ts'
import type { Way } from '../../contract/ways.ts'
import { sayDuration, sayList } from '../challenges/say.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { claimValues, instantOf, textOf } from '../jwt/claim-values.ts'
import { takeApart } from '../jwt/take-apart.ts'
import type { OAuthClient } from '../profiles/resolve-client.ts'
import type { TokenAnswer } from '../tokens/read-token-answer.ts'
import type { SecretText } from '../vault/secret-text.ts'
import type { BrowserOptions } from './provider.ts'

/** Throws `input.invalid` for a way by which no level and no age of a sign-in can be asked for (RFC 9470 §4). */
export function assertCanStepUp(way: Way): void {
  if (way.kind === 'oauth' && (way.grant.type === 'authorization_code' || way.grant.type === 'implicit')) return
  const message =
    'Only a sign-in in the browser can ask for a level of authentication: choose “authorisation code” in the profile'
  throw new ClaimcheckError('input.invalid', { problems: [{ path: 'stepUp', message }] })
}

/** What the browser is sent with: what the API asked for, and of the rest what the profile asks for. */
export function withStepUp(own: BrowserOptions, { acrValues, maxAgeSeconds }: StepUp): BrowserOptions {
  return {
    ...own,
    acrValues: acrValues.length === 0 ? own.acrValues : acrValues.join(' '),
    maxAgeSeconds: maxAgeSeconds ?? own.maxAgeSeconds,
    // A person has to do something, so the server may show something.
    prompt: own.prompt === 'none' ? null : own.prompt,
  }
}

const replaced = ['acr_values', 'max_age']

/** The client without parameters of its own that a step-up sets: a request has each of them once (RFC 6749 §3.1). */
export const clientForStepUp = (client: OAuthClient): OAuthClient => ({
  ...client,
  extraParameters: client.extraParameters.filter(({ name, on }) => on === 'token' || !replaced.includes(name)),
})

interface Told {
  readonly acr: string | null
  readonly authTime: Date | null
}

function toldBy(token: SecretText | null): Told {
  const parts = token === null ? null : takeApart(token.reveal())
  const claims = parts?.format === 'jwt' && parts.claims !== null ? claimValues(parts.claims) : null
  return { acr: textOf(claims?.get('acr')), authTime: instantOf(claims?.get('auth_time')) }
}

// Clocks differ, and a sign-in takes its time.
const toleranceSeconds = 60

function levelProblem({ acrValues }: StepUp, acr: string | null): string[] {
  if (acrValues.length === 0 || (acr !== null && acrValues.includes(acr))) return []
  const asked = sayList(acrValues)
  return acr === null
    ? [`The API asked for the level ${asked}, and the server does not say which one it gave (acr)`]
    : [`The API asked for the level ${asked}, and the server gave ${acr} (acr)`]
}

function ageProblem({ maxAgeSeconds }: StepUp, authTime: Date | null, now: Date): string[] {
  if (maxAgeSeconds === null) return []
  const asked = maxAgeSeconds === 0 ? 'a new sign-in' : `a sign-in of the last ${sayDuration(maxAgeSeconds)}`
  if (authTime === null) {
    return [`The API asked for ${asked}, and the server does not say when the person signed in (auth_time)`]
  }
  const ageSeconds = (now.getTime() - authTime.getTime()) / 1000
  if (ageSeconds <= maxAgeSeconds + toleranceSeconds) return []
  return [`The API asked for ${asked}, and this one was ${sayDuration(ageSeconds)} ago (auth_time)`]
}

/**
 * Where the tokens of a sign-in say less than an API asked for (RFC 9470 §5), in sentences; null where they don't. The
 * access token counts before the ID token, since it is what the API reads. Whether it is enough is for the API to say: a
 * level that was not named may be a higher one.
 */
export function stepUpShortfall(
  stepUp: StepUp,
  { accessToken, idToken }: Pick<TokenAnswer, 'accessToken' | 'idToken'>,
  now: Date,
): string | null {
  const [access, id] = [toldBy(accessToken), toldBy(idToken)]
  const problems = [
    ...levelProblem(stepUp, access.acr ?? id.acr),
    ...ageProblem(stepUp, access.authTime ?? id.authTime, now),
  ]
  return problems.length === 0 ? null : `${problems.join('. ')}. The API may refuse it again.`
}
