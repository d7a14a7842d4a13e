import { challengeParam, quoteChallenge } from './challenge-params.ts'
import type { Refusal } from './refusal.ts'

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const

/** "45 seconds", "3 minutes", "2 days": the largest unit that fits, rounded down. */
export function sayDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(Math.abs(seconds)))
  const [unit, size] = units.find(([, each]) => whole >= each) ?? ['second', 1]
  const count = Math.floor(whole / size)
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** "a", "a and b", "a, b and c". */
export function sayList(items: readonly string[]): string {
  const shown = items.length > 8 ? [...items.slice(0, 7), `${items.length - 7} more`] : items
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`
}

export const sayInstant = (date: Date): string => `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`

/** What the credential is, in a word or two: only what OAuth gave, or what stood in its place, is "the token". */
export function sayCredential({ profile, isKey, credential, token }: Refusal): string {
  // Neither is the profile's own, whatever the profile is.
  if (credential === 'loose') return 'the token'
  if (credential === 'typed') return token === null ? 'the typed credential' : 'the typed token'
  switch (profile?.kind) {
    case 'custom_login':
      return 'the token of the login'
    case 'signed_jwt':
      return 'the signed JWT'
    case 'static_token':
      return isKey ? 'the API key' : 'the stored token'
    case 'basic':
    case 'digest':
      return 'the user name and password'
    case 'certificate':
      return 'the client certificate'
    case 'none':
      return 'the request'
    case 'oauth':
    case undefined:
      return 'the token'
  }
}

/** "this token", where the one that was sent is pointed at. */
export const sayThis = (refusal: Refusal): string => sayCredential(refusal).replace(/^the /, 'this ')

/** "alice's token", or what it is called when it is no profile's. */
export function sayToken(refusal: Refusal): string {
  const { profile, credential } = refusal
  const what = sayCredential(refusal)
  if (profile === null || credential === 'loose' || credential === 'typed') return what
  return `${profile.name}'s ${profile.kind === 'custom_login' ? 'token' : what.replace(/^the /, '')}`
}

/** What the API answered, with the section that the answer is made by. */
export function sayAnswer({ status, challenges, problem }: Refusal, reference: string | null): string {
  // Who that was is told beside it (sayWhoAnswered).
  const came = problem?.by?.is === 'gateway' ? 'The answer was' : 'The API answered'
  const telling = challenges.find((each) => challengeParam(each, 'error') !== null) ?? challenges[0]
  const section = reference === null ? '' : ` (${reference})`
  if (telling === undefined) return `${came} ${status} without a challenge.`
  return `${came} ${quoteChallenge(telling)}${section}.`
}

/** The server's own words, where it gave any that say more than its status; shortened. */
export function saidWords({ challenges, problem }: Refusal): string | null {
  const described = challenges.map((each) => challengeParam(each, 'error_description')).find((each) => each !== null)
  const words = described ?? problem?.detail ?? problem?.title ?? null
  // "401 Unauthorized" says no more than the status.
  const isStatus =
    /^(?:\d{3} ?-? ?)?(?:unauthori[sz]ed|forbidden|authori[sz]ation required|access denied|bad request)?[.!]?$/i
  return words === null || isStatus.test(words) ? null : words.slice(0, 300)
}

/** The server's own words as evidence. */
export function sayReason(refusal: Refusal): string[] {
  const words = saidWords(refusal)
  return words === null ? [] : [`In its words: “${words}”`]
}

/** Who answered, where that was not the API itself. */
export const sayWhoAnswered = ({ problem }: Refusal): string[] =>
  problem?.by?.is === 'gateway' ? [`It was ${problem.by.name} that answered, before the API.`] : []

/** What the server that gave the token says of it, where it was asked. */
export function sayIntrospection({ introspection, profile }: Refusal): string[] {
  if (introspection === null) return []
  const issuer = profile?.issuer ?? null
  const who = issuer !== null && URL.canParse(issuer) ? new URL(issuer).host : 'the server that gave it'
  if (introspection.says === 'nothing') return [introspection.why]
  if (introspection.says === 'inactive')
    return [`${who} was asked, and says that the token is not active (RFC 7662 §2.2).`]
  const { scopes, audience, expiresAt } = introspection
  const told = [
    ...(expiresAt === null ? [] : [`until ${sayInstant(expiresAt)}`]),
    ...(scopes === null || scopes.length === 0 ? [] : [`with ${sayList(scopes)}`]),
    ...(audience === null || audience.length === 0 ? [] : [`for ${sayList(audience)}`]),
  ]
  return [`${[`${who} was asked, and says that the token is good`, ...told].join(', ')} (RFC 7662 §2.2).`]
}

/** Said only where it matters: a difference of clocks that can be told. */
export const saySkew = ({ skewSeconds }: Refusal): string[] =>
  skewSeconds === 0
    ? []
    : [`The server's clock is ${sayDuration(skewSeconds)} ${skewSeconds > 0 ? 'ahead of' : 'behind'} this computer's.`]

/** What was tried about the refusal before it was told. */
export const sayRefresh = ({ refresh }: Refusal): string[] => {
  if (refresh === 'refreshed') return ['It was refreshed and sent again, and the new one was refused as well.']
  return refresh === 'impossible' ? ['A refresh was tried, and gave no new one.'] : []
}
