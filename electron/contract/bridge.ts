import type { ChannelName, EventName } from './names.ts'
import type { EventPayload, RequestOf, ResponseOf } from './channels.ts'
import type { Reply } from './failures.ts'

/** What the preload puts on the page, and all that it puts there. `on` gives back the way to stop listening. */
export interface Bridge {
  readonly call: <C extends ChannelName>(channel: C, request: RequestOf<C>) => Promise<Reply<ResponseOf<C>>>
  readonly on: <E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void) => () => void
}
