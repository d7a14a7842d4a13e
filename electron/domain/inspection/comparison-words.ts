import { sayDuration, sayList } from '../challenges/say.ts'
import { rowOf } from '../json/row-of.ts'

const secondsBetween = (left: string, right: string): number => (Date.parse(right) - Date.parse(left)) / 1000

/** What happens at the instant of a time claim. */
const happenings: Readonly<Record<string, string>> = {
  exp: 'The right one expires',
  iat: 'The right one was issued',
  nbf: 'The right one begins to be good',
  auth_time: 'The person of the right one signed in',
  updated_at: 'The profile of the right one was changed',
}

/** "The right one expires 55 minutes later". */
export function sayTimes(name: string, left: string, right: string): string {
  const seconds = secondsBetween(left, right)
  const happens = rowOf(happenings, name) ?? 'The right one is'
  return seconds === 0 ? '' : `${happens} ${sayDuration(seconds)} ${seconds > 0 ? 'later' : 'earlier'}`
}

export interface ListDifference {
  readonly onlyLeft: readonly string[]
  readonly onlyRight: readonly string[]
}

const verb = (items: readonly string[]): string => (items.length === 1 ? 'was' : 'were')

/** "orders:write was added; orders:read was taken away". */
export function sayListDifference({ onlyLeft, onlyRight }: ListDifference): string {
  return [
    ...(onlyRight.length === 0 ? [] : [`${sayList(onlyRight)} ${verb(onlyRight)} added`]),
    ...(onlyLeft.length === 0 ? [] : [`${sayList(onlyLeft)} ${verb(onlyLeft)} taken away`]),
  ].join('; ')
}

const keyChanges: Readonly<Record<string, string>> = {
  kid: 'Signed with another key of the issuer',
  alg: 'Signed in another way',
}

/** What another header parameter means for whoever checks the signature; the values stand beside it. */
export const sayKeyChange = (name: string): string => rowOf(keyChanges, name) ?? ''
