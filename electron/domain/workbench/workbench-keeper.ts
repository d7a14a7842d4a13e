import { type Tab, workbench as workbenchSchema, type Workbench } from '../../contract/workbench.ts'
import { withoutCredentials } from '../requests/without-credentials.ts'
import { otherWork } from '../slices/in-slices.ts'
import { jsonInSlices } from '../slices/json-in-slices.ts'
import type { DurableFile } from '../storage/durable-file.ts'
import { latestOnly } from './latest-only.ts'

export interface WorkbenchKeeperParts {
  /** Made with `isSound: isWorkbench`, so that bytes which can't be read are kept aside before they are written over. */
  readonly file: DurableFile
}

/** The tabs and drafts of one workspace, for the next start. */
export interface WorkbenchKeeper {
  /** An empty workbench where there is none, or none that can be read. Throws `storage.unreadable`. */
  readonly load: () => Promise<Workbench>
  /**
   * Keeps the newest of what it is given, without typed credentials. Resolves when this or something newer is on the
   * disk. Throws `storage.write_failed`.
   */
  readonly save: (workbench: Workbench) => Promise<void>
  /** Resolves when all that was given to `save` is on the disk, or its caller has been told that it could not be. */
  readonly settled: () => Promise<void>
}

const nothingOpen: Workbench = { tabs: [], activeTab: null }

export function createWorkbenchKeeper({ file }: WorkbenchKeeperParts): WorkbenchKeeper {
  const write = latestOnly((workbench: Workbench) =>
    isLong(workbench) ? writeInSteps(workbench) : file.write(encode(withoutTypedCredentials(workbench))),
  )

  /** Others have their turns in between: drafts may hold megabytes. */
  async function writeInSteps(workbench: Workbench): Promise<void> {
    const tabs: Tab[] = []
    for (const tab of workbench.tabs) {
      tabs.push(...withoutTypedCredentials({ ...workbench, tabs: [tab] }).tabs)
      await otherWork()
    }
    await file.write(Buffer.concat([await jsonInSlices({ ...workbench, tabs }), Buffer.from('\n')]))
  }

  let newest: Promise<void> = Promise.resolve()
  return {
    async load() {
      const found = await file.read()
      return found === null ? nothingOpen : ((await decode(found.bytes)) ?? nothingOpen)
    },
    save: (workbench) => (newest = write(workbench)),
    // A failure belongs to whoever asked for the save; here only its end counts.
    settled: () => newest.catch(() => undefined),
  }
}

/** For the durable file: whether bytes are a whole workbench. */
export const isWorkbench = async (bytes: Uint8Array): Promise<boolean> => (await decode(bytes)) !== null

/** Characters of bodies, which are all that can be long. */
const longText = 100_000
const bodyLength = ({ draft: { body } }: Tab): number => ('text' in body ? body.text.length : 0)
const isLong = ({ tabs }: Workbench): boolean => tabs.reduce((sum, tab) => sum + bodyLength(tab), 0) > longText

function withoutTypedCredentials(workbench: Workbench): Workbench {
  return { ...workbench, tabs: workbench.tabs.map((tab) => ({ ...tab, draft: withoutCredentials(tab.draft).draft })) }
}

const encode = (workbench: Workbench): Uint8Array => Buffer.from(`${JSON.stringify(workbench)}\n`, 'utf8')

async function decode(bytes: Uint8Array): Promise<Workbench | null> {
  const rest = () => (bytes.length > longText ? otherWork() : null)
  const text = new TextDecoder().decode(bytes)
  await rest()
  try {
    const json: unknown = JSON.parse(text)
    await rest()
    return workbenchSchema.safeParse(json).data ?? null
  } catch (notJson) {
    if (notJson instanceof SyntaxError) return null
    throw notJson
  }
}
