import type { TokenInExchange } from '../../contract/inspection.ts'
import type { WireStep } from '../requests/sending.ts'
import { revealed, urlOf, type WireHeader } from '../requests/wire-request.ts'
import { SecretText } from '../vault/secret-text.ts'
import { lookForTokens } from './look-for-tokens.ts'

/** A part of an exchange in which tokens may stand, with what it is called. */
export interface ExchangePiece extends Omit<TokenInExchange, 'token'> {
  /** Read as text only when somebody asks what stands in it. */
  readonly content: SecretText | Uint8Array
}

interface Found extends Omit<TokenInExchange, 'token'> {
  readonly token: SecretText
  readonly place: string
  readonly isSent: boolean
}

/** As much of a body as an answer gives to read a problem from. */
const longestBody = 65_536
const mostFound = 50

/** A copy: a part of a large buffer would keep all of it. */
const beginning = (body: Uint8Array): Uint8Array => body.slice(0, longestBody)

const headerPieces = (
  part: 'sent-header' | 'answer-header',
  lines: readonly WireHeader[],
): Omit<ExchangePiece, 'step'>[] =>
  lines.map(([name, value]) => ({
    ...{ part, header: name.toLowerCase() },
    content: new SecretText(`${name}: ${revealed(value)}`),
  }))

/** What is kept of one step. Nothing is looked for yet: a send must not wait for it. */
export function keepPieces({ request, answer }: WireStep, step: number): readonly ExchangePiece[] {
  const { result, bodyPrefix } = answer
  const pieces: Omit<ExchangePiece, 'step'>[] = [
    ...headerPieces('sent-header', request.headers),
    { part: 'sent-url', header: null, content: new SecretText(urlOf(request.target)) },
    ...(request.body === null ? [] : [{ part: 'sent-body', header: null, content: beginning(request.body) } as const]),
    ...(result.outcome === 'answered' ? headerPieces('answer-header', result.headers) : []),
    { part: 'answer-body', header: null, content: beginning(bodyPrefix) },
  ]
  return pieces.map((piece) => ({ ...piece, step }))
}

const textOf = (content: ExchangePiece['content']): string =>
  content instanceof SecretText ? content.reveal() : new TextDecoder().decode(content)

/** The tokens of kept pieces, in their order. `own`: what the request was sent with, whatever it looks like. */
export function findInExchange(pieces: readonly ExchangePiece[], own: SecretText | null): readonly Found[] {
  const found: Found[] = []
  for (const { content, ...where } of pieces) {
    const text = textOf(content)
    const isSent = where.part.startsWith('sent-')
    const { tokens } = lookForTokens(text)
    found.push(...tokens.map(({ text: token, place }) => ({ ...where, token: new SecretText(token), place, isSent })))
    // An API key looks like nothing, and its header may have any name.
    const isMissing = own !== null && !tokens.some((each) => each.text === own.reveal())
    if (isSent && isMissing && own.reveal() !== '' && text.includes(own.reveal())) {
      found.push({
        ...where,
        token: own,
        place: where.header === null ? 'the request' : `header ${where.header}`,
        isSent,
      })
    }
  }
  return found.slice(0, mostFound)
}
