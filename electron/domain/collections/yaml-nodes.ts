import { isAlias, isMap, isScalar, isSeq, Pair, Scalar, YAMLMap, type Document, type YAMLSeq } from 'yaml'

// A reader of YAML 1.1 or 1.2 would take these plain words for null, a boolean, a number or a date.
const meansSomethingElse = /^(~|null|true|false|yes|no|y|n|on|off|=|<<|[-+]?\.(inf|nan))?$|^[-+]?\.?\d/i

/** A string as every YAML reader will read it: quoted where it could be taken for something else. */
export function textScalar(text: string): Scalar<string> {
  const scalar = new Scalar(text)
  scalar.type = typeFor(text)
  return scalar
}

function typeFor(text: string): Scalar.Type {
  // Only line feeds survive in a block; every other control character needs the escapes of double quotes.
  if (/^[^\n]*\S[^\n]*\n/.test(text) && !/[^\n\t\P{Cc}]|[\u2028\u2029\uFEFF\uFFFE\uFFFF]/u.test(text))
    return Scalar.BLOCK_LITERAL
  return meansSomethingElse.test(text) || /[\p{Cc}\u2028\u2029\uFEFF]/u.test(text) ? Scalar.QUOTE_DOUBLE : Scalar.PLAIN
}

/** A number, a boolean or a fixed word, written plainly. */
export function plainScalar(value: number | boolean | string): Scalar<string> {
  const scalar = new Scalar(String(value))
  scalar.type = Scalar.PLAIN
  return scalar
}

export function nodeAt(document: Document, map: YAMLMap, key: string): unknown {
  const node = map.get(key, true)
  return isAlias(node) ? node.resolve(document) : node
}

export function textAt(document: Document, map: YAMLMap, key: string): string | null {
  const node = nodeAt(document, map, key)
  return isScalar(node) && typeof node.value === 'string' ? node.value : null
}

export function mapAt(document: Document, map: YAMLMap, key: string): YAMLMap | null {
  const node = nodeAt(document, map, key)
  return isMap(node) ? node : null
}

export function listAt(document: Document, map: YAMLMap, key: string): YAMLSeq | null {
  const node = nodeAt(document, map, key)
  return isSeq(node) ? node : null
}

/** The mappings of a list, in order; anything else in it is passed over. */
export function mapsIn(document: Document, list: YAMLSeq | null): readonly YAMLMap[] {
  return (list?.items ?? [])
    .map((item) => (isAlias(item) ? item.resolve(document) : item))
    .filter((item) => isMap(item))
}

/** Puts a node under a key: in its old place, or where `order` says that a new key belongs. */
export function setNode(map: YAMLMap, key: string, node: unknown, order: readonly string[] = []): void {
  if (map.has(key)) {
    map.set(key, node)
    return
  }
  const pair = new Pair(new Scalar(key), node)
  const later = order.slice(order.indexOf(key) + 1)
  const index = order.includes(key) ? map.items.findIndex((item) => later.includes(keyText(item.key))) : -1
  if (index < 0) map.items.push(pair)
  else map.items.splice(index, 0, pair)
}

/** Changes a text in place, so that its comment stays; a new one is placed by `order`. */
export function setText(map: YAMLMap, key: string, text: string, order: readonly string[] = []): void {
  setScalar(map, key, textScalar(text), order)
}

/** As `setText`, for a scalar that is made already. */
export function setScalar(map: YAMLMap, key: string, scalar: Scalar<string>, order: readonly string[] = []): void {
  const old = map.get(key, true)
  if (!isScalar(old)) {
    setNode(map, key, scalar, order)
    return
  }
  const keepsItsQuotes =
    scalar.type === Scalar.PLAIN && (old.type === Scalar.QUOTE_DOUBLE || old.type === Scalar.QUOTE_SINGLE)
  old.value = scalar.value
  old.type = (keepsItsQuotes ? old.type : scalar.type) ?? Scalar.PLAIN
}

/** The mapping under a key, made where it is missing. */
export function ensureMap(document: Document, map: YAMLMap, key: string, order: readonly string[] = []): YAMLMap {
  const there = mapAt(document, map, key)
  if (there !== null) return there
  const made = new YAMLMap()
  setNode(map, key, made, order)
  return made
}

const keyText = (key: unknown): string => (isScalar(key) ? String(key.value) : String(key))
