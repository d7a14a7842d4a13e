import { decodeUtf8OrNull } from '../json/untrusted-text.ts'

const longestValue = 4000

/**
 * A field as its server meant it. A field's bytes arrive as Latin-1 (RFC 9110 §5.5): where they are UTF-8, as many
 * servers write them, they are read as such; a folded line (obs-fold, §5.2) is one line.
 */
export function repairedField(field: string): string {
  const unfolded = field.replace(/\r?\n[ \t]*/g, ' ')
  // eslint-disable-next-line no-control-regex -- all of Latin-1, and something beyond ASCII
  if (!/[\u0080-\u00ff]/.test(unfolded) || /[^\u0000-\u00ff]/.test(unfolded)) return unfolded
  return decodeUtf8OrNull(Buffer.from(unfolded, 'latin1')) ?? unfolded
}

/** `UTF-8'de'abgelaufen%20…` (RFC 8187 §3.2); null where it is nothing of the kind. */
function decodedExtended(value: string): string | null {
  const [, charset = '', encoded = ''] = /^([\w-]{1,20})'[\w-]{0,20}'(.*)$/s.exec(value) ?? []
  if (!/^(?:utf-8|iso-8859-1)$/i.test(charset)) return null
  const latin1 = encoded.replace(/%([0-9a-f]{2})/gi, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return /^utf-8$/i.test(charset) ? decodeUtf8OrNull(Buffer.from(latin1, 'latin1')) : latin1
}

/** A parameter as it is meant: `error_description*=UTF-8''…` is an `error_description`. */
export function meantParam(name: string, value: string): [string, string] {
  const decoded = name.endsWith('*') && name.length > 1 ? decodedExtended(value) : null
  return decoded === null ? [name, value.slice(0, longestValue)] : [name.slice(0, -1), decoded.slice(0, longestValue)]
}

/** A value without the marks that some servers put around it in place of double quotes. */
export const withoutOddQuotes = (value: string): string => /^(['“”‘’`])(.*)['“”‘’`]$/s.exec(value)?.[2] ?? value
