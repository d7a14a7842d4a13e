import { createBreathe } from './breathe.ts'

// One record to a line: still JSON, and yet it can be read in slices. No text within JSON has a line feed as such, so
// whatever stands in a record, a line feed is the end of its line.
const lineFeed = 0x0a
const listStart = Buffer.from('"records":[', 'latin1')
const nextList = Buffer.from('],"superseded":[', 'latin1')
const listsEnd = Buffer.from('],', 'latin1')

/** What is parsed without a pause. */
const bytesAtOnce = 256 * 1024

/** Where the lines begin and end, without their line feeds. */
function linesOf(body: Buffer): readonly Buffer[] {
  const lines: Buffer[] = []
  for (let begin = 0; ;) {
    const end = body.indexOf(lineFeed, begin)
    if (end === -1) return [...lines, body.subarray(begin)]
    lines.push(body.subarray(begin, end))
    begin = end + 1
  }
}

/** The values of lines that follow each other; all but the last end with a comma. */
async function valuesOf(lines: readonly Buffer[]): Promise<unknown[]> {
  const breathe = createBreathe()
  const values: unknown[] = []
  for (let begin = 0; begin < lines.length;) {
    let bytes = 0
    let end = begin
    while (end < lines.length && bytes < bytesAtOnce) bytes += lines[end++]?.length ?? 0
    const text = Buffer.concat(lines.slice(begin, end)).toString('utf8')
    const isLast = end === lines.length
    if (!isLast && !text.endsWith(',')) throw new SyntaxError('two records without a comma between them')
    const parsed: unknown = JSON.parse(`[${isLast ? text : text.slice(0, -1)}]`)
    if (!Array.isArray(parsed)) throw new SyntaxError('records are no list')
    values.push(...parsed)
    begin = end
    await breathe(bytes)
  }
  return values
}

/**
 * What `JSON.parse` makes of a vault whose records have a line each, without holding anybody up. null: it is not
 * written so, or is no JSON.
 */
export async function readLines(body: Buffer): Promise<unknown> {
  const lines = linesOf(body)
  const [first] = lines
  const last = lines.at(-1)
  const next = lines.findIndex((line) => line.equals(nextList))
  if (first === undefined || last === undefined || next === -1 || next === lines.length - 1) return null
  if (!first.subarray(-listStart.length).equals(listStart) || !last.subarray(0, listsEnd.length).equals(listsEnd)) {
    return null
  }
  try {
    const rest: unknown = JSON.parse(Buffer.concat([first, nextList, last]).toString('utf8'))
    if (typeof rest !== 'object' || rest === null) return null
    const records = await valuesOf(lines.slice(1, next))
    return { ...rest, records, superseded: await valuesOf(lines.slice(next + 1, -1)) }
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
