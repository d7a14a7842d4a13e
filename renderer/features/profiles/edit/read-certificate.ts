/** What a certificate says of itself, for a person to see that it is the right one. Nothing here is verified. */
export interface CertificateFacts {
  /** As `CN=alice, O=Acme`. */
  readonly subject: string
  readonly issuer: string
  readonly validFrom: Date
  readonly validTo: Date
}

interface Element {
  readonly tag: number
  readonly content: Uint8Array
}

const pem = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/

/** ITU-T X.690 §8.1: tag, length, content, one after the other. Throws a RangeError where the bytes are no DER. */
function elementsOf(bytes: Uint8Array): readonly Element[] {
  const found: Element[] = []
  let at = 0
  while (at < bytes.length) {
    const tag = byteAt(bytes, at)
    let length = byteAt(bytes, at + 1)
    at += 2
    if (length > 0x80) {
      const count = length & 0x7f
      if (count > 4) throw new RangeError('an element that is too long')
      length = 0
      for (let index = 0; index < count; index += 1) length = length * 256 + byteAt(bytes, at + index)
      at += count
    }
    if (at + length > bytes.length) throw new RangeError('an element that is cut off')
    found.push({ tag, content: bytes.subarray(at, at + length) })
    at += length
  }
  return found
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at]
  if (byte === undefined) throw new RangeError('bytes that end too early')
  return byte
}

function childOf(element: Element | undefined, index: number): Element {
  const child = element === undefined ? undefined : elementsOf(element.content)[index]
  if (child === undefined) throw new RangeError('an element that is not there')
  return child
}

// RFC 4519 §2 and RFC 2985 §5.2.1: the names of a subject by their object identifiers, in hex.
const nameTypes: Readonly<Record<string, string>> = {
  '550403': 'CN',
  '550406': 'C',
  '550407': 'L',
  '550408': 'ST',
  '55040a': 'O',
  '55040b': 'OU',
  '2a864886f70d010901': 'E',
}

const hexOf = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

// X.680: BMPString is UTF-16, T61String in practice Latin-1, the others are a part of UTF-8.
const encodings: Readonly<Record<number, string>> = { 0x1e: 'utf-16be', 0x14: 'latin1' }
const textOf = ({ tag, content }: Element) => new TextDecoder(encodings[tag] ?? 'utf-8').decode(content)

function nameOf(name: Element): string {
  const parts = elementsOf(name.content).flatMap((set) =>
    elementsOf(set.content).map((pair) => {
      const type = hexOf(childOf(pair, 0).content)
      return `${nameTypes[type] ?? 'other'}=${textOf(childOf(pair, 1))}`
    }),
  )
  return parts.join(', ')
}

/** RFC 5280 §4.1.2.5: UTCTime has two digits for the year, below 50 is this century. */
function timeOf({ tag, content }: Element): Date {
  const text = new TextDecoder().decode(content)
  const full = tag === 0x17 ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(full) ?? []
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  if (Number.isNaN(time.getTime())) throw new RangeError('a time that is none')
  return time
}

/** The first certificate of PEM text; null where there is none that can be read (RFC 5280 §4.1). */
export function readCertificate(text: string): CertificateFacts | null {
  const base64 = pem.exec(text)?.[1]?.replace(/\s/g, '')
  if (base64 === undefined) return null
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    const signed = childOf(elementsOf(bytes)[0], 0)
    // The version is explicit from v2 on, and stands first.
    const first = childOf(signed, 0).tag === 0xa0 ? 1 : 0
    const validity = childOf(signed, first + 3)
    return {
      issuer: nameOf(childOf(signed, first + 2)),
      validFrom: timeOf(childOf(validity, 0)),
      validTo: timeOf(childOf(validity, 1)),
      subject: nameOf(childOf(signed, first + 4)),
    }
  } catch (problem) {
    // A RangeError is thrown above for bytes that are no certificate; atob throws a DOMException for no base64.
    if (problem instanceof RangeError || problem instanceof DOMException) return null
    throw problem
  }
}
