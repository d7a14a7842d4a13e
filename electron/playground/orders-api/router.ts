import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { sendProblem, type Exchange } from './exchange.ts'
import { Refusal } from './problem.ts'

export interface Route {
  readonly method: 'GET' | 'POST'
  /** A path; `{id}` stands for one segment, `{rest}` for all that follows. */
  readonly path: string
  readonly answer: (exchange: Exchange) => Promise<void> | void
}

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace('{id}', '(?<id>[^/]+)').replace('{rest}', '(?<rest>.+)')}$`)

export interface RouterParts {
  /** What answers are dated with, too: the API says the time that it judges tokens by (RFC 9110 §6.6.1). */
  readonly now: () => Date
  readonly reportFault: (thrown: unknown) => void
  /** The last word on a refusal, with what only the request can tell. */
  readonly refine: (refusal: Refusal, request: IncomingMessage) => Refusal
}

/** Finds the route, runs it, and turns what it throws into a problem: a refusal as it is, anything else as a 500. */
export function createRouter(routes: readonly Route[], { now, reportFault, refine }: RouterParts): RequestListener {
  const table = routes.map((route) => ({ ...route, pattern: patternOf(route.path) }))

  async function run(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const here = table.filter(({ pattern }) => pattern.test(pathname))
    const allowed = here.map(({ method }) => method)
    if (here.length === 0) {
      const detail = `There is nothing at ${pathname}.`
      throw new Refusal({ status: 404, code: 'not_found', title: 'Not found', detail })
    }
    const route = here.find(({ method }) => method === request.method)
    if (route === undefined) {
      throw new Refusal({
        status: 405,
        code: 'method_not_allowed',
        title: 'Method not allowed',
        detail: `Use ${allowed.join(' or ')} here.`,
        headers: { allow: allowed.join(', ') },
      })
    }
    const { id, rest } = route.pattern.exec(pathname)?.groups ?? {}
    await route.answer({ request, response, query: searchParams, id: id ?? rest ?? '' })
  }

  return (request, response) => {
    response.setHeader('date', now().toUTCString())
    run(request, response).catch((thrown: unknown) => {
      if (thrown instanceof Refusal) return sendProblem(response, refine(thrown, request).problem)
      // A client that went away in the middle is no fault of ours.
      if (request.destroyed && !request.complete) return
      reportFault(thrown)
      if (response.headersSent) return void response.destroy()
      const detail = 'The demo API has a bug. The app’s log has more.'
      sendProblem(response, { status: 500, code: 'internal_error', title: 'Internal error', detail })
    })
  }
}
