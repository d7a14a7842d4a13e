import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { seededRandom } from '../../support/seeded-random.ts'
import { aCountingVault, startVaultProgram } from '../counting-vault.ts'
import type { FaultSituation } from '../fault-kind.ts'
import type { Tally } from '../tally.ts'
import { fileThread, pointsOf, tracedCalls, whyNoTracing, withInjection } from '../tracing.ts'
import { killAtEveryStep, killAtRandom, type KillTarget } from './kill-at-steps.ts'

/** Kills a program while it saves a record: before and after every file operation, in system calls, and at random. */
export async function killSaves({ isShort, seed, folder, program }: FaultSituation, tally: Tally): Promise<void> {
  const vaultFolder = path.join(folder, 'saves')
  mkdirSync(vaultFolder)
  const vault = await aCountingVault(vaultFolder, startVaultProgram(program('vault-program'), vaultFolder))
  await vault.countUp()
  const target: KillTarget = {
    deed: 'a save',
    program: vault.program,
    async restart() {
      vault.restart()
      await vault.writeAnother()
    },
    act: async () => (await vault.countUp()) === 'on-disk',
    judge: (repeat) => vault.judge(tally, repeat),
  }
  await killAtEveryStep(target, tally, { every: isShort ? 5 : 1, from: seed })
  const longestMs = isShort ? 60 : 120
  await killAtRandom(target, tally, { kills: isShort ? 4 : 250, random: seededRandom(seed), longestMs })
  if (!isShort) await killInSystemCalls(target, folder, tally)
  await vault.endCleanly(tally, 'all of the killed saves')
}

/** The system itself ends the program as it makes a call: not a step before it, not a step after it. */
async function killInSystemCalls(target: KillTarget, folder: string, tally: Tally): Promise<void> {
  const why = await whyNoTracing(target.program().processId, folder)
  if (why !== null) return tally.cannot('kills in system calls', why)
  const points = await pointsNow()
  for (let turn = 0; turn < points.length; turn += 1) {
    // Threads are other ones after each start.
    const point = turn === 0 ? points[0] : (await pointsNow())[turn]
    if (point === undefined) {
      tally.notFired('a save in a system call')
      continue
    }
    const { hit } = await withInjection({ ...point, effect: 'signal=KILL' }, folder, target.act)
    if (hit !== 'call') {
      tally.notFired('a save in a system call')
      continue
    }
    await target.program().kill()
    tally.fault('a save in a system call')
    await target.judge(`strace -p <thread> -e inject=${point.name}:signal=KILL:when=${point.when}, in a save`)
    await target.restart()
  }

  async function pointsNow() {
    const calls = await tracedCalls(target.program().processId, folder, target.act)
    return pointsOf(calls, fileThread(calls))
  }
}
