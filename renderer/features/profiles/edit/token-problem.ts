import type { CarriageEdit } from './carriage-edit.ts'

// eslint-disable-next-line no-control-regex -- these are what is looked for
const controlCharacter = /[\u0000-\u0008\u000a-\u001f\u007f]/
const beyondLatin1 = /[^\u0000-\u00ff]/

/** Why a key or token can't stand where it is to be put; null: it can. Only a query parameter holds anything. */
export function tokenProblem(token: string, as: CarriageEdit['as']): string | null {
  if (as === 'query') return null
  if (controlCharacter.test(token))
    return 'A header can’t hold this: it has a line break or another control character (RFC 9110 §5.5)'
  if (beyondLatin1.test(token)) return 'A header can’t hold this: it has characters beyond Latin-1 (RFC 9110 §5.5)'
  if (as !== 'cookie' || !/[\s",;\\]/.test(token)) return null
  return 'A cookie can’t hold this: it has blanks, quotes, commas or semicolons (RFC 6265 §4.1.1)'
}
