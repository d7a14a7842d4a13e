import * as z from 'zod'

/** Facts about the running program, for the status bar and for bug reports. */
export const appFacts = z.strictObject({
  version: z.string(),
  electron: z.string(),
  chromium: z.string(),
  node: z.string(),
  platform: z.enum(['linux', 'darwin', 'win32']),
  /** False when Chromium runs without its sandbox (the launcher does that for root only). */
  sandboxed: z.boolean(),
})
export type AppFacts = z.infer<typeof appFacts>

export const appChannels = {
  'app.facts': { request: z.strictObject({}), response: appFacts },
  /** Opens an https or loopback http address in the system's browser. */
  'app.openLink': { request: z.strictObject({ url: z.string().max(2000) }), response: z.strictObject({}) },
}
