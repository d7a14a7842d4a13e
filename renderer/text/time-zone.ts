import { useSyncExternalStore } from 'react'

/** Whose clock the times of tokens are told by. */
export type TimeZone = 'local' | 'utc'

const key = 'times-of-tokens'
const listeners = new Set<() => void>()

const remembered = (): TimeZone => (window.localStorage.getItem(key) === 'utc' ? 'utc' : 'local')

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** The choice of this window, which is remembered over a restart; every time on the page changes with it. */
export function useTimeZone(): TimeZone {
  return useSyncExternalStore(subscribe, remembered)
}

export function chooseTimeZone(zone: TimeZone): void {
  window.localStorage.setItem(key, zone)
  for (const listener of listeners) listener()
}
