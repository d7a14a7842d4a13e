import { readCwt } from './cwt.ts'
import { readBasic, readBiscuit, readFernet, readSignedCookie } from './framed-tokens.ts'
import { readMacaroon } from './macaroon.ts'
import { productOf, shapeOf } from './opaque-kinds.ts'
import { readPaseto } from './paseto.ts'
import { readSaml } from './saml.ts'
import { takeApartJson } from './take-apart-json.ts'
import { takeApartSealed, takeApartSigned } from './take-apart-jws.ts'
import { otherParts, type TokenParts } from './token-parts.ts'
import { unwrapToken } from './token-writing.ts'

/** Longer text is no token that any server would take, and reading it would hold up everything else. */
const longestToken = 200_000

/** Readers of what is neither a JWT nor named by its look; the first that knows the text has it. */
const readers = [readPaseto, readMacaroon, readSaml, readFernet, readCwt, readBiscuit, readBasic] as const

/**
 * Looks at any text whatever: what kind of token it is, and what of it can be read without a key. What stands around
 * it (a scheme, quotes, line breaks) is passed over and told in `writing`. Pure; never throws.
 */
export function takeApart(text: string): TokenParts {
  if (text.length > longestToken) return otherParts('opaque', 'Text that is too long for a token')
  const { token, faults } = unwrapToken(text)
  const parts = readJose(token, faults) ?? readOther(token)
  return { ...parts, writing: [...new Set([...faults, ...parts.writing])] }
}

function readJose(token: string, faults: ReturnType<typeof unwrapToken>['faults']): TokenParts | null {
  if (token.startsWith('{')) return takeApartJson(token) ?? otherParts('opaque', 'JSON that is no token')
  const signed = token.slice(0, token.indexOf('~') === -1 ? token.length : token.indexOf('~'))
  switch (dotsIn(signed)) {
    case 1:
    case 2:
      return readSignedCookie(token) ?? takeApartSigned(token, faults)
    case 4:
      return takeApartSealed(signed, faults)
    default:
      return null
  }
}

function dotsIn(text: string): number {
  let [count, at] = [0, text.indexOf('.')]
  while (at !== -1 && count < 5) {
    count += 1
    at = text.indexOf('.', at + 1)
  }
  return count
}

function readOther(token: string): TokenParts {
  const product = productOf(token)
  if (product !== null) return otherParts('opaque', product)
  for (const read of readers) {
    const parts = read(token)
    if (parts !== null) return parts
  }
  return otherParts('opaque', shapeOf(token))
}
