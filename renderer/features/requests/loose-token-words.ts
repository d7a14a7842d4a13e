import type { Exchange } from '@contract/exchanges'
import type { LooseToken } from '@contract/inspection'
import { visibleText } from '../../text/visible-characters.ts'

/** Who a token speaks for as it says itself, else what kind it is. */
export const looseTitle = ({ title, kindName }: LooseToken): string => visibleText(title === '' ? kindName : title)

/** "synthetic" or "pasted", with whether it is past its end: what tells tokens of one title apart. */
export function looseNote({ synthetic, expiresAt, place }: LooseToken, now: Date): string {
  const state = expiresAt !== null && new Date(expiresAt) <= now ? ', expired' : ''
  return `${synthetic ? 'synthetic' : visibleText(place)}${state}`
}

/** What an exchange carried in place of the profile's token: "with a synthetic token (alice, expired)"; '' for none. */
export function carriedWords({ synthetic, sentAt }: Exchange, token: LooseToken | null): string {
  if (token === null) return synthetic ? 'with a synthetic token' : ''
  const isOver = token.expiresAt !== null && new Date(token.expiresAt) <= new Date(sentAt)
  const kind = token.synthetic ? 'a synthetic token' : 'a token from the desk'
  return `with ${kind} (${looseTitle(token)}${isOver ? ', expired' : ''})`
}
