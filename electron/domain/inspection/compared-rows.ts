import { isDeepStrictEqual } from 'node:util'
import type { ComparedRow } from '../../contract/inspection.ts'
import type { Claim, InspectedToken } from '../../contract/jwt.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import { nestsDeeperThan } from '../json/untrusted-text.ts'
import { sayKeyChange, sayListDifference, sayTimes } from './comparison-words.ts'

/** A member of either part, in the form that both have. */
interface Member {
  readonly name: string
  readonly json: string
  readonly instant: string | null
  /** The parts of a list-like claim; null for what is no list. */
  readonly chips: readonly string[] | null
}

const ofClaim = ({ name, json, instant, chips, kind }: Claim): Member => ({
  ...{ name, json, instant },
  chips: kind === 'list' || chips.length > 0 ? chips : null,
})

const ofHeader = ({ name, json }: InspectedToken['header'][number]): Member => ({
  ...{ name, json, instant: null, chips: null },
})

// Whoever compares what is inside walks as deep as it goes.
const deepest = 500

/** By value: the order of members and the spelling of a string mean nothing (RFC 8259 §4). Digits are kept apart. */
function isSameValue(left: Member, right: Member): boolean {
  if (left.json === right.json) return true
  if (nestsDeeperThan(deepest, left.json) || nestsDeeperThan(deepest, right.json)) return false
  const [one, other] = [parseJsonOrNull(left.json), parseJsonOrNull(right.json)]
  // Two big integers that a double can't tell apart are two values.
  const isNumber = typeof one === 'number' && typeof other === 'number'
  return isDeepStrictEqual(one, other) && !(isNumber && !(Number.isSafeInteger(one) || !Number.isInteger(one)))
}

function chipsOf(left: Member | null, right: Member | null): ComparedRow['chips'] {
  const [ofLeft, ofRight] = [left?.chips ?? [], right?.chips ?? []]
  if ((left ?? right)?.chips === null && (right ?? left)?.chips === null) return []
  return [
    ...[...new Set(ofLeft)].map((text) => ({
      text,
      in: ofRight.includes(text) ? ('both' as const) : ('left' as const),
    })),
    ...[...new Set(ofRight)].filter((text) => !ofLeft.includes(text)).map((text) => ({ text, in: 'right' as const })),
  ]
}

const sideOf = (member: Member | null): ComparedRow['left'] =>
  member === null ? null : { json: member.json, instant: member.instant }

/** One string means the same as a list of that string (`aud`, RFC 7519 §4.1.3). */
function asListBeside(member: Member | null, other: Member | null): Member | null {
  if (member === null || member.chips !== null || other === null || other.chips === null) return member
  const value = parseJsonOrNull(member.json)
  return typeof value === 'string' ? { ...member, chips: [value] } : member
}

function rowOf(part: ComparedRow['part'], name: string, ofLeft: Member | null, ofRight: Member | null): ComparedRow {
  const [left, right] = [asListBeside(ofLeft, ofRight), asListBeside(ofRight, ofLeft)]
  const chips = chipsOf(left, right)
  const row = { part, name, left: sideOf(left), right: sideOf(right), chips }
  if (left === null) return { ...row, state: 'only-right', words: '' }
  if (right === null) return { ...row, state: 'only-left', words: '' }
  const isSameList = left.chips !== null && right.chips !== null && chips.every((chip) => chip.in === 'both')
  if (isSameValue(left, right)) return { ...row, state: 'same', words: '' }
  if (isSameList) return { ...row, state: 'same', words: 'The same parts, written in another way' }
  return { ...row, state: 'changed', words: sayChange(part, left, right, chips) }
}

function sayChange(part: ComparedRow['part'], left: Member, right: Member, chips: ComparedRow['chips']): string {
  if (left.instant !== null && right.instant !== null) return sayTimes(left.name, left.instant, right.instant)
  if (chips.length > 0) {
    const only = (side: 'left' | 'right') => chips.flatMap((chip) => (chip.in === side ? [chip.text] : []))
    return sayListDifference({ onlyLeft: only('left'), onlyRight: only('right') })
  }
  return part === 'header' ? sayKeyChange(left.name) : ''
}

/** Of a repeated member the last counts, as it does for a receiver. */
const byName = (members: readonly Member[]): ReadonlyMap<string, Member> =>
  new Map(members.map((member) => [member.name, member]))

function rowsOfPart(part: ComparedRow['part'], left: readonly Member[], right: readonly Member[]): ComparedRow[] {
  const [ofLeft, ofRight] = [byName(left), byName(right)]
  const names = [...new Set([...ofLeft.keys(), ...ofRight.keys()])]
  return names.map((name) => rowOf(part, name, ofLeft.get(name) ?? null, ofRight.get(name) ?? null))
}

/** Whether anybody here knows its claims: those of a JWE are for its receiver, an opaque token's for its issuer. */
export const saysClaims = ({ format, claims }: InspectedToken): boolean => format === 'jwt' || claims.length > 0

function headerRows(left: InspectedToken, right: InspectedToken): ComparedRow[] {
  // What has no header at all lacks no member of one.
  if (left.header.length === 0 || right.header.length === 0) return []
  const rows = rowsOfPart('header', left.header.map(ofHeader), right.header.map(ofHeader))
  if (left.format === right.format) return rows
  const isChanged = (row: ComparedRow): boolean => row.name === 'alg' && row.state === 'changed'
  return rows.map((row) => (isChanged(row) ? { ...row, words: 'One is signed, the other encrypted' } : row))
}

/**
 * Every member of both parts, those of the header first, each with what its difference means. Where the claims of one
 * token are unknown there is nothing to hold the other's against, so there are none: unknown is not absent.
 */
export const comparedRows = (left: InspectedToken, right: InspectedToken): ComparedRow[] => [
  ...headerRows(left, right),
  ...(saysClaims(left) && saysClaims(right)
    ? rowsOfPart('claims', left.claims.map(ofClaim), right.claims.map(ofClaim))
    : []),
]
