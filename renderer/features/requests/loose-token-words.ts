import type { Exchange } from '@contract/exchanges'
import type { LooseToken } from '@contract/inspection'
import { looseTitle } from '../../text/loose-title.ts'
import { visibleText } from '../../text/visible-characters.ts'

/** Where it was found, or how it was made, and whether it is past its end: what tells tokens of one title apart. */
export function looseNote({ expiresAt, place }: LooseToken, now: Date): string {
  return `${visibleText(place)}${expiresAt !== null && new Date(expiresAt) <= now ? ', expired' : ''}`
}

/** What an exchange carried in place of the profile's token: "with a synthetic token (alice, expired)"; '' for none. */
export function carriedWords({ synthetic, sentAt }: Exchange, token: LooseToken | null): string {
  if (token === null) return synthetic ? 'with a synthetic token' : ''
  const isOver = token.expiresAt !== null && new Date(token.expiresAt) <= new Date(sentAt)
  const kind = token.synthetic ? 'a synthetic token' : 'a token from the desk'
  return `with ${kind} (${looseTitle(token)}${isOver ? ', expired' : ''})`
}
