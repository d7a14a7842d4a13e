import type { IncomingMessage, ServerResponse } from 'node:http'
import { problemBody, type Problem, type ProblemHeaders } from './problem.ts'

/** One request being answered, in the terms that the routes speak. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly query: URLSearchParams
  /** What stood in the place of `{id}` or `{rest}`. */
  readonly id: string
}

export function sendJson(response: ServerResponse, status: number, body: unknown, headers: ProblemHeaders = {}): void {
  const bytes = Buffer.from(`${JSON.stringify(body, null, 2)}\n`)
  const all = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(bytes.length),
    'cache-control': 'no-store',
    ...headers,
  }
  for (const [name, value] of Object.entries(all)) response.setHeader(name, value)
  response.statusCode = status
  response.end(bytes)
}

export const sendProblem = (response: ServerResponse, problem: Problem): void =>
  sendJson(response, problem.status, problemBody(problem), {
    'content-type': 'application/problem+json',
    ...problem.headers,
  })
