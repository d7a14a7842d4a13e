import * as z from 'zod'
import { appChannels } from './app.ts'
import { collectionsChannels } from './collections.ts'
import { exchangesChannels } from './exchanges.ts'
import { findLoginChannels } from './find-login.ts'
import { profileId } from './ids.ts'
import type { ChannelName, EventName } from './names.ts'
import { inspectionChannels } from './inspection.ts'
import { playgroundChannels, playgroundStatus } from './playground.ts'
import { profilesChannels } from './profiles.ts'
import { settingsChannels } from './settings.ts'
import { signInChannels, signInProgressed } from './sign-in.ts'
import { tokenServiceChannels } from './token-service.ts'
import { tokensChannels } from './tokens.ts'
import { vaultChannels } from './vault.ts'
import { workbenchChannels } from './workbench.ts'

// `satisfies` makes a name without a schema, or a schema without a name, a compile error.
export const channels = {
  ...appChannels,
  ...settingsChannels,
  ...vaultChannels,
  ...profilesChannels,
  ...findLoginChannels,
  ...signInChannels,
  ...tokensChannels,
  ...inspectionChannels,
  ...tokenServiceChannels,
  ...exchangesChannels,
  ...collectionsChannels,
  ...workbenchChannels,
  ...playgroundChannels,
} satisfies Record<ChannelName, { request: z.ZodType; response: z.ZodType }>

export const events = {
  'profiles.changed': z.strictObject({ profileIds: z.array(profileId) }),
  'signIn.progressed': signInProgressed,
  'vault.changed': z.strictObject({}),
  'collections.changed': z.strictObject({}),
  'playground.changed': playgroundStatus,
} satisfies Record<EventName, z.ZodType>

export type RequestOf<C extends ChannelName> = z.infer<(typeof channels)[C]['request']>
export type ResponseOf<C extends ChannelName> = z.infer<(typeof channels)[C]['response']>
export type EventPayload<E extends EventName> = z.infer<(typeof events)[E]>
