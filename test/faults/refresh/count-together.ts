import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { FaultSituation } from '../fault-kind.ts'
import { isStopped, startProgram } from '../obedient-program.ts'
import type { Tally } from '../tally.ts'
import { aVaultIn } from '../../support/vault-on-disk.ts'
import { contentOf } from '../vault-content.ts'

const processes = 5

/** Several processes write their own records into one vault at once, and one after the other is killed in the middle. */
export async function countTogether({ isShort, folder, program }: FaultSituation, tally: Tally): Promise<void> {
  const shared = path.join(folder, 'counted together')
  mkdirSync(shared)
  const acknowledged = new Map<string, number>()
  const writes = isShort ? 12 : 60

  async function countUp(name: string, killAfter: number): Promise<void> {
    const child = startProgram(program('vault-program'), [shared])
    const first = acknowledged.get(name) ?? 0
    for (let count = first + 1; count <= first + writes; count += 1) {
      const asked = child.ask({ do: 'write', id: name, text: String(count) })
      if (count - first === killAfter) await child.kill()
      const answer = await asked
      if (isStopped(answer) || answer.reply === undefined) return
      if (answer.reply === 'on-disk') acknowledged.set(name, count)
      else tally.lost(`a write failed: ${JSON.stringify(answer.reply)}`, `${processes} processes write into one vault`)
    }
    await child.end()
  }

  for (let round = 0; round < (isShort ? 1 : 10); round += 1) {
    await Promise.all(
      Array.from({ length: processes }, (_, index) => {
        const isKilled = index === round % processes
        return countUp(`writer ${index}`, isKilled ? 3 + (round % 7) : -1)
      }),
    )
    tally.fault('writers beside each other', processes - 1)
    tally.fault('a writer that is killed beside others')
    const { records, state } = await contentOf(aVaultIn(shared))
    for (const [name, count] of acknowledged) {
      const kept = Number(records[`tokens/${name}`])
      if (kept !== count && kept !== count + 1) {
        tally.lost(`${name}: ${count} was acknowledged, ${kept} is kept (${state})`, `round ${round}`)
      }
    }
  }
}
