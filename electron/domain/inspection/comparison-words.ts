import { sayDuration, sayList } from '../challenges/say.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import { rowOf } from '../json/row-of.ts'

/** A value of either side, as far as it is there. */
export interface ComparedValue {
  readonly json: string
  readonly instant: string | null
}

const secondsBetween = (left: string, right: string): number => (Date.parse(right) - Date.parse(left)) / 1000

/** "expires", "was issued": what happens at the instant of a time claim. */
const happenings: Readonly<Record<string, string>> = {
  exp: 'expires',
  iat: 'was issued',
  nbf: 'begins to be good',
  auth_time: 'its person signed in',
  updated_at: 'its profile was changed',
}

/** "The right one expires 55 minutes later". */
export function sayTimes(name: string, left: string, right: string): string {
  const seconds = secondsBetween(left, right)
  const happens = rowOf(happenings, name) ?? 'is'
  return seconds === 0 ? '' : `The right one ${happens} ${sayDuration(seconds)} ${seconds > 0 ? 'later' : 'earlier'}`
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

const longest = 60

/** A value as it is said in a sentence: of a string its text, of anything long only that it is. */
function sayValue({ json }: Pick<ComparedValue, 'json'>): string | null {
  const parsed = parseJsonOrNull(json)
  if (typeof parsed === 'string') return parsed.length > longest ? null : `“${parsed}”`
  return json.length > longest ? null : json
}

/** "Left “alice”, right “bob”"; empty for what is too long to be said. */
export function sayValueChange(left: Pick<ComparedValue, 'json'>, right: Pick<ComparedValue, 'json'>): string {
  const [one, other] = [sayValue(left), sayValue(right)]
  return one === null || other === null ? '' : `Left ${one}, right ${other}`
}

/** What another header means for whoever checks the signature. */
export function sayKeyChange(left: Named, right: Named): string {
  const values = sayValueChange(left, right)
  if (left.name === 'kid') return `Signed with another key of the issuer${values === '' ? '' : `: ${values}`}`
  if (left.name === 'alg') return `Signed in another way${values === '' ? '' : `: ${values}`}`
  return values
}

interface Named extends Pick<ComparedValue, 'json'> {
  readonly name: string
}
