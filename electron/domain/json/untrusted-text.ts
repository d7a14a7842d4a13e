import { otherWork } from '../slices/in-slices.ts'

/** The text of bytes that came from outside; null: they are no UTF-8. */
export function decodeUtf8OrNull(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    return null
  }
}

/** Says of the parts of a JSON text, in their order, whether it nests deeper than that. */
function watchDepth(limit: number): (part: string) => boolean {
  let depth = 0
  let isString = false
  let isEscaped = false
  return (part) => {
    for (let at = 0; at < part.length; at += 1) {
      const character = part[at]
      if (isEscaped) isEscaped = false
      else if (isString) {
        if (character === '\\') isEscaped = true
        else if (character === '"') isString = false
      } else if (character === '"') isString = true
      else if (character === '{' || character === '[') depth += 1
      else if (character === '}' || character === ']') depth -= 1
      if (depth > limit) return true
    }
    return false
  }
}

/** Whether JSON nests deeper than that, without parsing it: text that does may exhaust whoever walks through it. */
export const nestsDeeperThan = (limit: number, text: string): boolean => watchDepth(limit)(text)

/** Looked through in a millisecond or two. */
const charactersAtOnce = 256 * 1024

/** As `nestsDeeperThan`, for a text of megabytes: everything else in the process has its turn in between. */
export async function longTextNestsDeeperThan(limit: number, text: string): Promise<boolean> {
  const nestsDeeper = watchDepth(limit)
  for (let begin = 0; begin < text.length; begin += charactersAtOnce) {
    if (nestsDeeper(text.slice(begin, begin + charactersAtOnce))) return true
    await otherWork()
  }
  return false
}
