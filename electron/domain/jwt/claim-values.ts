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
