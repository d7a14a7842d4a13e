/** A JWS or JWE in JSON text: a beginning that decodes to `{"`, and all of its parts. */
const tokenInText = /(?<![A-Za-z0-9_-])ey[A-Za-z0-9_-]{6,}(?:\.[A-Za-z0-9_-]*){2,4}/g

/** What makes a token one is its last part; of five parts, all but the header are sealed. */
function withoutEnd(token: string): string {
  const parts = token.split('.')
  return parts.length === 5 ? `${parts[0]}.…` : `${parts.slice(0, 2).join('.')}.…`
}

/**
 * JSON text in which no token can be used any more: some issuers put the token of another server into a claim, and what
 * is shown must not be one. Of a JWS the header and the claims stay, of a JWE the header. Linear; still JSON.
 */
export const withoutInnerSignatures = (json: string): string =>
  json.includes('ey') ? json.replace(tokenInText, withoutEnd) : json
