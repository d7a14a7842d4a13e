/** What a text of PEM certificates holds, told from its armour alone; whether each can be trusted is main's to say. */
export interface Authorities {
  readonly count: number
  /** Why it can't be saved; null when it can. */
  readonly problem: string | null
}

const block = /-----BEGIN ([A-Z0-9 ]+)-----\r?\n([\s\S]*?)-----END \1-----/g
const base64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/

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
  const damaged = blocks.findIndex(([, , body = '']) => !base64.test(body))
  if (damaged !== -1) return { count: 0, problem: `Certificate ${damaged + 1} is damaged: its lines are not base64.` }
  const begun = text.match(/-----BEGIN /g)?.length ?? 0
  if (begun > blocks.length) return { count: 0, problem: 'The last certificate has no END line.' }
  return { count: blocks.length, problem: null }
}
