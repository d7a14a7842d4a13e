import type { IncomingMessage } from 'node:http'
import { readBody } from '../read-body.ts'
import { Refusal } from './problem.ts'

const limitBytes = 64 * 1024

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : 'The body is not JSON.'
    throw new Refusal({ status: 400, code: 'invalid_json', title: 'The body is not JSON', detail })
  }
}

/** The body, parsed and not looked at. Throws 415, 413 or 400 with what is wrong. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    const detail = 'Send the body as application/json.'
    throw new Refusal({ status: 415, code: 'unsupported_media_type', title: 'Unsupported media type', detail })
  }
  const text = await readBody(request, limitBytes)
  if (text === null) {
    throw new Refusal({
      status: 413,
      code: 'body_too_large',
      title: 'The body is too large',
      detail: `At most ${limitBytes} bytes are taken.`,
      headers: { connection: 'close' },
    })
  }
  return parseJson(text)
}
