import type { TraceEntry } from '@contract/sign-in'
import { visibleText } from './visible-characters.ts'

/** The answer's body as it came, where it was not what was expected: main keeps it under this name. */
export const rawBodyField = 'body'

const fieldLines = (fields: TraceEntry['requestFields'], mark: string): string[] =>
  fields.map(([name, value]) => `  ${mark} ${name}: ${value.split('\n').map(visibleText).join('\n      ')}`)

function entryLines(entry: TraceEntry, place: number): string[] {
  const { title, method, url, requestFields, status, answerFields, problem, durationMs, at } = entry
  const took = durationMs === null ? '' : `, ${Math.round(durationMs)} ms`
  return [
    `${place}. ${visibleText(title)} (${at}${took})`,
    `  ${visibleText(method)} ${visibleText(url)}`,
    ...fieldLines(requestFields, '>'),
    `  ${status === null ? 'no answer' : `answered ${status}`}`,
    ...fieldLines(answerFields, '<'),
    ...(problem === null ? [] : [`  FAILED: ${visibleText(problem)}`]),
  ]
}

/** A trace as plain text for a bug report. Its secrets were replaced before it came to the window. */
export const traceText = (heading: string, entries: readonly TraceEntry[]): string =>
  [heading, ...entries.flatMap((entry, index) => ['', ...entryLines(entry, index + 1)])].join('\n')
