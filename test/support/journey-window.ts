import type { Bridge } from '../../electron/contract/bridge.ts'
import type { EventPayload, RequestOf, ResponseOf } from '../../electron/contract/channels.ts'
import type { Failure, Reply } from '../../electron/contract/failures.ts'
import type { ChannelName, EventName } from '../../electron/contract/names.ts'
import type { Route } from '../../electron/ipc/router.ts'
import { buildBridge } from '../../electron/preload/build-bridge.ts'

export const journeyOrigin = 'app://claimcheck'
const ourWindow = { frameOrigin: journeyOrigin, isTopFrame: true, isOurWindow: true }

/** The window's end of a journey: speaks through the real bridge, and every message is cloned as between processes. */
export function aJourneyWindow(route: () => Route) {
  const replies: { channel: ChannelName; reply: unknown }[] = []
  const events: { event: EventName; payload: unknown }[] = []
  const listeners = new Map<EventName, Set<(payload: never) => void>>()

  const wire: Bridge = {
    async call<C extends ChannelName>(channel: C, request: RequestOf<C>) {
      const reply = structuredClone(await route()(ourWindow, channel, structuredClone(request)))
      replies.push({ channel, reply })
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the router has parsed it with its schema
      return reply as Reply<ResponseOf<C>>
    },
    on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void) {
      const known = listeners.get(event) ?? new Set()
      listeners.set(event, known.add(listener))
      return () => void known.delete(listener)
    },
  }
  const bridge = buildBridge(wire)

  return {
    ...{ bridge, replies, events },
    deliver: (event: EventName, payload: unknown): void => {
      const arrived: unknown = structuredClone(payload)
      events.push({ event, payload: arrived })
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- published through its schema
      for (const listener of listeners.get(event) ?? []) listener(arrived as never)
    },
    ask: async <C extends ChannelName>(channel: C, request: RequestOf<C>): Promise<ResponseOf<C>> => {
      const reply = await bridge.call(channel, request)
      if (reply.ok) return reply.value
      throw new Error(`${channel} failed: ${JSON.stringify(reply.failure)}`)
    },
    failureOf: async <C extends ChannelName>(channel: C, request: RequestOf<C>): Promise<Failure> => {
      const reply = await bridge.call(channel, request)
      if (!reply.ok) return reply.failure
      throw new Error(`${channel} did not fail`)
    },
  }
}
