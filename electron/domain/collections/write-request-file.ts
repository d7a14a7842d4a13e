import { isDeepStrictEqual } from 'node:util'
import { isScalar, YAMLMap, type Document } from 'yaml'
import type { ItemPath } from '../../contract/ids.ts'
import { emptyDraft, type Body, type RequestDraft } from '../../contract/requests.ts'
import { readFields, writeFields, type FieldList } from './field-lines.ts'
import { formLines, headerLines, httpOrder, paramLines, readRequestFile } from './request-file.ts'
import { knownMethod } from './item-kinds.ts'
import { writeAuth } from './send-as-auth.ts'
import { ensureMap, mapAt, plainScalar, setNode, setScalar, setText, textAt } from './yaml-nodes.ts'
import { parseYaml, printYaml, unreadable, type YamlFile } from './yaml-file.ts'

export const rootOrder = ['info', 'http', 'runtime', 'settings', 'app', 'examples', 'docs']
const infoOrder = ['name', 'type', 'seq']

/** The text of a new request file. `seq` is its place among its neighbours, null for none. */
export function newRequestText(path: ItemPath, name: string, seq: number | null, draft: RequestDraft): string {
  const file = parseYaml('info:\n  type: http\n\nhttp:\n  method: GET\n  url: ""\n', path)
  const info = ensureMap(file.document, file.root, 'info')
  setText(info, 'name', name, infoOrder)
  if (seq !== null) setScalar(info, 'seq', plainScalar(seq), infoOrder)
  return changedRequestText(file, draft)
}

/**
 * The file's text with `draft` in it: only what differs from the draft that the file holds now is touched, and the
 * result is read back before it is handed out. Throws `collection.file_unreadable` for a file that shares nodes.
 */
export function changedRequestText(file: YamlFile, draft: RequestDraft): string {
  const before = readRequestFile(file).draft
  const wanted = { ...draft, method: knownMethod(draft.method) }
  if (isDeepStrictEqual(before, wanted)) return printYaml(file)
  assertChangeable(file)
  const { document, root } = file
  const http = ensureMap(document, root, 'http', rootOrder)
  if (before.method !== wanted.method) setText(http, 'method', wanted.method, httpOrder)
  if (before.url !== wanted.url) setText(http, 'url', wanted.url, httpOrder)
  writeChangedFields(headerLines(file), wanted.headers)
  writeChangedFields(paramLines(file), wanted.params)
  if (!isDeepStrictEqual(before.body, wanted.body)) writeBody(file, http, wanted.body)
  if (!isDeepStrictEqual(before.sendAs, wanted.sendAs)) writeAuth(document, http, wanted.sendAs, httpOrder)
  writeSettings(document, root, before.settings, wanted.settings)
  if (before.notes !== wanted.notes) writeNotes(root, wanted.notes)
  const text = printYaml(file)
  const readBack = readRequestFile(parseYaml(text, file.path)).draft
  // A bug here must never become a file that says something else than what was typed.
  if (!isDeepStrictEqual(readBack, wanted)) throw new Error('a request file would not read back as it was written')
  return text
}

/** Refuses files in which one place stands for several: changing it here would change it there. */
export function assertChangeable(file: YamlFile): void {
  if (file.sharesNodes)
    throw unreadable(file.path, 'It shares values by YAML anchors, so it can be sent but not changed here')
}

function writeChangedFields(list: FieldList, wanted: RequestDraft['headers']): void {
  if (!isDeepStrictEqual(readFields(list), wanted)) writeFields(list, wanted)
}

function writeBody(file: YamlFile, http: YAMLMap, wanted: Body): void {
  const { document } = file
  if (wanted.kind === 'none') {
    http.delete('body')
    return
  }
  const wantedType = wanted.kind === 'form' ? 'form-urlencoded' : wanted.kind
  const there = mapAt(document, http, 'body')
  const oldType = there === null ? null : textAt(document, there, 'type')
  // XML and SPARQL are edited as text, and stay what they are.
  const keepsType = oldType === wantedType || (wanted.kind === 'text' && (oldType === 'xml' || oldType === 'sparql'))
  const body = keepsType && there !== null ? there : new YAMLMap()
  if (body !== there) {
    setNode(body, 'type', plainScalar(wantedType))
    setNode(http, 'body', body, httpOrder)
  }
  if (wanted.kind !== 'form') {
    setText(body, 'data', wanted.text)
    return
  }
  const lines = formLines(file)
  if (lines !== null) writeFields(lines, wanted.fields)
  // The format wants `data` even for a form without a line.
  if (!body.has('data')) setNode(body, 'data', document.createNode([], { flow: true }))
}

function writeSettings(
  document: Document,
  root: YAMLMap,
  before: RequestDraft['settings'],
  wanted: RequestDraft['settings'],
): void {
  if (isDeepStrictEqual(before, wanted)) return
  const settings = ensureSpaced(document, root, 'settings')
  const { followRedirects, timeoutMs } = wanted
  if (before.followRedirects !== followRedirects) setScalar(settings, 'followRedirects', plainScalar(followRedirects))
  if (before.timeoutMs !== timeoutMs || timeoutMs !== emptyDraft.settings.timeoutMs) {
    setScalar(settings, 'timeout', plainScalar(timeoutMs))
  }
}

function writeNotes(root: YAMLMap, notes: string): void {
  if (notes === '') {
    root.delete('docs')
    return
  }
  const isNew = !root.has('docs')
  setText(root, 'docs', notes, rootOrder)
  if (isNew) spaceBefore(root, 'docs')
}

function ensureSpaced(document: Document, root: YAMLMap, key: string): YAMLMap {
  const isNew = !root.has(key)
  const map = ensureMap(document, root, key, rootOrder)
  if (isNew) spaceBefore(root, key)
  return map
}

/** A section begins after an empty line, as Bruno writes it. */
export function spaceBefore(root: YAMLMap, key: string): void {
  const pair = root.items.find((item) => String(item.key) === key)
  if (pair !== undefined && isScalar(pair.key)) pair.key.spaceBefore = true
}
