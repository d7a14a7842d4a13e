import * as z from 'zod'
import { itemPath } from './ids.ts'
import { requestDraft } from './requests.ts'

/** A request tab. `changed` tells that the draft differs from the file; a tab without a path was never saved. */
export const tab = z.strictObject({
  id: z.uuid(),
  path: itemPath.nullable(),
  title: z.string().max(200),
  draft: requestDraft,
  changed: z.boolean(),
})
export type Tab = z.infer<typeof tab>

/** What the window keeps for its next start. Values that look like credentials are left out before it is written. */
export const workbench = z.strictObject({ tabs: z.array(tab).max(200), activeTab: z.uuid().nullable() })
export type Workbench = z.infer<typeof workbench>

export const workbenchChannels = {
  'workbench.load': { request: z.strictObject({}), response: workbench },
  'workbench.save': { request: workbench, response: z.strictObject({}) },
}
