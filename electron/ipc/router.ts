import * as z from 'zod'
import { channels, type RequestOf, type ResponseOf } from '../contract/channels.ts'
import type { Reply } from '../contract/failures.ts'
import { channelNames, type ChannelName } from '../contract/names.ts'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import { inSlices } from '../domain/slices/in-slices.ts'
import { toFailure, type ReportBug } from './to-failure.ts'
import { isTrustedSender, type SenderFacts } from './trusted-sender.ts'

export type Handlers = { [C in ChannelName]: (request: RequestOf<C>) => ResponseOf<C> | Promise<ResponseOf<C>> }
/** The handlers of the channels that begin with a word: `HandlersOf<'vault'>`. */
export type HandlersOf<Feature extends string> = Pick<Handlers, Extract<ChannelName, `${Feature}.${string}`>>

type Schemas = { [C in ChannelName]: { request: z.ZodType<RequestOf<C>>; response: z.ZodType<ResponseOf<C>> } }
const schemas: Schemas = channels

const isChannelName = (text: unknown): text is ChannelName => channelNames.some((name) => name === text)

/** Throws for a reply that the schema refuses. A list is parsed in slices: it may be of any length. */
async function parseReply<Response>(schema: z.ZodType<Response>, reply: unknown): Promise<Response> {
  if (!(schema instanceof z.ZodArray) || (schema.def.checks ?? []).length > 0 || !Array.isArray(reply)) {
    return schema.parse(reply)
  }
  const { element } = schema.def
  const parsed: unknown = await inSlices(reply, (each) => z.parse(element, each))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema is this array's, and parsed each element
  return parsed as Response
}

export interface RouterParts {
  readonly handlers: Handlers
  readonly appOrigin: string
  readonly reportBug: ReportBug
}

export type Route = (sender: SenderFacts, channel: unknown, payload: unknown) => Promise<Reply<unknown>>

/** Sender, name, request, handler, response: in that order, for every message, with no way round. */
export function createRouter({ handlers, appOrigin, reportBug }: RouterParts): Route {
  async function run<C extends ChannelName>(channel: C, payload: unknown): Promise<ResponseOf<C>> {
    const schema = schemas[channel]
    const request = schema.request.safeParse(payload)
    if (!request.success) {
      const problems = request.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
      throw new ClaimcheckError('input.invalid', { problems })
    }
    // Strict response schemas make an accidental extra field (a token, say) a bug in a test, not a leak.
    return parseReply(schema.response, await handlers[channel](request.data))
  }

  return async function route(sender, channel, payload) {
    try {
      if (!isTrustedSender(sender, appOrigin)) {
        throw new Error(`refused a message from ${sender.frameOrigin ?? 'nowhere'}`)
      }
      if (!isChannelName(channel)) throw new Error(`refused the unknown channel ${String(channel).slice(0, 60)}`)
      return { ok: true, value: await run(channel, payload) }
    } catch (thrown) {
      return { ok: false, failure: toFailure(thrown, reportBug) }
    }
  }
}
