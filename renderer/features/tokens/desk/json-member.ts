// Only the characters of one member are touched: parsing and writing anew would round big numbers and drop repeated
// members, and a test may be about just those.

const lexeme = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

/** A member of an object, and where its value stands in the text. */
interface Member {
  readonly name: string
  readonly from: number
  readonly to: number
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

/** The members of the outermost object in their order, repeated ones too; null for what is no JSON object. */
export function membersOf(text: string): readonly Member[] | null {
  if (!text.trimStart().startsWith('{') || !isJson(text)) return null
  const members: Member[] = []
  let depth = 0
  let name: string | null = null
  let from: number | null = null
  let to = 0
  for (const { 0: piece, index } of text.matchAll(lexeme)) {
    const isClosing = piece === '}' || piece === ']'
    if (isClosing) depth -= 1
    const isEnd = (depth === 1 && piece === ',') || (depth === 0 && piece === '}')
    if (isEnd && name !== null && from !== null) {
      members.push({ name, from, to })
      name = null
      from = null
    } else if (depth === 1 && name === null && piece.startsWith('"')) name = String(JSON.parse(piece))
    else if (name !== null && (depth > 1 || piece !== ':')) from ??= index
    if (piece === '{' || piece === '[') depth += 1
    to = index + piece.length
  }
  return members
}

/** The value of the last member of that name, as it was written: that one counts for most readers. */
export function memberJson(text: string, name: string): string | null {
  const found = membersOf(text)?.findLast((each) => each.name === name)
  return found === undefined ? null : text.slice(found.from, found.to)
}

/** `text` with `name` as `json`, in its place or at the end; null where `text` is no JSON object. */
export function withMember(text: string, name: string, json: string): string | null {
  const members = membersOf(text)
  if (members === null) return null
  const there = members.findLast((each) => each.name === name)
  if (there !== undefined) return text.slice(0, there.from) + json + text.slice(there.to)
  const line = `\n  ${JSON.stringify(name)}: ${json}`
  const last = members.at(-1)
  if (last === undefined) return `{${line}\n}`
  return `${text.slice(0, last.to)},${line}${text.slice(last.to)}`
}
