import type { TokenSet } from '../tokens/token-set.ts'
import { SecretText } from '../vault/secret-text.ts'

const schemeShape = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,40}$/

/** `Bearer` however the server wrote it (RFC 6749 §5.1 compares without case); another type keeps its own name. */
export function schemeOf(tokenType: string): string {
  return /^bearer$/i.test(tokenType) || !schemeShape.test(tokenType) ? 'Bearer' : tokenType
}

/** The whole Authorization value (RFC 6750 §2.1). */
export const authorizationOf = ({ tokenType, accessToken }: Pick<TokenSet, 'tokenType' | 'accessToken'>): SecretText =>
  new SecretText(`${schemeOf(tokenType)} ${accessToken.reveal()}`)
