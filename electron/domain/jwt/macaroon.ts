import { bytesOrNull, utf8OrNull } from './base64-text.ts'
import { otherParts, type Fact, type OtherParts } from './token-parts.ts'
import { readVarint } from './varint.ts'
import { quoted, when } from './warning.ts'

/** What a macaroon says (Birgisson et al. 2014; libmacaroons' formats 1 and 2). */
interface Macaroon {
  readonly version: 1 | 2
  readonly location: string | null
  readonly identifier: string
  readonly caveats: readonly { readonly text: string; readonly location: string | null }[]
}

const mostCaveats = 200
const longest = 300

/** A macaroon in either binary format, in Base64; null for anything else. */
export function readMacaroon(token: string): OtherParts | null {
  if (!/^(?:MDA|AgE|AgI)/.test(token)) return null
  const bytes = bytesOrNull(token)
  const read = bytes === null ? null : (readPackets(bytes) ?? readFields(bytes))
  if (read === null) return null
  const end = read.caveats.map(({ text }) => endOf(text)).filter((each) => each !== null)
  const until = end.length === 0 ? null : new Date(Math.min(...end))
  return otherParts('macaroon', `Macaroon (version ${read.version})`, {
    facts: factsOf(read),
    life: { from: null, until },
    warnings: when(
      read.caveats.length === 0,
      'low',
      null,
      'Macaroons (NDSS 2014) §3',
      'It has no caveats: nothing narrows what it may be used for, or how long',
      'Lets whoever gets hold of it do all that it was made for, for ever',
    ),
  })
}

function factsOf({ location, identifier, caveats }: Macaroon): readonly Fact[] {
  return [
    ...(location === null ? [] : [{ name: 'Location', text: quoted(location, longest) }]),
    { name: 'Identifier', text: quoted(identifier, longest) },
    ...caveats.map(({ text, location: at }, index) => ({
      name: at === null ? `Caveat ${index + 1}` : `Caveat ${index + 1}, of a third party`,
      text: at === null ? quoted(text, longest) : `${quoted(text, longest)} at ${quoted(at, longest)}`,
    })),
  ]
}

/** "time < 2026-01-01T00:00Z", "expires = …", "before 1700000000": the words of the common libraries. */
function endOf(caveat: string): number | null {
  const said = /^\s*(?:time|expires?|expiry|before|time-before)\s*[<=:]?=?\s*(\S{4,40})\s*$/i.exec(
    caveat.slice(0, 200),
  )?.[1]
  if (said === undefined) return null
  const ms = /^\d{9,10}$/.test(said) ? Number(said) * 1000 : Date.parse(said)
  return ms >= 0 && ms < 253_402_300_800_000 ? ms : null
}

/** Text, or the number of bytes: an identifier may be anything. */
const shown = (bytes: Buffer): string => utf8OrNull(bytes) ?? `${bytes.length} bytes`

/** Format 1: packets of four hex digits of length, a name, a space, a value, a line feed. */
function readPackets(bytes: Buffer): Macaroon | null {
  let [at, location, identifier]: [number, string | null, string | null] = [0, null, null]
  const caveats: { text: string; location: string | null }[] = []
  let isSigned = false
  while (at < bytes.length && caveats.length <= mostCaveats) {
    const head = bytes.toString('latin1', at, at + 4)
    const length = /^[0-9a-f]{4}$/i.test(head) ? Number.parseInt(head, 16) : 0
    const space = bytes.indexOf(0x20, at + 4)
    if (length < 6 || at + length > bytes.length || space === -1 || space >= at + length) return null
    const value = bytes.subarray(space + 1, at + length - 1)
    switch (bytes.toString('latin1', at + 4, space)) {
      case 'location':
        location = shown(value)
        break
      case 'identifier':
        identifier = shown(value)
        break
      case 'cid':
        caveats.push({ text: shown(value), location: null })
        break
      case 'cl': {
        const last = caveats.at(-1)
        if (last !== undefined) last.location = shown(value)
        break
      }
      case 'signature':
        isSigned = true
        break
      default:
    }
    at += length
  }
  return identifier !== null && isSigned ? { version: 1, location, identifier, caveats } : null
}

/** Format 2: 0x02, then fields of type, length (both varints) and content; 0 ends a section. */
function readFields(bytes: Buffer): Macaroon | null {
  if (bytes[0] !== 2) return null
  let at = 1
  const number = (): number => {
    const { value, end } = readVarint(bytes, at)
    at = end
    return value
  }
  /** The fields up to the end of a section; null where it does not end. */
  const section = (): ReadonlyMap<number, Buffer> | null => {
    const fields = new Map<number, Buffer>()
    while (at < bytes.length) {
      const type = number()
      if (type === 0) return fields
      const length = number()
      if (at + length > bytes.length) return null
      fields.set(type, bytes.subarray(at, at + length))
      at += length
    }
    return null
  }
  const first = section()
  const identifier = first?.get(2)
  if (first === null || identifier === undefined) return null
  const caveats: { text: string; location: string | null }[] = []
  for (;;) {
    const fields = section()
    if (fields === null) return null
    const text = fields.get(2)
    if (text === undefined || caveats.length > mostCaveats) break
    const at1 = fields.get(1)
    caveats.push({ text: shown(text), location: at1 === undefined ? null : shown(at1) })
  }
  const location = first.get(1)
  return {
    version: 2,
    location: location === undefined ? null : shown(location),
    identifier: shown(identifier),
    caveats,
  }
}
