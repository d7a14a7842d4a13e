import type { Bridge } from '@contract/bridge'
import type { EventPayload, RequestOf, ResponseOf } from '@contract/channels'
import type { Failure } from '@contract/failures'
import type { ChannelName, EventName } from '@contract/names'

/** Carries a Failure through code that speaks in promises (query hooks, error boundaries). */
export class FailureError extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.code)
    this.failure = failure
  }
}

export interface BridgeClient {
  readonly ask: <C extends ChannelName>(channel: C, request: RequestOf<C>) => Promise<ResponseOf<C>>
  readonly on: <E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void) => () => void
}

/** Turns replies into values and thrown failures. */
export const createBridgeClient = (bridge: Bridge): BridgeClient => ({
  async ask(channel, request) {
    const reply = await bridge.call(channel, request)
    if (reply.ok) return reply.value
    throw new FailureError(reply.failure)
  },
  on: (event, listener) => bridge.on(event, listener),
})
