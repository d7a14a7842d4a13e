import type { LooseToken } from '@contract/inspection'
import { visibleText } from './visible-characters.ts'

/** Who a token speaks for as it says itself; where it says nothing, what kind it is, and which one of them. */
export const looseTitle = ({ title, kindName, reference }: LooseToken): string =>
  visibleText(title === '' ? `${kindName} ${reference}` : title)

/** What was done to a synthetic token, in words of main: "alg none, signature cut off"; null for any other. */
export const whatWasDone = ({ synthetic, place }: LooseToken): string | null =>
  synthetic ? visibleText(place.replace(/^made here: /, '')) : null

/** Among others of its kind: "alg none · alice". What was done comes first, since many are made of one token. */
export function listedTitle(token: LooseToken): string {
  const [attack = ''] = token.place.startsWith('made here: ') ? (whatWasDone(token)?.split(/[:,] /) ?? []) : []
  return attack === '' ? looseTitle(token) : `${attack} · ${looseTitle(token)}`
}
