import { jsonProblem } from '../../../text/json-problem.ts'

/** What keeps text from being a JSON object; {{variables}} count as values. */
export function jsonObjectProblem(text: string): string | null {
  if (text.trim() === '') return null
  const problem = jsonProblem(text)
  if (problem !== null) return `Line ${problem.line}: ${problem.message}`
  return text.trim().startsWith('{') ? null : 'Write a JSON object: { "name": "value" }'
}
