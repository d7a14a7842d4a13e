import type { EnvironmentContent } from '../../contract/collections.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { looksLikeJwt } from '../requests/credential-values.ts'
import { changedEnvironmentText, newEnvironmentText, readEnvironmentFile } from './environment-file.ts'
import { assertShowableName, fileStemFor, freeFileName } from './file-name.ts'
import { baseOf, childPath, environmentsFolder } from './item-path.ts'
import type { WorkspaceFiles } from './workspace-files.ts'
import { parseYaml } from './yaml-file.ts'

/**
 * Reads the environment in use: the first file by name, or an empty one called "default" that is not written yet.
 * Asked before every send, so a text that is the same as last time is not parsed again.
 */
export function createEnvironmentReader(files: WorkspaceFiles): () => Promise<EnvironmentContent> {
  let last: { path: string; text: string; content: EnvironmentContent } | null = null
  return async () => {
    const [name] = await environmentFileNames(files)
    if (name === undefined) return { name: 'default', variables: [] }
    const path = childPath(environmentsFolder, name)
    const text = await files.read(path)
    if (last?.path !== path || last.text !== text) {
      last = { path, text, content: readEnvironmentFile(parseYaml(text, path)) }
    }
    return last.content
  }
}

/** Throws `input.invalid` for values that look like a token: the file is made to be shared. */
export async function saveEnvironmentContent(files: WorkspaceFiles, content: EnvironmentContent): Promise<void> {
  assertShowableName(content.name)
  assertNoTokens(content)
  const names = await environmentFileNames(files)
  const [current] = names
  const others = names.filter((name) => name !== current)
  const path = childPath(environmentsFolder, freeFileName(fileStemFor(content.name), '.yml', others))
  if (current === undefined) {
    await files.create(path, newEnvironmentText(path, content))
    return
  }
  const currentPath = childPath(environmentsFolder, current)
  const old = await files.read(currentPath)
  const file = parseYaml(old, currentPath)
  const isRenamed = readEnvironmentFile(file).name !== content.name
  const text = changedEnvironmentText(file, content)
  if (text !== old) await files.replace(currentPath, text)
  if (isRenamed && baseOf(path) !== current) await files.move(currentPath, path)
}

async function environmentFileNames(files: WorkspaceFiles): Promise<readonly string[]> {
  const entries = await files.list(environmentsFolder).catch((failure: unknown) => {
    if (failure instanceof ClaimcheckError && failure.code === 'collection.not_found') return []
    throw failure
  })
  return entries
    .filter(({ kind, name }) => kind === 'file' && name.endsWith('.yml') && !name.startsWith('.'))
    .map(({ name }) => name)
    .toSorted()
}

function assertNoTokens(content: EnvironmentContent): void {
  const problems = content.variables.flatMap(({ value }, index) =>
    looksLikeJwt(value)
      ? [
          {
            path: `variables.${index}.value`,
            message: 'This looks like a token. Sign in with a profile instead: this file is shared',
          },
        ]
      : [],
  )
  if (problems.length > 0) throw new ClaimcheckError('input.invalid', { problems })
}
