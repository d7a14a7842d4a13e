import { utf8OrNull } from './base64-text.ts'

/** A tag in front of a value (RFC 8949 §3.4). */
export class Tagged {
  readonly tag: number
  readonly value: unknown
  constructor(tag: number, value: unknown) {
    this.tag = tag
    this.value = value
  }
}

const deepest = 16
const mostItems = 2000
class NotCbor extends Error {}

/**
 * Reads one CBOR item (RFC 8949): maps become Map, byte strings Buffer, tags `Tagged`. null for what is no CBOR, is
 * longer than the item, nests deeper than 16, has more than 2000 items, or lengths that are left open.
 */
export function readCbor(bytes: Buffer): { readonly value: unknown } | null {
  const reader = new CborReader(bytes)
  try {
    const value = reader.item(0)
    return reader.isAtEnd() ? { value } : null
  } catch (thrown) {
    if (thrown instanceof NotCbor) return null
    throw thrown
  }
}

class CborReader {
  readonly #bytes: Buffer
  #at = 0
  #items = 0
  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  isAtEnd(): boolean {
    return this.#at === this.#bytes.length
  }

  #take(count: number): Buffer {
    const end = this.#at + count
    if (end > this.#bytes.length) throw new NotCbor()
    const taken = this.#bytes.subarray(this.#at, end)
    this.#at = end
    return taken
  }

  #argument(low: number): number {
    if (low < 24) return low
    if (low > 27) throw new NotCbor()
    const taken = this.#take(2 ** (low - 24))
    return taken.length === 8 ? Number(taken.readBigUInt64BE()) : taken.readUIntBE(0, taken.length)
  }

  item(depth: number): unknown {
    this.#items += 1
    if (depth > deepest || this.#items > mostItems) throw new NotCbor()
    const first = this.#take(1)[0] ?? 0
    const [major, low] = [first >> 5, first & 0x1f]
    if (major === 7) return this.#simple(low)
    const argument = this.#argument(low)
    switch (major) {
      case 0:
        return argument
      case 1:
        return -1 - argument
      case 2:
        return this.#take(argument)
      case 3:
        return this.#text(argument)
      case 4:
        return this.#list(argument, depth)
      case 5:
        return this.#map(argument, depth)
      default:
        return new Tagged(argument, this.item(depth + 1))
    }
  }

  #text(length: number): string {
    const text = utf8OrNull(this.#take(length))
    if (text === null) throw new NotCbor()
    return text
  }

  #list(length: number, depth: number): unknown[] {
    if (length > mostItems) throw new NotCbor()
    return Array.from({ length }, () => this.item(depth + 1))
  }

  #map(length: number, depth: number): Map<unknown, unknown> {
    if (length > mostItems) throw new NotCbor()
    return new Map(Array.from({ length }, () => [this.item(depth + 1), this.item(depth + 1)] as const))
  }

  #simple(low: number): unknown {
    if (low === 20) return false
    if (low === 21) return true
    if (low === 22) return null
    if (low === 26) return this.#take(4).readFloatBE()
    if (low === 27) return this.#take(8).readDoubleBE()
    throw new NotCbor()
  }
}
