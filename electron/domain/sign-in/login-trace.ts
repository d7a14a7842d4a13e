import type { TraceEntry } from '../../contract/sign-in.ts'
import { isNamed, type HeaderLine, type WireRequest } from '../requests/wire-request.ts'
import type { WholeAnswer } from '../requests/whole-exchange.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import type { FilledLogin, LoginValues } from './fill-login-request.ts'
import { kindInWords, longestName } from './json-path.ts'
import { createRedactor, type Redactor } from './redact.ts'

const mostFields = 40
const longestSaid = 300
// Names under which servers say in words what is wrong.
const wordy = /^(?:error|errors|error_?description|message|msg|detail|details|title|reason|code|status|type)$/i

/** A redactor that knows what the login sends, in each of the spellings in which an answer may repeat it. */
export function redactorFor({ password, token, refreshToken }: LoginValues): Redactor {
  const redactor = createRedactor()
  for (const secret of [password, token, refreshToken]) {
    const value = secret?.reveal()
    if (value === undefined) continue
    for (const spelling of [value, JSON.stringify(value).slice(1, -1), Buffer.from(value).toString('base64')]) {
      redactor.hide(spelling)
      // A name that repeats it is cut before it gets here.
      if (spelling.length > longestName) redactor.hide(spelling.slice(0, longestName))
    }
  }
  return redactor
}

interface Leaf {
  readonly path: string
  readonly name: string
  readonly value: unknown
}

// Answers nest a few levels; what is deeper, or further on in a list, is not gone through.
const deepest = 20
const mostOfEach = 20

/** The values of a JSON answer that hold no others, each with its place. */
function leavesOf(value: unknown, path: string, name: string, depth = 0): Leaf[] {
  if (typeof value !== 'object' || value === null || depth > deepest) return [{ path, name, value }]
  return Object.entries(value)
    .slice(0, mostOfEach)
    .flatMap(([key, inner]) =>
      Array.isArray(value)
        ? leavesOf(inner, `${path}[${key}]`, name, depth + 1)
        : leavesOf(inner, `${path}.${key}`, key, depth + 1),
    )
}

/** Kind and length. Words are quoted only of a refusal, which has no token in it. */
function shownLeaf({ path, name, value }: Leaf, isRefusal: boolean, redactor: Redactor): [string, string] {
  if (typeof value !== 'string') return [redactor.text(path), kindInWords(value)]
  const isQuoted = isRefusal && wordy.test(name)
  return [redactor.text(path), isQuoted ? redactor.text(value) : `a text of ${value.length} characters`]
}

function shownHeader([name, value]: HeaderLine, redactor: Redactor): [string, string] {
  if (!isNamed(name, 'set-cookie')) return redactor.field(name, value)
  const [pair = '', ...attributes] = value.split(';')
  const shown = [`${pair.split('=', 1)[0]}=[secret]`, ...attributes].join(';')
  return [name, redactor.text(shown)]
}

// The rest tells nothing of a login.
const tellingHeader = /^(?:content-type|location|set-cookie|www-authenticate|date|retry-after|x-.*|authorization)$/i
/** Headers of a server's own may hold the very token. */
const isPlainHeader = /^(?:content-type|location|www-authenticate|date|retry-after)$/i

function shownAnswer(answer: Extract<WholeAnswer, { kind: 'answered' }>, redactor: Redactor): [string, string][] {
  const headers = answer.headers
    .filter(([name]) => tellingHeader.test(name))
    .map(([name, value]): [string, string] =>
      isPlainHeader.test(name) || isNamed(name, 'set-cookie')
        ? shownHeader([name, isNamed(name, 'location') ? redactor.url(value) : value], redactor)
        : [name, `a text of ${value.length} characters`],
    )
  const text = Buffer.from(answer.body).toString('utf8')
  const json = parseJsonOrNull(text)
  const body: [string, string][] =
    json !== null && typeof json === 'object'
      ? leavesOf(json, '$', '')
          .slice(0, mostFields)
          .map((leaf) => shownLeaf(leaf, answer.status >= 400, redactor))
      : [['body', text === '' ? 'empty' : `a text of ${text.length} characters`]]
  return [...headers, ...body].slice(0, mostFields)
}

/** One request of a login and its answer, for the trace: no password, no token, no cookie's value. */
export function loginTraceEntry(
  { request, shown }: { request: WireRequest; shown: FilledLogin['shown'] },
  answer: WholeAnswer,
  told: { readonly title: string; readonly startedAt: Date; readonly endedAt: Date; readonly redactor: Redactor },
): TraceEntry {
  const { redactor, title, startedAt, endedAt } = told
  return {
    at: startedAt.toISOString(),
    title,
    method: request.method,
    url: redactor.url(shown.url),
    requestFields: shown.fields.map(([name, value]) => redactor.field(name, value)),
    status: answer.kind === 'answered' ? answer.status : null,
    answerFields: answer.kind === 'answered' ? shownAnswer(answer, redactor) : [],
    problem: answer.kind === 'answered' ? null : redactor.text(answer.message),
    durationMs: Math.max(0, endedAt.getTime() - startedAt.getTime()),
  }
}

/** What a server said in place of letting anybody in: its words where it has some, never what was sent to it. */
export function saidInWords(body: string, values: LoginValues, redactor: Redactor): string {
  const { password } = values
  // A password this short would be found in ordinary words, so it can't be taken out by its value.
  if (password !== null && password.reveal().length < 4) return ''
  const json = parseJsonOrNull(body)
  const words = json === null || typeof json !== 'object' ? body.replaceAll(/<[^<>]*>/g, ' ') : wordsIn(json).join(' ')
  const said = redactor.text(words.replaceAll(/\s+/g, ' ').trim())
  return said.length > longestSaid ? `${said.slice(0, longestSaid)}…` : said
}

const wordsIn = (json: unknown): string[] =>
  leavesOf(json, '$', '').flatMap(({ name, value }) => (typeof value === 'string' && wordy.test(name) ? [value] : []))
