import { isAlias, isMap, LineCounter, parseDocument, visit, type Alias, type Document, type YAMLMap } from 'yaml'
import type { ItemPath } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'

const maxAliases = 100

/** A parsed file whose comments, key order, unknown keys and way of writing survive being written again. */
export interface YamlFile {
  readonly path: ItemPath
  readonly document: Document
  readonly root: YAMLMap
  /** The file shares nodes by anchors: it can be read, but a change here could change another place too. */
  readonly sharesNodes: boolean
  readonly style: {
    readonly bom: boolean
    readonly crlf: boolean
    readonly indent: number
    readonly indentSeq: boolean
  }
}

/** `collection.file_unreadable` in a person's words. */
export const unreadable = (path: ItemPath, message: string, line: number | null = null) =>
  new ClaimcheckError('collection.file_unreadable', { path, message, line })

/**
 * Parses YAML 1.2 text whose root is a mapping. Every plain scalar stays the text that it is in the file, so a number
 * with twenty digits or `1.10` is written back as it was. Throws `collection.file_unreadable` for broken YAML, custom
 * tags, several documents, more than 100 aliases and nesting that no person writes.
 */
export function parseYaml(text: string, path: ItemPath): YamlFile {
  const lines = new LineCounter()
  const document = parseGuarded(text, path, lines)
  const problem = document.errors[0] ?? document.warnings[0]
  if (problem !== undefined) throw unreadable(path, problem.message, lines.linePos(problem.pos[0]).line)
  const root = document.contents
  if (!isMap(root)) throw unreadable(path, 'The file holds no mapping (name: value)', 1)
  return { path, document, root, sharesNodes: assertSoundAliases(document, path), style: styleOf(text) }
}

/** Aliases are followed one by one, never expanded, so they can't multiply; few are enough for any file. */
function assertSoundAliases(document: Document, path: ItemPath): boolean {
  const aliases: Alias[] = []
  let anchors = 0
  visit(document, (_key, node) => {
    if (isAlias(node)) aliases.push(node)
    else if (node !== null && typeof node === 'object' && 'anchor' in node && node.anchor !== undefined) anchors += 1
  })
  if (aliases.length > maxAliases) {
    throw unreadable(path, `The file has ${aliases.length} aliases, more than ${maxAliases}`)
  }
  const lost = aliases.find((alias) => alias.resolve(document) === undefined)
  if (lost !== undefined) throw unreadable(path, `The alias *${lost.source} names nothing`)
  return aliases.length + anchors > 0
}

function parseGuarded(text: string, path: ItemPath, lineCounter: LineCounter): Document.Parsed {
  try {
    return parseDocument(text, {
      version: '1.2',
      schema: 'failsafe',
      customTags: ['null'],
      prettyErrors: false,
      lineCounter,
      merge: false,
    })
  } catch (thrown) {
    // The parser is recursive: thousands of open brackets exhaust the stack, and are told as what they are.
    if (thrown instanceof RangeError) throw unreadable(path, 'The file is nested too deeply')
    throw thrown
  }
}

/** The text to write. Long lines are not folded, and the file's own indentation and line ends are kept. */
export function printYaml({ document, style }: YamlFile): string {
  const text = document.toString({ lineWidth: 0, indent: style.indent, indentSeq: style.indentSeq })
  const withEnds = style.crlf ? text.replace(/\r?\n/g, '\r\n') : text
  return style.bom ? `\uFEFF${withEnds}` : withEnds
}

function styleOf(text: string): YamlFile['style'] {
  const indent = /^[^\s#-][^\n]*:[ \t]*\r?\n( +)[^\s#-]/m.exec(text)?.[1]?.length ?? 2
  const list = /^( *)[^\s#-][^\n]*:[ \t]*\r?\n( *)- /m.exec(text)
  return {
    bom: text.startsWith('\uFEFF'),
    crlf: /\r\n/.test(text) && !/[^\r]\n/.test(text),
    indent: Math.min(Math.max(indent, 1), 8),
    indentSeq: list === null || list[1] !== list[2],
  }
}
