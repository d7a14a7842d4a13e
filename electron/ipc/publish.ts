import { events, type EventPayload } from '../contract/channels.ts'
import type { EventName } from '../contract/names.ts'

/** Tells the window that something happened. */
export type Publish = <E extends EventName>(event: E, payload: EventPayload<E>) => void

/** Parses every payload with its strict schema first: an event is as closed as a reply. */
export const createPublish =
  (deliver: (event: EventName, payload: unknown) => void): Publish =>
  (event, payload) =>
    deliver(event, events[event].parse(payload))
