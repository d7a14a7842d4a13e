import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Contestant, type Surroundings, startContestant } from './contestant.ts'
import { countRunning } from './process-memory.ts'
import { median, rounded } from './statistics.ts'

interface DuelResult {
  readonly ratio: number
  readonly claimcheck: number
  readonly baseline: number
  readonly n: number
}

/**
 * Measures Claimcheck and an empty window in turn, so that whatever else the machine does meets both alike. Each is
 * started once before that, unmeasured: files are in the system's cache then, and the data folder is not a new one.
 */
export async function duel(
  surroundings: Surroundings,
  n: number,
  measure: (contestant: Contestant, surroundings: Surroundings) => Promise<number>,
): Promise<DuelResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'claimcheck-bench-'))
  const { projectFolder } = surroundings
  const claimcheck = { name: 'Claimcheck', appFolder: projectFolder, userData: path.join(folder, 'claimcheck') }
  const appFolder = path.join(projectFolder, 'test/bench/empty-window')
  const empty = { name: 'empty window', appFolder, userData: path.join(folder, 'empty') }
  const measured = new Map<Contestant, number[]>([
    [claimcheck, []],
    [empty, []],
  ])
  try {
    for (const contestant of measured.keys()) await (await startContestant(contestant, surroundings)).end()
    for (let round = 1; round <= n; round += 1) {
      const others = process.platform === 'linux' ? countRunning(surroundings.executable) : 0
      if (others > 0) console.log(`${others} other apps run on this Electron now: this round is not to be trusted`)
      // Who goes first alternates, so that neither always follows the other.
      for (const contestant of round % 2 === 0 ? [claimcheck, empty] : [empty, claimcheck]) {
        const value = await measure(contestant, surroundings)
        measured.get(contestant)?.push(value)
        console.log(`${round}/${n} ${contestant.name}: ${rounded(value)}`)
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
  const medians = { claimcheck: median(measured.get(claimcheck) ?? []), baseline: median(measured.get(empty) ?? []) }
  return { ratio: rounded(medians.claimcheck / medians.baseline), ...medians, n }
}
