import { setTimeout as pause } from 'node:timers/promises'
import { type Surroundings, startContestant } from './contestant.ts'
import { duel } from './duel.ts'
import { memoryOfTree } from './process-memory.ts'

const idleMs = 8_000

/** Memory of all processes, in MB of PSS, after being left alone for a while. Budget: ratio 1.4. */
export async function benchMemory(surroundings: Surroundings) {
  const { ratio, claimcheck, baseline, n } = await duel(surroundings, 5, async (contestant, where) => {
    const running = await startContestant(contestant, where)
    await pause(idleMs)
    const megabytes = memoryOfTree(running.processId) / 1e6
    await running.end()
    return megabytes
  })
  return { bench: 'memory', ratio, medianMB: Math.round(claimcheck), baselineMB: Math.round(baseline), n }
}
