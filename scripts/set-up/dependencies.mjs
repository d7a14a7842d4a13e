// @ts-check
import path from 'node:path'
import { hashOf, readStamp, writeStamp } from './content-stamp.mjs'
import { npmCi } from './npm-ci.mjs'
import { projectFolder } from './places.mjs'
import { SetUpProblem, step } from './progress.mjs'

const oldestNode = [20, 19]

/** Makes node_modules what package-lock.json says; does nothing when it already is. */
export async function ensureDependencies() {
  requireNode()
  // Inside node_modules, so that it goes when they go; npm ci removes it first, so a half-made install has none.
  const stampFile = path.join(projectFolder, 'node_modules', '.claimcheck-installed')
  const wanted = await hashOf(projectFolder, ['package-lock.json'])
  if ((await readStamp(stampFile)) === wanted) return
  await step('Installing the exact packages of package-lock.json', () => npmCi(projectFolder))
  await writeStamp(stampFile, wanted)
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return
  throw new SetUpProblem(
    `Claimcheck needs Node ${oldestNode.join('.')} or newer; this is ${process.versions.node}. See https://nodejs.org/`,
  )
}
