export type BodyKind = 'empty' | 'json' | 'xml' | 'html' | 'text' | 'image' | 'binary'

const imageTypes = new Set(['png', 'jpeg', 'gif', 'webp', 'avif', 'bmp', 'svg+xml', 'x-icon', 'vnd.microsoft.icon'])
const textTypes =
  /^(?:text\/|application\/(?:javascript|x-www-form-urlencoded|x-ndjson|yaml|x-yaml|graphql|jwt|sql|toml)$)/

/** How a body is shown: by its media type, and by its bytes where the type says nothing. */
export function bodyKind(mediaType: string | null, bytes: Uint8Array, totalBytes: number): BodyKind {
  if (totalBytes === 0) return 'empty'
  const type = (mediaType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const subtype = type.split('/')[1] ?? ''
  if (type.startsWith('image/') && imageTypes.has(subtype)) return 'image'
  if (looksBinary(bytes)) return 'binary'
  if (subtype === 'json' || subtype.endsWith('+json') || subtype === 'x-ndjson') return 'json'
  if (subtype === 'html' || subtype === 'xhtml+xml') return 'html'
  if (subtype === 'xml' || subtype.endsWith('+xml')) return 'xml'
  if (textTypes.test(type)) return 'text'
  return /^\s*[[{]/.test(new TextDecoder().decode(bytes.subarray(0, 64))) ? 'json' : 'text'
}

const sniffedBytes = 2048

/** Control characters that no text holds; UTF-16 begins with a byte order mark and is text. */
function looksBinary(bytes: Uint8Array): boolean {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return false
  return bytes.subarray(0, sniffedBytes).some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b))
}

/** Decodes by the charset that the answer named; one that nobody knows is read as UTF-8. */
export function decodeBody(bytes: Uint8Array, charset: string | null, isWhole: boolean): string {
  // `stream` holds back a character that is cut in two at the end of what is loaded.
  return decoderFor(charset).decode(bytes, { stream: !isWhole })
}

function decoderFor(charset: string | null): TextDecoder {
  try {
    return new TextDecoder(charset ?? 'utf-8')
  } catch (error) {
    if (error instanceof RangeError) return new TextDecoder()
    throw error
  }
}
