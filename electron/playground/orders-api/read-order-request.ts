import type { IncomingMessage } from 'node:http'
import * as z from 'zod'
import { readBody } from '../read-body.ts'
import { Refusal } from './problem.ts'

const limitBytes = 64 * 1024
const orderRequest = z.strictObject({ sku: z.string().min(1).max(40), quantity: z.number().int().min(1).max(100) })

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : 'The body is not JSON.'
    throw new Refusal({ status: 400, code: 'invalid_json', title: 'The body is not JSON', detail })
  }
}

/** Reads and checks `{ sku, quantity }`. Throws 415, 413, 400 or 422 with what is wrong. */
export async function readOrderRequest(request: IncomingMessage): Promise<z.infer<typeof orderRequest>> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    const detail = 'Send the order as application/json.'
    throw new Refusal({ status: 415, code: 'unsupported_media_type', title: 'Unsupported media type', detail })
  }
  const text = await readBody(request, limitBytes)
  if (text === null) {
    throw new Refusal({
      status: 413,
      code: 'body_too_large',
      title: 'The body is too large',
      detail: `An order has at most ${limitBytes} bytes.`,
      headers: { connection: 'close' },
    })
  }
  const parsed = orderRequest.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }))
  throw invalidOrder('An order is { "sku": text, "quantity": 1 to 100 }.', errors)
}

export const invalidOrder = (detail: string, errors: readonly { field: string; message: string }[]): Refusal =>
  new Refusal({ status: 422, code: 'invalid_order', title: 'The order is not valid', detail, extra: { errors } })
