import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { FaultKind, FaultSituation, ReadyElectron } from '../fault-kind.ts'
import type { Tally } from '../tally.ts'
import { lyingKeyrings } from './lying-keyrings.ts'
import { anElectronApp, type Keyring, startUnder } from './start-electron.ts'

const secret = 'the refresh token of alice'

/** Every file of the vault, by the digest of its bytes. */
function digestOf(folder: string): string {
  const hash = createHash('sha256')
  const files = readdirSync(folder)
    .filter((name) => name.startsWith('vault'))
    .toSorted()
  for (const name of files) hash.update(`${name} `).update(readFileSync(path.join(folder, name)))
  return hash.digest('hex')
}

async function changeKeyrings(electron: ReadyElectron, { isShort, folder, program }: FaultSituation, tally: Tally) {
  const app = anElectronApp(folder, program('keyring-program'))
  const inFolder = (name: string): string => {
    const made = path.join(folder, name)
    mkdirSync(made, { recursive: true })
    return made
  }
  const mine: Keyring = { keptIn: inFolder('keyring') }
  const other: Keyring = { keptIn: inFolder('another keyring') }
  const vaultFolder = inFolder('vault')
  const common = { app, vaultFolder, userData: inFolder('user data') }
  const starts = isShort ? 1 : 10

  /** The keyring is there again: the vault must open as if nothing had been. */
  async function openAgain(after: string): Promise<void> {
    const { status, found } = await startUnder(electron, { ...common, keyring: mine })
    if (status.state !== 'open' || found !== secret) {
      tally.lost(`the vault is ${status.state}, and what was kept is ${found === secret ? '' : 'not '}there`, after)
    }
  }

  /** Starts where the keyring does not hold the key: closed, told why, and not a byte of the vault is changed. */
  async function stayLocked(keyring: Keyring, troubles: readonly string[], label: string): Promise<void> {
    const before = digestOf(vaultFolder)
    for (let start = 1; start <= starts; start += 1) {
      const { status, found, failed } = await startUnder(electron, { ...common, keyring, write: 'written over' })
      tally.fault(label)
      const repeat = `${label}, start ${start}`
      const trouble = status.state === 'locked' ? (status.keyring.trouble ?? 'none') : 'none'
      if (status.state !== 'locked' || status.cause !== 'keyring') tally.lost(`the vault is ${status.state}`, repeat)
      else if (!troubles.includes(trouble)) tally.lost(`the keyring’s trouble is told as ${trouble}`, repeat)
      if (failed !== 'vault.locked' || found !== null) tally.lost(`a write to it: ${failed ?? 'taken'}`, repeat)
      if (digestOf(vaultFolder) !== before) tally.lost('the bytes of the vault changed while it was locked', repeat)
    }
    await openAgain(label)
  }

  /** A first start: where nothing protects, nothing is written. */
  async function firstStart(keyring: Keyring, label: string): Promise<void> {
    const empty = inFolder(`first start, ${label}`)
    const { status, failed } = await startUnder(electron, { ...common, vaultFolder: empty, keyring, write: secret })
    tally.fault(label)
    if (status.state !== 'choice-needed' || failed !== 'vault.choice_needed') {
      tally.lost(`the vault is ${status.state}, a write to it: ${failed ?? 'taken'}`, label)
    }
    if (existsSync(path.join(empty, 'vault.json'))) tally.lost('a vault was written that nothing protects', label)
  }

  const { status } = await startUnder(electron, { ...common, keyring: mine, write: secret })
  if (status.state !== 'open' || status.strength !== 'keyring') {
    return tally.cannot('a changing keyring', `with a GNOME keyring the vault is ${status.state}`)
  }
  await stayLocked('absent', ['absent'], 'no session bus')
  // Electron says of it that it is not available, unless an app insists on it.
  await stayLocked('basic', ['weak', 'absent'], 'a published key (--password-store=basic)')
  await stayLocked(other, ['key-not-held', 'changed'], 'another keyring')
  await firstStart('absent', 'a first start without a keyring')
  if (!isShort) await firstStart('basic', 'a first start with a published key')
}

export const changingKeyring: FaultKind = {
  name: 'keyring',
  title: 'The keyring goes away, comes back, is another one, or protects nothing',
  async run(situation, tally) {
    await lyingKeyrings(situation, tally)
    const electron = await situation.readyElectron()
    if (typeof electron === 'string') return tally.cannot('the real keyring', electron)
    try {
      await changeKeyrings(electron, situation, tally)
    } finally {
      await electron.close()
    }
  },
}
