/** What a text of PEM certificates holds, told from its armour alone; whether each can be trusted is main's to say. */
export interface Authorities {
  readonly count: number
  /** Why it can't be saved; null when it can. */
  readonly problem: string | null
}

const block = /-----BEGIN ([A-Z0-9 ]+)-----\r?\n([\s\S]*?)-----END \1-----/g
const base64 = /^\s*(?:[A-Za-z0-9+/]\s*)+(?:=\s*){0,2}$/

/** Whether base64 text is one whole DER sequence (X.690 §8.9): what a certificate is, before anything else. */
function isDerSequence(body: string): boolean {
  const packed = body.replace(/\s/g, '')
  if (packed.length % 4 !== 0) return false
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0))
  const [tag, first = 0] = bytes
  if (tag !== 0x30) return false
  if (first < 0x80) return bytes.length === 2 + first
  const lengthBytes = bytes.slice(2, 2 + (first & 0x7f))
  const length = lengthBytes.reduce((sum, byte) => sum * 256 + byte, 0)
  return bytes.length === 2 + lengthBytes.length + length
}

/** Counts the certificates of a text, and says what in it is none (RFC 7468 §5). */
export function readAuthorities(text: string): Authorities {
  if (text.trim() === '') return { count: 0, problem: null }
  const blocks = [...text.matchAll(block)]
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    return {
      count: 0,
      problem: 'There is a private key in it. An authority is its certificate alone: leave the key out.',
    }
  }
  const other = blocks.find(([, label]) => label !== 'CERTIFICATE' && label !== 'TRUSTED CERTIFICATE')
  if (other !== undefined) return { count: 0, problem: `“${other[1]}” is no certificate.` }
  if (blocks.length === 0) {
    return {
      count: 0,
      problem: 'A certificate in PEM begins with -----BEGIN CERTIFICATE----- and ends with its END line.',
    }
  }
  const damaged = blocks.findIndex(([, , body = '']) => !base64.test(body) || !isDerSequence(body))
  if (damaged !== -1) return { count: 0, problem: `Certificate ${damaged + 1} is damaged: something of it is missing.` }
  const begun = text.match(/-----BEGIN /g)?.length ?? 0
  if (begun > blocks.length) return { count: 0, problem: 'The last certificate has no END line.' }
  return { count: blocks.length, problem: null }
}
