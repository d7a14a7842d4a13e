import { isSeq, YAMLMap, YAMLSeq, type Document } from 'yaml'
import type { Field } from '../../contract/requests.ts'
import { listAt, mapsIn, plainScalar, setNode, setScalar, setText, textAt } from './yaml-nodes.ts'

const lineOrder = ['name', 'value', 'type', 'disabled', 'description']

const readField = (document: Document, line: YAMLMap): Field => ({
  name: textAt(document, line, 'name') ?? '',
  value: textAt(document, line, 'value') ?? '',
  enabled: textAt(document, line, 'disabled') !== 'true',
})

export interface FieldList {
  readonly document: Document
  readonly owner: YAMLMap
  readonly key: string
  readonly order: readonly string[]
  /** Lines that are no fields for us (path parameters, secret variables): they are not read, and stay. */
  readonly isOurs?: (line: YAMLMap) => boolean
  /** Puts a value into a line that is new or changed. */
  readonly writeValue?: (line: YAMLMap, value: string) => void
  readonly readLine?: (line: YAMLMap) => Field
  /** What a new line needs beside name and value. */
  readonly extra?: Readonly<Record<string, string>>
}

/** The fields of a list, in order. */
export function readFields(list: FieldList): Field[] {
  const { document, owner, key, isOurs = () => true, readLine = (line) => readField(document, line) } = list
  return mapsIn(document, listAt(document, owner, key))
    .filter(isOurs)
    .map(readLine)
}

/**
 * Makes the list say what `wanted` says. A line that is still wanted keeps its node, and with it its comment, its
 * description and its unknown keys; lines that are not ours keep their place behind the line that they followed.
 */
export function writeFields(list: FieldList, wanted: readonly Field[]): void {
  const { document, owner, key, order, isOurs = () => true, readLine = (line) => readField(document, line) } = list
  const node = listAt(document, owner, key)
  const lines = mapsIn(document, node)
  const unused = lines.filter(isOurs).map((line) => ({ line, field: readLine(line) }))
  const take = (fits: (field: Field) => boolean): YAMLMap | null => {
    const index = unused.findIndex(({ field }) => fits(field))
    return index < 0 ? null : (unused.splice(index, 1)[0]?.line ?? null)
  }
  // Exact matches are taken first, so that inserting a second "tag" before the first does not swap their comments.
  const kept = wanted.map((field) => take((other) => other.name === field.name && other.value === field.value))
  const result = wanted.map(
    (field, index) => kept[index] ?? take((other) => other.name === field.name) ?? new YAMLMap(),
  )
  if (lines.every(isOurs) && lines.length === wanted.length) reuseByPlace(lines, result, unused)
  result.forEach((line, index) => writeLine(list, line, wanted[index]))
  const others = lines.flatMap((line, index) => (isOurs(line) ? [] : [{ line, after: lines[index - 1] }]))
  for (const { line, after } of others) {
    const place = after === undefined ? -1 : result.indexOf(after)
    result.splice(after === undefined ? 0 : place < 0 ? result.length : place + 1, 0, line)
  }
  if (result.length === 0) {
    owner.delete(key)
    return
  }
  const target = isSeq(node) ? node : new YAMLSeq()
  target.items = result
  if (target !== node) setNode(owner, key, target, order)
}

/** A renamed line is the one that stood in the same place. */
function reuseByPlace(lines: readonly YAMLMap[], result: YAMLMap[], unused: readonly { line: YAMLMap }[]): void {
  const free = new Set(unused.map(({ line }) => line))
  result.forEach((line, index) => {
    const there = lines[index]
    if (line.items.length === 0 && there !== undefined && free.delete(there)) result[index] = there
  })
}

function writeLine(list: FieldList, line: YAMLMap, field: Field | undefined): void {
  if (field === undefined) return
  const { document, writeValue = (target, value) => setText(target, 'value', value, lineOrder), extra = {} } = list
  const before = line.items.length === 0 ? null : (list.readLine ?? ((there) => readField(document, there)))(line)
  if (before?.name !== field.name) setText(line, 'name', field.name, lineOrder)
  if (before?.value !== field.value) writeValue(line, field.value)
  if (before === null)
    for (const [key, value] of Object.entries(extra)) setNode(line, key, plainScalar(value), lineOrder)
  if ((before?.enabled ?? true) === field.enabled) return
  if (field.enabled) line.delete('disabled')
  else setScalar(line, 'disabled', plainScalar(true), lineOrder)
}
