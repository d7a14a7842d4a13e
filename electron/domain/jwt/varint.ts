/**
 * A number in groups of seven bits, the lowest first; each byte but the last has its highest bit set (as protobuf and
 * macaroons write lengths). `value` is infinite where six bytes do not end it; bytes beyond the end count as 0.
 */
export function readVarint(bytes: Buffer, from: number): { readonly value: number; readonly end: number } {
  let [value, factor] = [0, 1]
  for (let end = from; end < from + 6; factor *= 128) {
    const byte = bytes[end] ?? 0
    end += 1
    value += (byte & 0x7f) * factor
    if (byte < 0x80) return { value, end }
  }
  return { value: Number.POSITIVE_INFINITY, end: from + 6 }
}
