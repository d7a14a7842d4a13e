import type { JsonMember } from './json-members.ts'

/** Claims by name, as a receiver would see them: of a repeated one the last counts. */
export function claimValues(members: readonly JsonMember[]): ReadonlyMap<string, unknown> {
  return new Map(members.map(({ name, value }) => [name, value]))
}

export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** The parts of a claim that is one string or a list of strings (`aud`, RFC 7519 §4.1.3). */
export function listOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}

/** An audience that is there and names nobody by its form; an empty list is readable, and names nobody. */
export function isUnreadableAudience(claims: ReadonlyMap<string, unknown>): boolean {
  const audience = claims.get('aud')
  const isEmptyList = Array.isArray(audience) && audience.length === 0
  return claims.has('aud') && !isEmptyList && listOf(audience).length === 0
}

/** The parts of a space-separated claim (`scope`, RFC 6749 §3.3), which some servers send as a list. */
export function scopesOf(value: unknown): readonly string[] {
  return typeof value === 'string' ? value.split(' ').filter((each) => each !== '') : listOf(value)
}

const earliestMs = 0
const latestMs = Date.UTC(9999, 11, 31, 23, 59, 59)

/** A NumericDate (RFC 7519 §2): seconds, fractions allowed. null for anything else, and beyond four-digit years. */
export function instantOf(value: unknown): Date | null {
  if (typeof value !== 'number') return null
  const ms = value * 1000
  return ms >= earliestMs && ms <= latestMs ? new Date(ms) : null
}

/**
 * ISO 8601 with a time zone, as a PASETO writes its times (PASETO specification, 02-Implementation-Guide/04-Claims). null
 * for anything else.
 */
export function isoInstantOf(value: unknown): Date | null {
  const isIso = typeof value === 'string' && value.length <= 40 && isoTime.test(value)
  return isIso ? instantOf(Date.parse(value) / 1000) : null
}

const isoTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/i

/** No token is made for the year 5138; a number this large counts milliseconds, where those are a date. */
export const countsMilliseconds = (value: unknown): boolean =>
  typeof value === 'number' && Math.abs(value) >= 1e11 && Math.abs(value) <= latestMs

/** Seconds that no calendar has: beyond the year 9999, and no milliseconds either. */
export const isBeyondAnyDate = (value: unknown): boolean => typeof value === 'number' && Math.abs(value) > latestMs

/** A number of seconds that was written as text: "1700000000". */
export const countsInText = (value: unknown): boolean =>
  typeof value === 'string' && /^\s*\d{9,13}(?:\.\d+)?\s*$/.test(value)

/** Claims that are a NumericDate: the registered ones, and private ones that providers are known for. */
export const timeClaims: readonly string[] = ['exp', 'nbf', 'iat', 'auth_time', 'updated_at', 'toe', 'orig_iat']

/** Claims that are a number of milliseconds since 1970, by their name. */
export const millisecondClaims: readonly string[] = ['nbf_ms', 'iat_ms', 'exp_ms']

export const clockToleranceMs = 60_000
