import type { PlaygroundCounts } from './messages.ts'

export type Counters = { -readonly [Name in keyof PlaygroundCounts]: number }

export const createCounters = (): Counters => ({
  tokenRequests: 0,
  codes: 0,
  clientCredentials: 0,
  passwords: 0,
  devices: 0,
  devicePolls: 0,
  slowDowns: 0,
  assertions: 0,
  exchanges: 0,
  refreshes: 0,
  refusedRefreshes: 0,
  pushedRequests: 0,
  registrations: 0,
  apiRequests: 0,
})
