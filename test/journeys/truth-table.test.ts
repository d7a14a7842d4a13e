import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { cause, type Diagnosis } from '../../electron/contract/challenges.ts'
import type { Exchange } from '../../electron/contract/exchanges.ts'
import { endJourneys } from '../support/compose-for-journey.ts'
import { carryOut, doByHand, statusOf } from '../support/truth-table/carry-out.ts'
import type { Row, Step, Told } from '../support/truth-table/row.ts'
import { rowsCombined } from '../support/truth-table/rows-combined.ts'
import { rowsOfEndedTokens } from '../support/truth-table/rows-of-ended-tokens.ts'
import { rowsOfOtherWays } from '../support/truth-table/rows-of-other-ways.ts'
import { rowsOfPossession } from '../support/truth-table/rows-of-possession.ts'
import { rowsOfRights } from '../support/truth-table/rows-of-rights.ts'
import { rowsOfTheToken } from '../support/truth-table/rows-of-the-token.ts'
import { rowsSynthetic } from '../support/truth-table/rows-synthetic.ts'
import { aStage, type Stage } from '../support/truth-table/stage.ts'

const rows: readonly Row[] = [
  ...rowsOfTheToken,
  ...rowsOfEndedTokens,
  ...rowsOfRights,
  ...rowsOfPossession,
  ...rowsOfOtherWays,
  ...rowsCombined,
  ...rowsSynthetic,
]

const told: Told[] = []
let stage: Stage
beforeAll(async () => void (stage = await aStage()))
beforeEach(() => stage.reset())
afterAll(async () => {
  vi.useRealTimers()
  await Promise.all([writeTable(), endJourneys()])
})

const offered = (why: Diagnosis | null): string => (why?.remedies ?? []).map((remedy) => remedy.do).join(', ') || 'none'

const wasGiven = (step: Step, sent: Exchange): boolean =>
  sent.why === null ? statusOf(sent) === step.gives : `${sent.why.cause}, ${sent.why.confidence}` === step.gives

interface Cured {
  readonly cured: readonly string[]
  readonly faults: readonly string[]
  /** What the refusal is by now: the one that a button led to, else the same. */
  readonly refused: Exchange
}

async function take(step: Step, { cured, faults, refused }: Cured): Promise<Cured> {
  const remedy = refused.why?.remedies.find((each) => each.do === step.press)
  if (remedy === undefined && step.press !== 'by-hand') {
    return { cured, refused, faults: [...faults, `${step.press} is not offered, but ${offered(refused.why)}`] }
  }
  const outcome = remedy === undefined ? await doByHand(stage, step) : await carryOut(stage, refused, remedy, step)
  if ('shown' in outcome) {
    const isShown = outcome.shown.startsWith(step.gives)
    const fault = isShown ? [] : [`${step.press} showed ${outcome.shown}, not ${step.gives}`]
    return { cured: [...cured, `${step.press} → ${outcome.shown}`], faults: [...faults, ...fault], refused }
  }
  const { sent } = outcome
  const came = sent.why === null ? statusOf(sent) : `${sent.why.cause}, ${sent.why.confidence}`
  const fault = wasGiven(step, sent) ? [] : [`${step.press} gave ${came}, not ${step.gives}`]
  return { cured: [...cured, `${step.press} → ${came}`], faults: [...faults, ...fault], refused: sent }
}

/** What is not as the row has it. */
function faultsOf(row: Row, refused: Exchange): string[] {
  const { why } = refused
  if (why === null) return ['no reason was told']
  const first = why.remedies[0]?.do ?? null
  const missing = (row.evidence ?? []).filter((each) => !why.evidence.some((sentence) => each.test(sentence)))
  return [
    ...(statusOf(refused) === String(row.status) ? [] : [`status ${statusOf(refused)}, not ${row.status}`]),
    ...(why.cause === row.why[0] ? [] : [`cause ${why.cause}, not ${row.why[0]}`]),
    ...(why.confidence === row.why[1] ? [] : [`confidence ${why.confidence}, not ${row.why[1]}`]),
    ...(row.headline.test(why.headline) ? [] : [`headline “${why.headline}”`]),
    ...missing.map((each) => `no evidence ${String(each)}`),
    ...(first === row.first ? [] : [`first remedy ${String(first)}, not ${String(row.first)}`]),
  ]
}

async function tell(row: Row): Promise<Told> {
  const refused = await row.make(stage)
  let cured: Cured = { cured: [], faults: faultsOf(row, refused), refused }
  for (const step of row.cure) cured = await take(step, cured)
  return { row, status: statusOf(refused), why: refused.why, cured: cured.cured, faults: cured.faults }
}

/** The table as a person reads it; beside each row all that was said. */
async function writeTable(): Promise<void> {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  const lines = told.map(({ row, status, why, cured, faults }, at) =>
    line([
      ...[String(at + 1), row.what, status, why?.cause ?? 'none', why?.confidence ?? ''],
      ...[why?.headline ?? '', offered(why), cured.join('; ')],
      faults.length === 0 ? 'yes' : faults.join('; '),
    ]),
  )
  const words = told.map(({ row, why }, at) =>
    [`${at + 1}. ${row.what}: **${why?.headline ?? 'nothing'}**`, ...(why?.evidence ?? [])].join('\n   - '),
  )
  const head = ['#', 'what was done', 'status', 'cause', 'confidence', 'headline', 'remedies', 'carried out', 'right']
  const right = told.filter(({ faults }) => faults.length === 0).length
  const text = [
    ...['# Refusals made on the playground, and what is said of them', ''],
    ...[`${right} of ${told.length} right; ${rows.filter((row) => row.combined === true).length} combinations.`, ''],
    ...[line(head), line(head.map(() => '---')), ...lines, ''],
    ...['## Every sentence', '', ...words, ''],
  ]
  const folder = path.resolve('test-results')
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, 'truth-table.md'), text.join('\n'))
}

describe('a refusal that is really made is told as what it is:', () => {
  test.each(rows.map((row): [string, Row] => [row.what, row]))('%s', async (_what, row) => {
    const result = await tell(row)
    told.push(result)
    expect(result.faults).toEqual([])
  })
})

describe('the table', () => {
  test('has every cause that can be told', () => {
    expect(cause.options.filter((each) => !rows.some(({ why }) => why[0] === each))).toEqual([])
  })

  test('is long enough, and a quarter of it are combinations', () => {
    expect(rows.length).toBeGreaterThanOrEqual(44)
    expect(rows.filter(({ combined }) => combined === true).length).toBeGreaterThanOrEqual(12)
    expect(new Set(rows.map(({ what }) => what)).size).toBe(rows.length)
  })
})
