import type { FaultKind } from '../fault-kind.ts'
import { killPapers } from './kill-papers.ts'
import { killProtection } from './kill-protection.ts'
import { killRefreshes } from './kill-refreshes.ts'
import { killSaves } from './kill-saves.ts'

export const killedPrograms: FaultKind = {
  name: 'kill',
  title: 'Programs are killed (kill -9)',
  async run(situation, tally) {
    await killRefreshes(situation, tally)
    await killSaves(situation, tally)
    await killProtection(situation, tally)
    await killPapers(situation, tally)
  },
}
