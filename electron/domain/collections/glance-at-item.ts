import { oneLineText } from './one-line-text.ts'

/** What the tree needs of a file, by path; `http` and `http.body` are there when the key is. */
export type ItemFacts = ReadonlyMap<string, string>

export const shownPaths = [
  'type',
  'info.name',
  'info.type',
  'info.seq',
  'http',
  'http.method',
  'http.body',
  'http.body.type',
]

interface Level {
  readonly column: number
  readonly kind: 'map' | 'list'
  readonly path: string
  readonly keys: Set<string>
}

const keyLine = /^([\w$][\w$.-]*):(?:[ \t]+(.*))?$/
const blockScalar = /^[|>][-+]?(?:[ \t]+#.*)?$/

/**
 * Reads a request or folder file as programs write it, line by line, many times faster than a YAML parser.
 * null: the text is written in another way, or is broken, and needs the parser. It never guesses: a line that is not
 * plainly a key, a list item, a comment or part of a block of text ends it.
 */
export function glanceAtItem(head: string, isWhole: boolean): ItemFacts | null {
  const lines = head.replace(/^\uFEFF/, '').split(/\r?\n/)
  // The last line of a cut text may be cut itself.
  if (!isWhole) lines.pop()
  const facts = new Map<string, string>()
  const levels: Level[] = [{ column: 0, kind: 'map', path: '', keys: new Set() }]
  let openPath: string | null = null
  let block: { readonly parent: number; indent: number | null } | null = null

  for (const line of lines) {
    const text = line.trimStart()
    const indent = line.length - text.length
    if (block !== null && (indent > block.parent || text === '')) {
      // The first line sets the indentation of the whole block; an odd one is for the parser to judge.
      if (!standsInBlock(block, line, indent, text)) return null
      continue
    }
    if (text === '') continue
    block = null
    if (text.startsWith('#')) continue
    if (line.slice(0, indent).includes('\t')) return null
    const dash = /^- +/.exec(text)?.[0].length ?? 0
    if (dash > 0) {
      if (!standOn(levels, 'list', indent, openPath)) return null
      if (openPath === 'http.body') facts.set(openPath, 'list')
      openPath = `${levels.at(-1)?.path ?? ''}[]`
    }
    const column = indent + dash
    const [, key, rest = ''] = keyLine.exec(text.slice(dash)) ?? []
    if (key === undefined) {
      // What follows a dash may be a word by itself; a line that is neither key nor item continues something.
      if (dash === 0 || oneLineText(text.slice(dash)) === null) return null
      openPath = null
      continue
    }
    const level = standOn(levels, 'map', column, openPath)
    if (level === null || level.keys.has(key)) return null
    level.keys.add(key)
    const path = level.path === '' ? key : `${level.path}.${key}`
    const value = rest.trim()
    openPath = value === '' || value.startsWith('#') ? path : null
    if (blockScalar.test(value)) block = { parent: level.column, indent: null }
    const shown = openPath !== null ? '' : block === null ? oneLineText(value) : blockText(path)
    if (shown === null) return null
    if (shownPaths.includes(path)) facts.set(path, shown)
  }
  return isWhole || facts.has('http.method') || facts.get('info.type') === 'folder' ? facts : null
}

function standsInBlock(block: { indent: number | null }, line: string, indent: number, text: string): boolean {
  if (text === '') return block.indent !== null || indent === 0
  block.indent ??= indent
  return indent >= block.indent && !line.slice(0, block.indent).includes('\t')
}

/** The level that a line at `column` stands on, opened where the line before allows it; null where YAML would not. */
function standOn(levels: Level[], kind: Level['kind'], column: number, openPath: string | null): Level | null {
  while ((levels.at(-1)?.column ?? 0) > column) levels.pop()
  let top = levels.at(-1)
  if (top === undefined) return null
  // A list may stand at the column of its own key, and ends where a key stands there again.
  const listOfItsKey = kind === 'list' && top.kind === 'map' && top.column === column && openPath !== null
  if (top.column < column || listOfItsKey) {
    if (openPath === null) return null
    top = { column, kind, path: openPath, keys: new Set() }
    levels.push(top)
    return top
  }
  if (kind === 'map' && top.kind === 'list') {
    levels.pop()
    top = levels.at(-1)
  }
  return top?.kind === kind && top.column === column ? top : null
}

/** A block of text is passed over, but none of the shown values is ever written as one. */
const blockText = (path: string): string | null => (shownPaths.includes(path) ? null : '')
