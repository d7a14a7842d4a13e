import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { nodeFileCalls } from '../../../electron/adapters/file-calls.ts'
import { seededRandom } from '../../support/seeded-random.ts'
import type { FaultSituation } from '../fault-kind.ts'
import { type ObedientProgram, startProgram } from '../obedient-program.ts'
import { type Paper, papersIn } from '../papers.ts'
import type { Tally } from '../tally.ts'
import { isDone, killAtEveryStep, killAtRandom, type KillTarget } from './kill-at-steps.ts'

const deeds: Readonly<Record<Paper, string>> = {
  timeline: 'a write of the timeline',
  profiles: 'a write of the profiles',
  export: 'an export',
}

async function killPaper(
  paper: Paper,
  { isShort, seed, folder, program }: FaultSituation,
  tally: Tally,
): Promise<void> {
  const place = path.join(folder, paper)
  mkdirSync(place)
  const start = (): ObedientProgram => startProgram(program('paper-program'), [place])
  let running = start()
  let count = 0
  let acknowledged = 0
  const target: KillTarget = {
    deed: deeds[paper],
    program: () => running,
    restart: async () => void (running = start()),
    async act() {
      count += 1
      const isWritten = isDone(await running.ask({ do: 'write', paper, count }))
      if (isWritten) acknowledged = count
      return isWritten
    },
    async judge(repeat) {
      const kept = await papersIn(place, nodeFileCalls).number(paper)
      if (kept < acknowledged || kept > count) {
        tally.lost(`${acknowledged} was acknowledged, ${count} was written last, and ${kept} is kept`, repeat)
      }
      acknowledged = Math.max(kept, acknowledged)
    },
  }
  await target.act()
  // The profiles are written by electron-store, which has no steps of ours.
  if (paper !== 'profiles') await killAtEveryStep(target, tally, { every: isShort ? 13 : 1, from: seed })
  const kills = isShort ? 2 : 80
  await killAtRandom(target, tally, { kills, random: seededRandom(seed + 3), longestMs: isShort ? 60 : 120 })
  await running.end()
}

/** Kills programs while they write what lies beside the vault, or hand it out. */
export async function killPapers(situation: FaultSituation, tally: Tally): Promise<void> {
  for (const paper of ['timeline', 'profiles', 'export'] as const) await killPaper(paper, situation, tally)
}
