import * as z from 'zod'
import { accessTokenSeconds, signInSeconds } from '../contract/playground.ts'

const port = z.number().int().min(1).max(65_535).nullable()
const count = z.number().int().nonnegative()

export const playgroundSettings = z.strictObject({
  accessTokenSeconds,
  signInSeconds,
  /** null: any free port. */
  preferredPorts: z.strictObject({ issuer: port, api: port, secure: port }),
})
export type PlaygroundSettings = z.infer<typeof playgroundSettings>

/** What the playground has been asked since it started. */
export const playgroundCounts = z.strictObject({
  /** All calls of the token endpoint, whatever came of them. */
  tokenRequests: count,
  /** Token requests that were answered with a token, by their grant. */
  codes: count,
  clientCredentials: count,
  passwords: count,
  devices: count,
  assertions: count,
  exchanges: count,
  refreshes: count,
  refusedRefreshes: count,
  /** Polls of a device that were answered with authorization_pending or slow_down. */
  devicePolls: count,
  slowDowns: count,
  pushedRequests: count,
  registrations: count,
  /** Calls of the Orders API, with TLS and without. */
  apiRequests: count,
})
export type PlaygroundCounts = z.infer<typeof playgroundCounts>

/** What the app says to the playground's process. */
export const messageToPlayground = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('start'), ...playgroundSettings.shape }),
  z.strictObject({ type: z.literal('configure'), accessTokenSeconds, signInSeconds }),
  z.strictObject({ type: z.literal('counts') }),
  z.strictObject({ type: z.literal('stop') }),
])
export type MessageToPlayground = z.infer<typeof messageToPlayground>

/** What the process answers: ready or failed to start, configured to configure, counts to counts; fault at any time. */
export const messageFromPlayground = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('ready'),
    ...{ issuer: z.url(), apiUrl: z.url(), secureApiUrl: z.url() },
    /** PEM: signs the certificate of the secure address, and nothing that came before this start. */
    certificateAuthority: z.string(),
    ...{ accessTokenSeconds, signInSeconds },
  }),
  z.strictObject({ type: z.literal('failed'), reason: z.string() }),
  z.strictObject({ type: z.literal('configured'), accessTokenSeconds, signInSeconds }),
  z.strictObject({ type: z.literal('counts'), counts: playgroundCounts }),
  /** A bug in the playground, for the log; it goes on running. */
  z.strictObject({ type: z.literal('fault'), message: z.string() }),
])
export type MessageFromPlayground = z.infer<typeof messageFromPlayground>
