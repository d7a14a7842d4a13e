/** The text of a YAML scalar or empty collection that ends on its line; null for what only a parser can read. */
export function oneLineText(value: string): string | null {
  if (value.startsWith('"')) {
    const quoted = /^("(?:[^"\\]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*")(?:[ \t]+#.*)?$/.exec(value)?.[1]
    return quoted === undefined || quoted.includes('\t') ? null : String(JSON.parse(quoted))
  }
  if (value.startsWith("'")) {
    const quoted = /^'((?:[^']|'')*)'(?:[ \t]+#.*)?$/.exec(value)?.[1]
    return quoted === undefined ? null : quoted.replaceAll("''", "'")
  }
  const bare = value.replace(/[ \t]+#.*$/, '').trimEnd()
  if (bare === '[]' || bare === '{}') return ''
  const needsParser = /^[-?:,[\]{}#&*!|>'"%@`]|^<<$|:(?:\s|$)|\p{Cc}/u.test(bare)
  return needsParser ? null : bare
}
