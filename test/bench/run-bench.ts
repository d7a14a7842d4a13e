import { benchInspect } from './bench-inspect.ts'
import { benchMainStall } from './bench-main-stall.ts'
import { benchMemory } from './bench-memory.ts'
import { benchStart } from './bench-start.ts'
import { benchSend } from './bench-send.ts'
import { benchVault } from './bench-vault.ts'
import type { Surroundings } from './contestant.ts'

const benches: Record<string, (surroundings: Surroundings) => Promise<object>> = {
  start: benchStart,
  memory: benchMemory,
  send: benchSend,
  'main-stall': benchMainStall,
  vault: benchVault,
  inspect: benchInspect,
}

/** Runs one benchmark; its result is one JSON object on the last line. @returns the exit code */
export async function runBench(name: string | undefined, surroundings: Surroundings): Promise<number> {
  const bench = benches[name ?? '']
  if (bench === undefined) {
    console.error(`Name a benchmark: npm run -s bench -- ${Object.keys(benches).join(' | ')}`)
    return 2
  }
  console.log(JSON.stringify(await bench(surroundings)))
  return 0
}
