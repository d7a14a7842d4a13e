/**
 * Enough of a token to tell two apart, too little to use: of a long one the first ten characters (of a JWT: the
 * beginning of its header, which is the same for most) and the last six; less of a shorter one, nothing of a short one.
 */
export function tokenReference(token: string): string {
  const characters = printable(token)
  if (token.length >= 60) return `${characters.slice(0, 10)}…${characters.slice(-6)}`
  if (token.length >= 32) return `${characters.slice(0, 4)}…${characters.slice(-2)}`
  return token.length >= 16 ? `${characters.slice(0, 2)}…` : '…'
}

const printable = (token: string): string => token.replace(/[^\x21-\x7e]/g, '?')
