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

/** No token is made for the year 5138; a number this large counts milliseconds. */
export const countsMilliseconds = (value: unknown): boolean => typeof value === 'number' && Math.abs(value) >= 1e11

/** A number of seconds that was written as text: "1700000000". */
export const countsInText = (value: unknown): boolean =>
  typeof value === 'string' && /^\s*\d{9,13}(?:\.\d+)?\s*$/.test(value)

/** Claims that are a NumericDate: the registered ones, and private ones that providers are known for. */
export const timeClaims: readonly string[] = ['exp', 'nbf', 'iat', 'auth_time', 'updated_at', 'toe', 'orig_iat']

/** Claims that are a number of milliseconds since 1970, by their name. */
export const millisecondClaims: readonly string[] = ['nbf_ms', 'iat_ms', 'exp_ms']

export const clockToleranceMs = 60_000
