/** The value, or null for text that is no JSON. The parser's own message quotes the text, which may be secret. */
export function parseJsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null
    throw thrown
  }
}
