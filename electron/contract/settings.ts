import * as z from 'zod'

/** The person's preferences; all of it plain, none of it secret. */
export const settings = z.strictObject({
  theme: z.enum(['system', 'dark', 'light']),
  /** Refresh tokens of profiles that ask for it before they expire, without a request. */
  refreshInBackground: z.boolean(),
  clearClipboardAfterSeconds: z.number().int().min(5).max(600),
  /**
   * When the vault locks by itself; only where something is asked to open it again. `idleMinutes` without anybody at the
   * machine, 0: never.
   */
  vaultLock: z.strictObject({
    idleMinutes: z.number().int().min(0).max(480),
    onScreenLock: z.boolean(),
    onSuspend: z.boolean(),
  }),
  proxy: z.discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('none') }),
    z.strictObject({ mode: z.literal('system') }),
    z.strictObject({
      mode: z.literal('manual'),
      url: z
        .url({ protocol: /^https?$/, error: 'Enter http://host:port' })
        .refine((text) => !text.includes('@'), { error: 'Leave user name and password out: settings are plain text' }),
    }),
  ]),
  /** PEM certificates of authorities that are trusted beside the built-in ones; '' is none. */
  certificateAuthorities: z.string().max(1_000_000),
  /** Widths and heights of the panes, in CSS pixels. */
  layout: z.strictObject({
    sidebarWidth: z.number().int().min(180).max(600),
    inspectorWidth: z.number().int().min(260).max(800),
    inspectorOpen: z.boolean(),
    responseShare: z.number().min(0.1).max(0.9),
  }),
})
export type Settings = z.infer<typeof settings>

export const defaultSettings: Settings = {
  theme: 'system',
  refreshInBackground: true,
  clearClipboardAfterSeconds: 60,
  vaultLock: { idleMinutes: 30, onScreenLock: true, onSuspend: true },
  proxy: { mode: 'none' },
  certificateAuthorities: '',
  layout: { sidebarWidth: 268, inspectorWidth: 356, inspectorOpen: true, responseShare: 0.6 },
}

export const settingsChannels = {
  'settings.get': { request: z.strictObject({}), response: settings },
  'settings.save': { request: settings.partial(), response: settings },
}
