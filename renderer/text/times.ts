const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
// Rounded: a day of 23 or 25 hours is still one day.
const daysBetween = (from: Date, to: Date) => Math.round((midnight(to) - midnight(from)) / dayMs)
const dateOf = (instant: Date) =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' }).format(instant)
const twoDigits = (value: number) => String(value).padStart(2, '0')

/** `22:51:07`, local time, always 24 hours: it stands beside token times that are compared by eye. */
export function formatClock(instant: Date): string {
  return [instant.getHours(), instant.getMinutes(), instant.getSeconds()].map(twoDigits).join(':')
}

/** `22:54:52` beside an instant of the same day, else with its date: `22:54:52 on 3 Nov 2026`. */
export function formatClockBeside(instant: Date, other: Date): string {
  return midnight(instant) === midnight(other) ? formatClock(instant) : `${formatClock(instant)} on ${dateOf(instant)}`
}

/** `Today`, `Yesterday`, `Tue 3 Nov 2026`. */
export function formatDay(instant: Date, now: Date): string {
  const days = daysBetween(now, instant)
  if (days === 0) return 'Today'
  if (days === -1) return 'Yesterday'
  return `${new Intl.DateTimeFormat('en-GB', { weekday: 'short' }).format(instant)} ${dateOf(instant)}`
}

/** For lists, where seconds would only flicker: `just now`, `5 min ago`, `2 h ago`, `3 d ago`. */
export function formatAgo(instant: Date, now: Date): string {
  const agoMs = now.getTime() - instant.getTime()
  if (agoMs < minuteMs) return 'just now'
  if (agoMs < hourMs) return `${Math.floor(agoMs / minuteMs)} min ago`
  if (agoMs < dayMs) return `${Math.floor(agoMs / hourMs)} h ago`
  return `${Math.floor(agoMs / dayMs)} d ago`
}

/** `22:54:52 today`, `22:54:52 tomorrow`, `22:54:52 on 3 Nov 2026`. */
export function formatMoment(instant: Date, now: Date): string {
  const days = daysBetween(now, instant)
  const clock = formatClock(instant)
  if (days === 0) return `${clock} today`
  if (days === 1) return `${clock} tomorrow`
  if (days === -1) return `${clock} yesterday`
  return `${clock} on ${dateOf(instant)}`
}

/** `2026-11-22 22:54:52 UTC`: what stands in logs, and is the same for everybody. */
export function formatUtc(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** For a narrow column: `04:15` below an hour, `2 h 05` below a day, `9 d` above. Never below zero. */
export function formatCountdown(leftMs: number): string {
  const left = Math.max(0, leftMs)
  if (left < hourMs)
    return `${twoDigits(Math.floor(left / minuteMs))}:${twoDigits(Math.floor((left % minuteMs) / secondMs))}`
  if (left < dayMs) return `${Math.floor(left / hourMs)} h ${twoDigits(Math.floor((left % hourMs) / minuteMs))}`
  return `${Math.floor(left / dayMs)} d`
}

const pair = (large: number, largeUnit: string, small: number, smallUnit: string) =>
  small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`

/** In words, two units at most: `4 min 15 s`, `2 h 5 min`, `3 d 4 h`. */
export function formatSpan(spanMs: number): string {
  const span = Math.abs(spanMs)
  if (span < minuteMs) return `${Math.floor(span / secondMs)} s`
  if (span < hourMs) return pair(Math.floor(span / minuteMs), 'min', Math.floor((span % minuteMs) / secondMs), 's')
  if (span < dayMs) return pair(Math.floor(span / hourMs), 'h', Math.floor((span % hourMs) / minuteMs), 'min')
  return pair(Math.floor(span / dayMs), 'd', Math.floor((span % dayMs) / hourMs), 'h')
}

/** `in 4 min 15 s` or `2 h ago`. */
export function formatRelative(instant: Date, now: Date): string {
  const differenceMs = instant.getTime() - now.getTime()
  if (Math.abs(differenceMs) < secondMs) return 'now'
  return differenceMs > 0 ? `in ${formatSpan(differenceMs)}` : `${formatSpan(differenceMs)} ago`
}

/** How long something took: `0.4 ms`, `38 ms`, `1.24 s`, `2 min 5 s`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 9.95) return `${Math.round(durationMs * 10) / 10} ms`
  if (durationMs < secondMs) return `${Math.round(durationMs)} ms`
  if (durationMs < minuteMs) return `${(durationMs / secondMs).toFixed(2)} s`
  return formatSpan(durationMs)
}
