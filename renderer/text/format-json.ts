// A value's own characters are never touched: parsing and writing again would round big integers, drop duplicate keys
// and change escapes, and then the view would show what the API did not send.

// A {{variable}} is one token: no JSON begins with two braces.
const token = /\{\{[\w$.\- ]+\}\}|"(?:[^"\\]|\\[\s\S])*"?|[{}[\],:]|[^\s{}[\],:"]+/g

const closes: Readonly<Record<string, string>> = { '{': '}', '[': ']' }

const shortListLength = 60

/** Where a list of plain values ends that is short enough for one line; null for any other list. */
function shortListEnd(tokens: readonly string[], start: number): number | null {
  let length = 0
  for (let at = start + 1; at < tokens.length; at += 1) {
    const piece = tokens[at] ?? ''
    if (piece === ']') return at
    length += piece.length
    if (length > shortListLength || piece === '{' || piece === '[' || piece === '}' || piece === ':') return null
  }
  return null
}

/** Lays JSON text out, two spaces a level, by its tokens alone. Text that is cut short or not JSON comes out as far as it makes sense. */
export function formatJson(text: string): string {
  const tokens = text.match(token) ?? []
  const parts: string[] = []
  let depth = 0
  const newLine = () => parts.push('\n', '  '.repeat(Math.max(0, depth)))
  for (let at = 0; at < tokens.length; at += 1) {
    const piece = tokens[at] ?? ''
    const listEnd = piece === '[' ? shortListEnd(tokens, at) : null
    switch (piece) {
      case '{':
      case '[':
        if (tokens[at + 1] === closes[piece]) {
          parts.push(piece, closes[piece] ?? '')
          at += 1
        } else if (listEnd !== null) {
          parts.push(...tokens.slice(at, listEnd + 1).map((each) => (each === ',' ? ', ' : each)))
          at = listEnd
        } else {
          depth += 1
          parts.push(piece)
          newLine()
        }
        break
      case '}':
      case ']':
        depth -= 1
        newLine()
        parts.push(piece)
        break
      case ',':
        parts.push(piece)
        newLine()
        break
      case ':':
        parts.push(': ')
        break
      default: {
        // Two values side by side are no JSON, but lines of JSON (NDJSON) are common: each on its own line.
        const before = parts.at(-1)
        if (depth <= 0 && before !== undefined && !before.endsWith('\n')) newLine()
        parts.push(piece)
      }
    }
    if (
      (piece === '}' || piece === ']') &&
      depth <= 0 &&
      at + 1 < tokens.length &&
      (tokens[at + 1] === '{' || tokens[at + 1] === '[')
    ) {
      newLine()
    }
  }
  return parts.join('')
}
