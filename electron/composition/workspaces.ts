import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { isFolder, openWorkspaceIn } from '../adapters/open-workspace.ts'
import { builtInVariables, needsPlayground } from '../domain/collections/built-in-variables.ts'
import { createVariableCabinet } from '../domain/collections/variable-cabinet.ts'
import { createWorkspaceSwitch } from '../domain/collections/workspace-switch.ts'
import { addressesOf } from '../domain/profiles/addresses.ts'
import { fillTemplateOrThrow } from '../domain/requests/variables.ts'
import type { ProfileId } from '../contract/ids.ts'
import type { LastSessionFile } from '../host/last-session-file.ts'
import type { ProfileFile } from '../host/profile-file.ts'
import type { Publish } from '../ipc/publish.ts'
import type { PlaygroundControl } from '../playground/playground-control.ts'
import type { Surroundings } from '../surroundings.ts'

export interface WorkspacesParts {
  readonly outside: Pick<Surroundings, 'dataFolder' | 'now' | 'askForFolder'>
  readonly lastSession: LastSessionFile
  readonly profileFile: Pick<ProfileFile, 'all' | 'find'>
  readonly playground: Pick<PlaygroundControl, 'status' | 'start'>
  readonly publish: Publish
  readonly tellProfiles: (ids: readonly ProfileId[]) => void
  /** A variable may name an issuer: who is signed in where can change with it. */
  readonly onVariablesChanged: () => void
  readonly reportBug: (thrown: unknown) => void
}

/** The folder of requests that is open, its variables, and what they fill in. */
export function composeWorkspaces(parts: WorkspacesParts) {
  const { outside, lastSession, profileFile, playground, publish, tellProfiles, onVariablesChanged, reportBug } = parts
  const { dataFolder, now } = outside
  const builtIn = () => builtInVariables(playground.status())

  async function lookAgain(): Promise<void> {
    await variables.reload()
    onVariablesChanged()
    tellProfiles(profileFile.all().flatMap(({ id, way }) => (JSON.stringify(way).includes('{{') ? [id] : [])))
  }
  const tellCollections = () => {
    publish('collections.changed', {})
    void lookAgain().catch(reportBug)
  }
  const workspaces = createWorkspaceSwitch({
    playgroundFolder: path.join(dataFolder, 'playground'),
    remembered: {
      get: () => lastSession.get().workspaceFolder,
      set: (workspaceFolder) => lastSession.save(() => ({ workspaceFolder })),
    },
    isThere: isFolder,
    open: openWorkspaceIn({ dataFolder, now, builtIn, newId: randomUUID, onChanged: tellCollections }),
    askForFolder: outside.askForFolder,
    onSwitched: tellCollections,
  })
  const variables = createVariableCabinet({
    builtIn,
    readEnvironment: async () => (await (await workspaces.current()).collections.readEnvironment()).environment,
  })

  /** Starts the playground for whatever leads to it, and reads the variables that a profile may need. */
  async function ready(id: ProfileId | null, url = ''): Promise<void> {
    const profile = id === null ? null : profileFile.find(id)
    await variables.reload()
    const texts = [...(profile === null ? [] : addressesOf(profile.way)), url].map(variables.spellOut)
    if (texts.some((text) => needsPlayground(text, playground.status()))) await playground.start()
  }

  /** An address as it will be sent to. */
  async function resolveUrl(url: string): Promise<string> {
    await ready(null, url)
    return fillTemplateOrThrow(url, variables.current())
  }

  return { workspaces, variables, ready, resolveUrl }
}
