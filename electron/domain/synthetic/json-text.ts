import { readJsonMembers, type JsonMember } from '../jwt/json-members.ts'

/**
 * JSON as it was written: what is changed here keeps every other character's meaning, repeated members and the digits of
 * big numbers included, which JSON.parse would lose. Every function takes text that is known to be JSON.
 */
const lexeme = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

const lexemesOf = (text: string): readonly string[] => text.match(lexeme) ?? []

/** The same text without the blanks between its parts: equal for two texts that differ in layout only. */
export const withoutBlanks = (text: string): string => lexemesOf(text).join('')

/** Laid out for reading, two blanks for each level; nothing but blanks is changed. */
export function indentJson(text: string): string {
  const lexemes = lexemesOf(text)
  let depth = 0
  const lines = lexemes.map((each, at) => {
    const isEmpty = /^[}\]]$/.test(lexemes[at + 1] ?? '')
    switch (each) {
      case '{':
      case '[':
        depth += 1
        return isEmpty ? each : `${each}${newLine()}`
      case '}':
      case ']':
        depth -= 1
        return /^[{[]$/.test(lexemes[at - 1] ?? '') ? each : `${newLine()}${each}`
      case ',':
        return `,${newLine()}`
      case ':':
        return ': '
      default:
        return each
    }
  })
  return lines.join('')

  function newLine(): string {
    return `\n${'  '.repeat(depth)}`
  }
}

/** A member of an object: its name, and its value as it was written, but for the blanks between its parts. */
export type WrittenMember = Pick<JsonMember, 'name' | 'json'>

/** The members in their order, repeated ones included; null for what is no JSON object. */
export const readWritten = (text: string): readonly WrittenMember[] | null =>
  readJsonMembers(text)?.map(({ name, json }) => ({ name, json: withoutBlanks(json) })) ?? null

/** The object of these members, without blanks between them. */
export const writeObject = (members: readonly WrittenMember[]): string =>
  `{${members.map(({ name, json }) => `${JSON.stringify(name)}:${json}`).join(',')}}`

/** With `name` as `json`: in its place where it stands, the repeated ones left out, else at the end. */
export function withMember(members: readonly WrittenMember[], name: string, json: string): readonly WrittenMember[] {
  const first = members.findIndex((each) => each.name === name)
  if (first < 0) return [...members, { name, json }]
  return members.flatMap((each, at) => (at === first ? [{ name, json }] : each.name === name ? [] : [each]))
}

export const withoutMember = (members: readonly WrittenMember[], name: string): readonly WrittenMember[] =>
  members.filter((each) => each.name !== name)

/** The value of the last member of that name, as most receivers read it; undefined where there is none. */
export function valueOf(members: readonly WrittenMember[], name: string): unknown {
  const found = members.findLast((each) => each.name === name)
  return found === undefined ? undefined : JSON.parse(found.json)
}
