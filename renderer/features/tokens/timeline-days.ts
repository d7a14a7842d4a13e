import type { TokenEvent } from '@contract/tokens'
import { formatDay } from '../../text/times.ts'

interface TimelineDay {
  readonly name: string
  readonly events: readonly TokenEvent[]
}

/** Events, the newest first, by the days of this machine's calendar. */
export function daysOf(events: readonly TokenEvent[], now: Date): readonly TimelineDay[] {
  const days: { readonly name: string; readonly events: TokenEvent[] }[] = []
  for (const event of events) {
    const name = formatDay(new Date(event.at), now)
    const day = days.at(-1)
    if (day?.name === name) day.events.push(event)
    else days.push({ name, events: [event] })
  }
  return days
}
