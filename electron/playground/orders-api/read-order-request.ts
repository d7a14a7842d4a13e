import type { IncomingMessage } from 'node:http'
import * as z from 'zod'
import { Refusal } from './problem.ts'
import { readJson } from './read-json.ts'

const orderRequest = z.strictObject({ sku: z.string().min(1).max(40), quantity: z.number().int().min(1).max(100) })

/** Reads and checks `{ sku, quantity }`. Throws 415, 413, 400 or 422 with what is wrong. */
export async function readOrderRequest(request: IncomingMessage): Promise<z.infer<typeof orderRequest>> {
  const parsed = orderRequest.safeParse(await readJson(request))
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }))
  throw invalidOrder('An order is { "sku": text, "quantity": 1 to 100 }.', errors)
}

export const invalidOrder = (detail: string, errors: readonly { field: string; message: string }[]): Refusal =>
  new Refusal({ status: 422, code: 'invalid_order', title: 'The order is not valid', detail, extra: { errors } })
