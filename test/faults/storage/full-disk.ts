import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { aCountingVault, type CountingVault, startVaultProgram } from '../counting-vault.ts'
import type { FaultKind, FaultSituation } from '../fault-kind.ts'
import type { Tally } from '../tally.ts'
import type { VaultContent } from '../vault-content.ts'

const page = 4096

/** One save for which there is no room, or just enough; then one with room again. */
async function saveWithout(
  vault: CountingVault,
  { takeRoom, giveRoom }: { takeRoom: () => Promise<unknown>; giveRoom: () => Promise<unknown> },
  label: string,
  repeat: string,
  tally: Tally,
): Promise<void> {
  await takeRoom()
  const outcome = await vault.countUp()
  await giveRoom()
  if (outcome === 'killed') return tally.lost('the program did not survive it', repeat)
  if (outcome === 'on-disk') tally.notFired(`${label}, where it fitted`)
  else {
    tally.fault(label)
    const isSaid = outcome.failed === 'storage.write_failed' && JSON.stringify(outcome.details).includes('disk-full')
    if (!isSaid) tally.lost(`reported as ${outcome.failed} ${JSON.stringify(outcome.details)}`, repeat)
  }
  await vault.judge(tally, repeat)
  if (outcome === 'on-disk') return
  if ((await vault.writeAnother()) !== 'on-disk') return tally.lost('the next save failed too', repeat)
  await vault.judge(tally, `${repeat}; then another save`, vault.count())
}

/** Files may be so long and no longer: what is written comes up short, then fails. */
async function shortWrites({ isShort, folder, program }: FaultSituation, tally: Tally): Promise<void> {
  if (process.platform !== 'linux' || spawnSync('prlimit', ['--version']).status !== 0) {
    return tally.cannot('short writes', 'there is no prlimit')
  }
  const vaultFolder = path.join(folder, 'limited')
  mkdirSync(vaultFolder)
  const vault = await aCountingVault(vaultFolder, startVaultProgram(program('vault-program'), vaultFolder))
  const limit = (bytes: string) => async (): Promise<void> => {
    const { status } = spawnSync('prlimit', ['--pid', String(vault.program().processId), `--fsize=${bytes}:`])
    if (status !== 0) throw new Error('prlimit failed')
  }
  const giveRoom = limit('unlimited')
  for (let bytes = 1; bytes < 3600; bytes += isShort ? 331 : 17) {
    const repeat = `prlimit --pid <program> --fsize=${bytes}: and a save of the vault`
    await saveWithout(vault, { takeRoom: limit(String(bytes)), giveRoom }, 'a short write', repeat, tally)
  }
  await vault.endCleanly(tally, 'all of the short writes')
}

/** A disk of 256 kB in a namespace of the program's own. */
async function smallDisk({ isShort, folder, program }: FaultSituation, tally: Tally): Promise<void> {
  const disk = path.join(folder, 'disk')
  mkdirSync(disk)
  const unshare = ['unshare', ...(process.getuid?.() === 0 ? ['-m'] : ['-Urm'])]
  const mount = `mount -t tmpfs -o size=256k,mode=700 tmpfs ${disk}`
  if (
    process.platform !== 'linux' ||
    spawnSync(unshare[0] ?? '', [...unshare.slice(1), 'sh', '-c', mount]).status !== 0
  ) {
    return tally.cannot('a full disk', 'a small tmpfs can’t be mounted in a namespace of its own')
  }
  const wrapper = [...unshare, 'sh', '-c', `${mount} && exec "$@"`, 'sh']
  const start = startVaultProgram(program('vault-program'), disk, wrapper)
  // Only the program sees this disk.
  const look = (): Promise<VaultContent> => vault.program().tell<VaultContent>({ do: 'look-anew' })
  const vault: CountingVault = await aCountingVault(disk, start, { length: 12_000, look })
  await vault.countUp()
  const leave = (bytes: number | null) => (): Promise<unknown> => vault.program().tell({ do: 'leave', bytes })
  for (let turn = 0; turn < (isShort ? 10 : 120); turn += 1) {
    const pages = turn % 10
    const repeat = `a tmpfs of 256 kB with ${pages} pages left, and a save of the vault`
    await saveWithout(vault, { takeRoom: leave(pages * page), giveRoom: leave(null) }, 'a full disk', repeat, tally)
  }
  await vault.program().end()
}

export const fullDisk: FaultKind = {
  name: 'full-disk',
  title: 'Writes come up short, and the disk is full',
  async run(situation, tally) {
    await shortWrites(situation, tally)
    await smallDisk(situation, tally)
  },
}
