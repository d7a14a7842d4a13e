import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { FaultKind, FaultSituation, ReadyElectron } from './fault-kind.ts'
import { kinds } from './kinds.ts'
import { linesOf } from './say-tally.ts'
import { createTally, sumOf } from './tally.ts'

interface Surroundings {
  readonly programsFolder: string
  /** Where the outcome of each kind is written for `npm test`. */
  readonly reportFile: string
  readonly readyElectron: () => Promise<ReadyElectron | string>
}

const options = {
  short: { type: 'boolean', default: false },
  only: { type: 'string' },
  seed: { type: 'string', default: '1' },
} as const

const progressEveryMs = 5000

/** Runs the kinds one after the other. Gives the exit code: 0 where nothing was lost and nothing went wrong. */
export async function runFaults(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { values } = parseArgs({ args: args.filter((each) => each !== '--'), options })
  const wanted = kinds.filter(({ name }) => values.only === undefined || name === values.only)
  if (wanted.length === 0) {
    console.error(`There is no kind ${values.only ?? ''}; there are ${kinds.map(({ name }) => name).join(', ')}.`)
    return 2
  }
  const root = mkdtempSync(path.join(tmpdir(), 'claimcheck-faults-'))
  try {
    const outcomes = []
    for (const kind of wanted) {
      const folder = path.join(root, kind.name)
      mkdirSync(folder)
      const { programsFolder, readyElectron } = surroundings
      const program = (name: string): string => path.join(programsFolder, `${name}.mjs`)
      const situation = { isShort: values.short, seed: Number(values.seed), folder, program, readyElectron }
      outcomes.push(await runKind(kind, situation))
    }
    mkdirSync(path.dirname(surroundings.reportFile), { recursive: true })
    writeFileSync(surroundings.reportFile, JSON.stringify(outcomes))
    const faults = outcomes.reduce((sum, each) => sum + each.faults, 0)
    const lost = outcomes.reduce((sum, each) => sum + each.lost, 0)
    console.log(`${faults} faults, ${lost} lost`)
    return lost === 0 && faults > 0 && outcomes.every(({ error }) => error === null) ? 0 : 1
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** A kind that hangs has failed: whatever it waits for does not come. */
async function inTime(run: Promise<void>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`it did not end in ${limitMs / 1000} s`)), limitMs)
  })
  try {
    await Promise.race([run, tooLate])
  } finally {
    clearTimeout(timer)
  }
}

async function runKind(kind: FaultKind, situation: FaultSituation) {
  const startedMs = performance.now()
  const { tally, sheet } = createTally()
  console.log(`• ${kind.title} …`)
  const progress = setInterval(() => {
    const seconds = Math.round((performance.now() - startedMs) / 1000)
    console.log(`• ${kind.name}: ${sumOf(sheet.faults)} faults, ${sheet.losses.length} lost in ${seconds} s so far`)
  }, progressEveryMs)
  let error: string | null = null
  try {
    await inTime(kind.run(situation, tally), situation.isShort ? 240_000 : 7_200_000)
  } catch (thrown) {
    error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  } finally {
    clearInterval(progress)
  }
  const seconds = (performance.now() - startedMs) / 1000
  for (const line of linesOf({ kind, sheet, error, seconds, seed: situation.seed })) console.log(line)
  const { length: impossible } = sheet.impossible
  return { name: kind.name, faults: sumOf(sheet.faults), lost: sheet.losses.length, error, impossible }
}
