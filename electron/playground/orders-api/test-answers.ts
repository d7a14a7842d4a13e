import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { sendJson, type Exchange } from './exchange.ts'
import { Refusal } from './problem.ts'
import { catalogue } from './seeded-orders.ts'

const longestMs = 60_000
const largestKb = 50 * 1024

/** A whole number out of the query, within bounds. Throws 400 for anything else. */
function readNumber(query: URLSearchParams, name: string, otherwise: number, most: number): number {
  const text = query.get(name)
  if (text === null) return otherwise
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN
  if (value <= most) return value
  const detail = `${name} is a whole number from 0 to ${most}.`
  throw new Refusal({ status: 400, code: 'invalid_query', title: 'The query is not valid', detail })
}

/** Answers after `ms` milliseconds (1000 by default, a minute at most): to try time-outs and cancelling with. */
export function answerSlowly({ response, query }: Exchange): void {
  const waitedMs = readNumber(query, 'ms', 1000, longestMs)
  const timer = setTimeout(() => sendJson(response, 200, { waitedMs }), waitedMs)
  response.once('close', () => clearTimeout(timer))
}

function* recordsOf(limitBytes: number): Generator<string> {
  const skus = [...catalogue.keys()]
  let bytes = 2
  for (let number = 1; ; number++) {
    const sku = skus[number % skus.length]
    const record = { id: `rec_${number}`, sku, quantity: (number % 9) + 1, note: `Parcel ${number} of the harvest run` }
    const text = `${number === 1 ? '[' : ',\n '}${JSON.stringify(record)}`
    bytes += text.length
    if (bytes > limitBytes && number > 1) return yield ']\n'
    yield text
  }
}

/** Small pieces make small packets; so they are gathered to 64 kB. */
function* gathered(pieces: Iterable<string>): Generator<string> {
  let held = ''
  for (const piece of pieces) {
    held += piece
    if (held.length < 65_536) continue
    yield held
    held = ''
  }
  yield held
}

/** Streams a JSON array of about `kb` kilobytes (1024 by default, 50 MB at most), the same each time. */
export function answerLargely({ response, query }: Exchange): void {
  const limitBytes = readNumber(query, 'kb', 1024, largestKb) * 1024
  stream(response, gathered(recordsOf(limitBytes)))
}

function stream(response: ServerResponse, pieces: Iterable<string>): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  const source = Readable.from(pieces, { objectMode: false, highWaterMark: 262_144 })
  // A reader that leaves early ends the source too, so nothing is made that nobody takes.
  response.once('close', () => source.destroy())
  source.pipe(response)
}
