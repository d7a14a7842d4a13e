import { aKeyring } from './keyring-builder.ts'
import { aDisk, aVault, type MemoryDisk, secret } from './vault-builder.ts'

export const keyring = aKeyring()
export const noon = new Date('2026-03-01T12:00:00.000Z')
export const at = (minutes: number) => new Date(noon.getTime() + minutes * 60_000)

/** A vault that was changed once a minute, its files after each change, and what was seen of the last. */
export async function fiveMinutes() {
  const disk = aDisk()
  let minutes = 0
  const vault = aVault({ disk, keyWrapper: keyring.wrapper, now: () => at(minutes) })
  const files: Uint8Array[] = []
  for (; minutes < 5; minutes += 1) {
    await vault.write('tokens', 'alice', secret(`refresh-${minutes}`))
    if (disk.main !== null) files.push(disk.main)
  }
  await vault.settled()
  return { disk, files, vault }
}
/** A start of the program an hour later. */
export const startOver = (disk: MemoryDisk) => aVault({ disk, keyWrapper: keyring.wrapper, now: () => at(60) })
