import { isOddSignature, isWholeObject, lastPartLengths, readJoseHeader, type JoseHeader } from './jose-lengths.ts'
import type { ReadToken, Reading } from './reading.ts'

const oneLine = /[A-Za-z0-9_-]*={0,2}/y
const sloppy = /[A-Za-z0-9_+/-]*={0,2}/y
/** A line break within a token, with what an editor, a mail or a language puts around it. */
const wrap = /[ \t]{0,40}[\\=]?["'`]?[ \t]{0,8}[+.]?[ \t]{0,8}\r?\n[ \t>|*#]{0,40}(?:\+[ \t]{0,8})?["'`]?/y
const gap = /[ \t\u00a0]{1,8}/y
const disclosures = /[A-Za-z0-9_.=~-]*/y
const restOfLine = /[A-Za-z0-9_.~=-]+(?=["'`]?[,;)]{0,3}[ \t]{0,8}[\\+=]?[ \t]{0,8}(?:\r?\n|$))/y

const longestHeader = 32_768

const endAt = (pattern: RegExp, text: string, from: number): number => {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : from
}

/** Reads the token whose header begins at `from`: JWS, JWE, SD-JWT (RFC 9901 §4). null: it is none. */
export function readJose(text: string, from: number, reading: Reading): ReadToken | null {
  let at = from
  let lines = 1
  let gaps = 0
  let lineBegan = from
  let firstWidth = 0

  /** Where the token goes on behind a line break or a gap; null: it does not. */
  function continued(isGapAllowed: boolean): number | null {
    if (reading.budget <= 0) return null
    const behindWrap = endAt(wrap, text, at)
    if (behindWrap > at && /[A-Za-z0-9_.~-]/.test(text[behindWrap] ?? '')) return behindWrap
    const behindGap = isGapAllowed ? endAt(gap, text, at) : at
    return behindGap > at && /[A-Za-z0-9_.-]/.test(text[behindGap] ?? '') ? behindGap : null
  }

  function goTo(next: number): void {
    if (text.slice(at, next).includes('\n')) {
      if (lines === 1) firstWidth = at - from
      lines += 1
      lineBegan = next
    } else gaps += 1
    at = next
  }

  /** One part, up to its dot. `isWhole` tells whether what was read so far needs nothing more. */
  function part(isWhole: (read: string) => boolean, longest: number): string {
    let read = ''
    for (;;) {
      let end = endAt(oneLine, text, at)
      if (/[+/]/.test(text[end] ?? '') && reading.budget > 0) {
        end = endAt(sloppy, text, at)
        reading.budget -= end - at
      }
      read += text.slice(at, end)
      at = end
      if (text[at] === '.' || read.length > longest) return read
      const next = continued(true)
      if (next === null || (isWhole(read) && text[next] !== '.')) return read
      reading.budget -= read.length + 64
      goTo(next)
      if (text[at] === '.') return read
    }
  }

  /** The last part, whose end nothing marks: over a line break only as far as its length says, or the lines are as wide. */
  function lastPart(lengths: readonly number[] | null): string {
    let read = ''
    for (;;) {
      const begin = at
      at = endAt(oneLine, text, at)
      read += text.slice(begin, at)
      const next = lengths?.includes(read.length) === true ? null : continued(read === '')
      if (next === null) return read
      if (read === '' && !text.slice(at, next).includes('\n')) {
        goTo(next)
        continue
      }
      const more = endAt(restOfLine, text, next) - next
      const fits =
        lengths === null
          ? at - lineBegan >= Math.max(40, firstWidth - 2)
          : lengths.some((each) => read.length + more <= each)
      const isNextToken = text.startsWith('ey', next)
      if (more === 0 || !fits || isNextToken) return read
      reading.budget -= read.length + 64
      goTo(next)
    }
  }

  /** The disclosures of an SD-JWT, and the key binding at its end. */
  function disclosed(): string {
    let read = ''
    while (text[at] === '~') {
      const end = endAt(disclosures, text, at)
      read += text.slice(at, end)
      at = end
      const next = continued(false)
      if (next === null || text[next] !== '~') break
      reading.budget -= 64
      goTo(next)
    }
    return read.replace(/\.$/, '')
  }

  const headerText = part((read) => readJoseHeader(read) !== null, longestHeader)
  const header = headerOf(headerText, reading)
  if (header === null) return null
  const did = (): string[] => [
    ...(lines > 1 ? [`Joined over ${lines} lines.`] : []),
    ...(gaps > 0 ? ['Spaces within it were taken out.'] : []),
  ]
  if (text[at] !== '.') return null
  at += 1
  if ('enc' in header) {
    const middle: string[] = []
    for (let index = 0; index < 3; index += 1) {
      middle.push(part(() => false, Number.MAX_SAFE_INTEGER))
      if (text[at] !== '.') return { text: [headerText, ...middle].join('.'), to: at, did: [...did(), cutInside] }
      at += 1
    }
    const tag = lastPart(lastPartLengths(header))
    return { text: [headerText, ...middle, tag].join('.'), to: at, did: did() }
  }
  const payload = part(isWholeObject, Number.MAX_SAFE_INTEGER)
  if (text[at] !== '.') {
    // Written as an unsigned one, so that what is there can be read.
    const cut = isWholeObject(payload) ? cutBeforeSignature : cutInClaims
    return payload === '' ? null : { text: `${headerText}.${payload}.`, to: at, did: [...did(), cut] }
  }
  at += 1
  const lengths = lastPartLengths(header)
  const signature = lastPart(lengths)
  const isCut =
    (lengths !== null && signature.length < Math.min(...lengths)) || /^(?:…|\.\.\.)/.test(text.slice(at, at + 3))
  const isOdd = isOddSignature(header, signature.length)
  const signed = `${headerText}.${payload}.${signature}`
  return {
    text: `${signed}${disclosed()}`,
    to: at,
    did: [...did(), ...(isCut ? [cutInSignature] : isOdd ? [oddSignature] : [])],
  }
}

const mostHeaders = 200

function headerOf(text: string, { headers }: Reading): JoseHeader | null {
  const known = headers.get(text)
  if (known !== undefined) return known
  const header = readJoseHeader(text)
  if (headers.size < mostHeaders && text.length < 4096) headers.set(text, header)
  return header
}

export const cutInHeader =
  'It begins like a JWT, and is cut off in its header: nothing of it can be read. Copy it whole.'
const cutInClaims = 'Cut off: it ends in the claims, so only its header can be read.'
const cutBeforeSignature = 'Cut off: it ends before the signature.'
const cutInSignature = 'Cut off: it ends in the signature, which is shorter than its algorithm makes it.'
const oddSignature = 'Its signature has a length that no usual key makes: it may be cut off. Copy it whole.'
const cutInside = 'Cut off: parts of the encrypted token are missing.'
