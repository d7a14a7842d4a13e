import { type Surroundings, startContestant } from './contestant.ts'
import { duel } from './duel.ts'

/** Cold start, in ms: from spawning the process to a window that can be used. Budget: ratio 1.5. */
export async function benchStart(surroundings: Surroundings) {
  const { ratio, claimcheck, baseline, n } = await duel(surroundings, 10, async (contestant, where) => {
    const running = await startContestant(contestant, where)
    await running.end()
    return running.usableAfterMs
  })
  return { bench: 'start', ratio, medianMs: Math.round(claimcheck), baselineMs: Math.round(baseline), n }
}
