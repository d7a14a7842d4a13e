/** Characters that a copy from a page or a chat brings along, and that no token has. */
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/g
/** The escapes of what stands around tokens and in them: %22, %3D, %7E … */
const percentEscape = /%[2-7][0-9A-Fa-f]/
const mostRounds = 3

const hexValue = (code: number): number => {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const letter = code | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}

/** Percent escapes as what they stand for, in one pass over the bytes: a callback for each would take too long. */
function withoutPercents(text: string): string {
  const bytes = Buffer.from(text, 'utf8')
  let to = 0
  for (let from = 0; from < bytes.length; from += 1) {
    const byte = bytes[from] ?? 0
    const high = byte === 0x25 ? hexValue(bytes[from + 1] ?? 0) : -1
    const low = high === -1 ? -1 : hexValue(bytes[from + 2] ?? 0)
    bytes[to] = low === -1 ? byte : high * 16 + low
    if (low !== -1) from += 2
    to += 1
  }
  return bytes.toString('utf8', 0, to)
}

const entities = [
  ...([
    ['&quot;', '"'],
    ['&#34;', '"'],
    ['&#x22;', '"'],
    ['&#39;', "'"],
    ['&#x27;', "'"],
    ['&apos;', "'"],
  ] as const),
  ...([
    ['&lt;', '<'],
    ['&gt;', '>'],
    ['&#61;', '='],
    ['&#x3D;', '='],
    ['&#43;', '+'],
    ['&#x2B;', '+'],
  ] as const),
  ...([
    ['&#47;', '/'],
    ['&#x2F;', '/'],
    ['&amp;', '&'],
  ] as const),
] as const

/**
 * The text without what its wrappings did to it: invisible characters, percent escapes, entities of HTML, the backslashes
 * of JSON in a string. Its length changes. Linear in the text.
 */
export function spellPlainly(text: string): string {
  let plain = text.replace(invisible, '')
  for (let round = 0; round < mostRounds && percentEscape.test(plain); round += 1) plain = withoutPercents(plain)
  if (plain.includes('&')) for (const [entity, character] of entities) plain = plain.replaceAll(entity, character)
  // A run of backslashes is looked at once, from its beginning.
  if (plain.includes('\\"')) {
    plain = plain.replace(/(?<!\\)\\+"/g, '"').replace(/(?<!\\)\\{1,4}[rnt]/g, '\n')
  }
  return plain.includes('\\/') ? plain.replace(/(?<!\\)\\{1,4}\//g, '/') : plain
}
