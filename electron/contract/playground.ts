import * as z from 'zod'

export const accessTokenSeconds = z.number().int().min(10).max(3600)
/** How long a sign-in lasts, however often its tokens are refreshed meanwhile; 20 s to 14 days. */
export const signInSeconds = z
  .number()
  .int()
  .min(20)
  .max(14 * 24 * 60 * 60)

const lives = z.strictObject({ accessTokenSeconds, signInSeconds })
export type PlaygroundLives = z.infer<typeof lives>
const changedLives = lives.partial()
export type ChangedPlaygroundLives = z.infer<typeof changedLives>

export const playgroundStatus = z.strictObject({
  state: z.enum(['stopped', 'starting', 'running', 'failed']),
  issuer: z.string().nullable(),
  apiUrl: z.string().nullable(),
  /** The same API over TLS, where client certificates are asked for. */
  secureApiUrl: z.string().nullable(),
  accessTokenSeconds,
  signInSeconds,
  /** Sign-ins of an earlier run, which its last start ended: it keeps nothing. */
  forgottenSignIns: z.number().int(),
  /** Why it failed, or that it ended by itself. */
  problem: z.string().nullable(),
})
export type PlaygroundStatus = z.infer<typeof playgroundStatus>

const nothing = z.strictObject({})
export const playgroundChannels = {
  'playground.status': { request: nothing, response: playgroundStatus },
  'playground.start': { request: nothing, response: playgroundStatus },
  'playground.stop': { request: nothing, response: playgroundStatus },
  /** Adds a profile for every way to a token that the playground offers; those that are there already stay as they are. */
  'playground.addExamples': { request: nothing, response: z.strictObject({ added: z.number().int() }) },
  /** What is left out stays as it is. */
  'playground.configure': { request: changedLives, response: playgroundStatus },
}
