import { createHash } from 'node:crypto'
import type { Disclosure } from '../../contract/jwt.ts'
import { isRecord } from '../json/is-record.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import { rowOf } from '../json/row-of.ts'
import { decodePart } from './base64-text.ts'
import { textOf } from './claim-values.ts'
import { readJsonElements } from './json-members.ts'

/** Names of IANA's registry of named information hashes (RFC 9901 §4.1.1) that Node and BoringSSL can compute. */
const hashes: Readonly<Record<string, string>> = { 'sha-256': 'sha256', 'sha-384': 'sha384', 'sha-512': 'sha512' }

/** Node's name for the hash that `_sd_alg` names, SHA-256 where it is left out; null for one that is not known here. */
export const hashOfDisclosures = (named: unknown): string | null =>
  named === undefined ? 'sha256' : rowOf(hashes, textOf(named) ?? '')

const deepest = 20
const mostDisclosures = 1000

interface Place {
  readonly path: string
  /** Whether a member of an object or an element of a list belongs there. */
  readonly of: 'member' | 'element'
  /** Names that stand there openly and must not be disclosed again (RFC 9901 §7.1 step 3.c.ii.4). */
  readonly taken: ReadonlySet<string>
}

interface Read {
  readonly name: string | null
  readonly json: string
  readonly value: unknown
}

/** Where the digests of a value stand, by digest; those that stand twice are in `repeated`. */
interface Places {
  readonly at: Map<string, Place>
  readonly repeated: Set<string>
}

/** [salt, name, value] of a member, [salt, value] of an element (RFC 9901 §4.2); null for anything else. */
function readDisclosure(text: string): Read | null {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return null
  const elements = readJsonElements(decodePart(text) ?? '')
  if (elements === null || (elements.length !== 2 && elements.length !== 3)) return null
  const [salt, name] = elements.map(parseJsonOrNull)
  const json = elements.at(-1) ?? 'null'
  const value = parseJsonOrNull(json)
  if (typeof salt !== 'string') return null
  if (elements.length === 2) return { name: null, json, value }
  return typeof name === 'string' && name !== '_sd' && name !== '...' ? { name, json, value } : null
}

const below = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`)

function note(places: Places, digest: unknown, place: Place): void {
  if (typeof digest !== 'string') return
  if (places.at.has(digest)) places.repeated.add(digest)
  else places.at.set(digest, place)
}

function findDigests(value: unknown, path: string, places: Places, depth: number): void {
  if (depth > deepest) return
  if (Array.isArray(value)) {
    value.forEach((each: unknown, index) => {
      const here = `${path}[${index}]`
      if (isRecord(each) && Object.hasOwn(each, '...')) {
        note(places, each['...'], { path: here, of: 'element', taken: new Set() })
      } else findDigests(each, here, places, depth + 1)
    })
  } else if (isRecord(value)) {
    const names = Object.keys(value)
    const digests: unknown = Object.hasOwn(value, '_sd') ? value['_sd'] : null
    if (Array.isArray(digests)) {
      const taken = new Set(names)
      for (const digest of digests) note(places, digest, { path, of: 'member', taken })
    }
    for (const name of names) if (name !== '_sd') findDigests(value[name], below(path, name), places, depth + 1)
  }
}

/**
 * Holds the disclosures of an SD-JWT against the digests in its payload, and those inside of other disclosures (RFC
 * 9901 §7.1). At most 1000 are looked at. `disclosed` are the parts between the tildes.
 */
export function readDisclosures(payload: unknown, disclosed: readonly string[]): readonly Disclosure[] {
  const named = isRecord(payload) && Object.hasOwn(payload, '_sd_alg') ? payload['_sd_alg'] : undefined
  const hash = hashOfDisclosures(named)
  const places: Places = { at: new Map(), repeated: new Set() }
  findDigests(payload, '', places, 0)
  const read = disclosed.slice(0, mostDisclosures).map((text) => ({
    read: readDisclosure(text),
    digest: hash === null ? null : createHash(hash).update(text, 'ascii').digest('base64url'),
  }))
  const waiting = new Map(read.flatMap((each) => (each.digest === null ? [] : [[each.digest, each.read] as const])))
  const settled = followDigests(waiting, places)
  const seen = new Set<string>()
  return read.map(({ read: one, digest }) => {
    if (one === null) return { name: null, path: null, json: 'null', state: 'unreadable' }
    const isSecond = digest !== null && seen.has(digest)
    if (digest !== null) seen.add(digest)
    const place = digest === null ? undefined : settled.get(digest)
    const { name, json } = one
    if (place === undefined || (name === null) !== (place.of === 'element')) {
      return { name, path: null, json, state: 'stranger' }
    }
    const path = name === null ? place.path : below(place.path, name)
    const isRepeated = isSecond || places.repeated.has(digest ?? '') || (name !== null && place.taken.has(name))
    return { name, path, json, state: isRepeated ? 'repeated' : 'fits' }
  })
}

/** Walks from the payload into what is disclosed, as long as that has digests in turn. */
function followDigests(waiting: ReadonlyMap<string, Read | null>, places: Places): ReadonlyMap<string, Place> {
  const settled = new Map<string, Place>()
  // The map grows while it is walked: what is found inside a disclosure comes last.
  for (const [digest, place] of places.at) {
    const read = waiting.get(digest)
    if (read === undefined || read === null || settled.has(digest)) continue
    settled.set(digest, place)
    findDigests(read.value, read.name === null ? place.path : below(place.path, read.name), places, 1)
  }
  return settled
}
