import { isSoundVaultFile } from '../../../electron/domain/vault/vault-file-format.ts'
import { aKeyring } from '../../support/keyring-builder.ts'
import { aDisk, aVault, type MemoryDisk, passphrase, secret } from '../../support/vault-builder.ts'
import type { Tally } from '../tally.ts'

/** With them the vault has a little over 4 kB. */
export const recordCount = 21

/** A vault of about 4 kB under a keyring and a passphrase: its file, its predecessor, and what was last seen of it. */
export interface SmallVault {
  readonly bytes: Uint8Array
  readonly predecessor: Uint8Array
  readonly seen: Uint8Array
  /** What is in it; the predecessor lacks the last one. */
  readonly secrets: ReadonlyMap<string, string>
  /** What a start of the program makes of a disk. */
  readonly open: (disk: MemoryDisk) => ReturnType<typeof aVault>
}

export async function aSmallVault(): Promise<SmallVault> {
  const keyring = aKeyring()
  const disk = aDisk()
  const open = (of: MemoryDisk) => aVault({ disk: of, keyWrapper: keyring.wrapper })
  const vault = open(disk)
  await vault.protect({ current: null, protection: { under: 'both', passphrase } })
  const secrets = new Map(
    Array.from({ length: recordCount }, (_, index) => [`profile ${index}`, `refresh ${index} `.repeat(4)]),
  )
  for (const [id, text] of secrets) await vault.write('tokens', id, secret(text))
  await vault.settled()
  const { main, backup, seen } = disk
  if (main === null || backup === null || seen === null) throw new Error('the vault was not written')
  return { bytes: main, predecessor: backup, seen, secrets, open }
}

export interface Damage {
  readonly label: string
  readonly repeat: string
  readonly main: Uint8Array
  readonly seen?: Uint8Array
  /** Whether the predecessor is there, and whole. */
  readonly hasPredecessor: boolean
}

/**
 * Opens a damaged vault as a start does, and holds it to three promises: no wrong plaintext, no vault that is silently
 * empty, and the damaged bytes are kept.
 */
export async function judgeDamage(small: SmallVault, damage: Damage, tally: Tally): Promise<void> {
  const { bytes, predecessor, seen, secrets, open } = small
  if (Buffer.compare(damage.main, bytes) === 0 && damage.seen === undefined) return tally.notFired(damage.label)
  const lost = (what: string): void => tally.lost(what, damage.repeat)
  const disk = aDisk(damage.main, damage.hasPredecessor ? predecessor : null)
  disk.seen = damage.seen ?? seen
  const vault = open(disk)
  tally.fault(damage.label)
  const status = await vault.status()
  if (disk.main !== damage.main || disk.writes > 0) lost('the damaged file was written over by looking at it')
  if (status.state !== 'open') {
    if (status.state === 'choice-needed') lost('the vault was taken for none')
    if (status.state === 'damaged' && disk.keptAside[0] !== damage.main) lost('no copy of the damaged bytes was kept')
    // Under a checksum that fits it is no damage but a forgery: that nothing is taken from is enough.
    const isForged = await isSoundVaultFile(damage.main)
    if (damage.hasPredecessor && !isForged && status.state === 'damaged') lost('the sound predecessor was not used')
    return
  }
  const wrong: string[] = []
  const readable: string[] = []
  for (const id of await vault.ids('tokens')) {
    const found = await vault.read('tokens', id).catch(() => null)
    if (found !== null) readable.push(id)
    if (found !== null && found.reveal() !== secrets.get(id)) wrong.push(id)
  }
  if (wrong.length > 0) lost(`a wrong plaintext for ${wrong.join(', ')}`)
  // The predecessor is one record behind, which is said; a record that can't be opened is counted.
  const missing = secrets.size - (status.recovered ? 1 : 0) - readable.length
  if (missing > status.unreadable) lost(`${missing} records are gone, ${status.unreadable} are said to be unreadable`)
}
