import { isRecord } from '../json/is-record.ts'
import { otherWork } from './in-slices.ts'

/** Written in about a millisecond. */
const charactersAtOnce = 128 * 1024

function* slicesOf(text: string): Generator<string> {
  for (let begin = 0; begin < text.length;) {
    const end = begin + charactersAtOnce
    // Of a character in two halves both go into the same slice: alone, a half is written as an escape.
    const last = text.charCodeAt(end - 1)
    const slice = text.slice(begin, last >= 0xd800 && last <= 0xdbff ? end + 1 : end)
    yield slice
    begin += slice.length
  }
}

function* piecesOf(value: unknown): Generator<string> {
  if (typeof value === 'string' && value.length > charactersAtOnce) {
    yield '"'
    for (const slice of slicesOf(value)) yield JSON.stringify(slice).slice(1, -1)
    yield '"'
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      yield index === 0 ? '[' : ','
      yield* piecesOf(item)
    }
    yield value.length === 0 ? '[]' : ']'
  } else if (isRecord(value)) {
    const entries = Object.entries(value).filter(([, field]) => field !== undefined)
    for (const [index, [name, field]] of entries.entries()) {
      yield `${index === 0 ? '{' : ','}${JSON.stringify(name)}:`
      yield* piecesOf(field)
    }
    yield entries.length === 0 ? '{}' : '}'
  } else {
    yield JSON.stringify(value ?? null)
  }
}

/**
 * What `JSON.stringify` makes of plain objects, lists and primitives, in UTF-8. Everything else in the process has its
 * turn in between, however long a text in it is.
 */
export async function jsonInSlices(value: unknown): Promise<Buffer> {
  const parts: Buffer[] = []
  let waiting = ''
  for (const piece of piecesOf(value)) {
    waiting += piece
    if (waiting.length < charactersAtOnce) continue
    parts.push(Buffer.from(waiting, 'utf8'))
    waiting = ''
    await otherWork()
  }
  return Buffer.concat([...parts, Buffer.from(waiting, 'utf8')])
}
