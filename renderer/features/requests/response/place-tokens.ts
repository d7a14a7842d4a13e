import type { Exchange } from '@contract/exchanges'
import type { TokenInExchange } from '@contract/inspection'
import type { TokenSubject } from '@contract/jwt'

type HeaderLines = readonly (readonly [string, string])[]

/** A reference shows the beginning and the end of a token: does it stand in this text, whole or shortened? */
function standsIn(text: string, reference: string): boolean {
  const [start = '', end = ''] = reference.split('…')
  // A shortened value may show less of the beginning than a reference does, and as much of the end.
  return end !== '' && text.includes(start.slice(0, 4)) && text.includes(end)
}

/**
 * The tokens of each line of a table of headers. Main names the header; where a name is repeated, the line is told by
 * the token's reference, and is the first one where it can't be told.
 */
export function tokensByLine(lines: HeaderLines, tokens: readonly TokenInExchange[]): TokenInExchange[][] {
  const byLine = lines.map((): TokenInExchange[] => [])
  for (const each of tokens) {
    const named = lines.flatMap(([name], place) => (name.toLowerCase() === each.header ? [place] : []))
    const place = named.find((at) => standsIn(lines[at]?.[1] ?? '', each.token.reference)) ?? named[0]
    if (place !== undefined) byLine[place]?.push(each)
  }
  return byLine
}

/**
 * What to look at for a token of an exchange: the credential of its last step is known to main with whose it is and
 * where it went; any other one by itself.
 */
export function subjectOf({ token, part, header, step }: TokenInExchange, { id, steps }: Exchange): TokenSubject {
  const isCredential = part === 'sent-header' && header === 'authorization' && step === steps.length - 1
  return isCredential ? { of: 'sent', exchangeId: id } : { of: 'loose', id: token.id }
}
