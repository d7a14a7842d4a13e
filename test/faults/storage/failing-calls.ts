import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { aCountingVault, type CountingVault, startVaultProgram } from '../counting-vault.ts'
import type { Failed } from '../command-loop.ts'
import type { FaultKind, FaultSituation } from '../fault-kind.ts'
import { isStopped } from '../obedient-program.ts'
import { pick, seededRandom } from '../../support/seeded-random.ts'
import type { Tally } from '../tally.ts'
import { fileThread, type Injection, pointsOf, tracedCalls, whyNoTracing, withInjection } from '../tracing.ts'
import type { VaultContent } from '../vault-content.ts'
import { errors } from './errors.ts'
import { failInProcess } from './failing-in-process.ts'

const isWhole = (content: VaultContent): boolean =>
  content.state === 'open' && content.unreadable === 0 && content.records['tokens/alice'] === 'of alice'

/** Node gives itself up (abort) where a wake-up between its threads fails. */
const isEndOfNode = (thrown: unknown): boolean => thrown instanceof Error && thrown.message.includes('(SIGABRT)')

type Point = Omit<Injection, 'effect'>

/** Makes one system call of one save fail, and looks at what became of the save, of the file, and of the next save. */
async function failASave(vault: CountingVault, point: Point, error: string, folder: string, tally: Tally) {
  const injection: Injection = { ...point, effect: `error=${error}` }
  const label = `${error} by ${point.name}`
  const repeat = `strace -p <thread> -e inject=${point.name}:error=${error}:when=${point.when}, in a save of the vault`
  const { value, hit } = await withInjection(injection, folder, () => vault.countUp())
  // A wake-up between threads that fails ends Node itself; it is no call of a save.
  if (hit !== 'call') return tally.notFired(label)
  tally.fault(`a failed ${point.name}`)
  if (value === 'killed') return tally.lost('the program did not survive it', repeat)
  await vault.judge(tally, repeat)
  if (value === 'on-disk') return
  if (!/^(?:storage|vault)\./.test(value.failed)) tally.lost(`reported as ${value.failed}`, repeat)
  // What could not be saved is still known, and goes along with the next save.
  if ((await vault.writeAnother()) !== 'on-disk') return tally.lost('the next save failed too', repeat)
  await vault.judge(tally, `${repeat}; then another save`, vault.count())
}

/** Makes one system call of an opening fail: what can't be read is never taken for an empty vault. */
async function failAnOpening(vault: CountingVault, point: Point, error: string, folder: string, tally: Tally) {
  const injection: Injection = { ...point, effect: `error=${error}` }
  const label = `${error} by ${point.name} of an opening`
  const job = () => vault.program().ask<VaultContent | Failed>({ do: 'look-anew' })
  const { value, hit } = await withInjection(injection, folder, job)
  if (hit !== 'call') return tally.notFired(label)
  tally.fault(`a failed ${point.name} of an opening`)
  const repeat = `strace -p <thread> -e inject=${point.name}:error=${error}:when=${point.when}, when the vault is opened`
  const reply = isStopped(value) ? undefined : value.reply
  if (reply === undefined) return tally.lost('the program did not survive it', repeat)
  if (!('failed' in reply) && !isWhole(reply)) {
    tally.lost(`the vault was ${reply.state} with ${Object.keys(reply.records).length} records`, repeat)
  }
  await vault.judge(tally, repeat)
}

async function failSystemCalls({ isShort, seed, folder, program }: FaultSituation, tally: Tally): Promise<void> {
  const vaultFolder = path.join(folder, 'vault')
  mkdirSync(vaultFolder)
  const vault = await aCountingVault(vaultFolder, startVaultProgram(program('vault-program'), vaultFolder))
  await vault.countUp()
  const why = await whyNoTracing(vault.program().processId, folder)
  if (why !== null) {
    tally.cannot('failing system calls', why)
    return vault.endCleanly(tally, 'no fault at all')
  }
  const random = seededRandom(seed)
  const saving = await tracedCalls(vault.program().processId, folder, () => vault.countUp())
  const opening = await tracedCalls(vault.program().processId, folder, () => vault.program().ask({ do: 'look-anew' }))
  let threadId = fileThread(saving)
  const plan = [
    ...pointsOf(saving, threadId).map((point) => ({ point, fail: failASave })),
    ...pointsOf(opening, threadId).map((point) => ({ point, fail: failAnOpening })),
  ]
  tally.note(
    `${saving.length} system calls in a save, ${opening.length} in an opening; every one × ${errors.length} errors`,
  )
  for (const { point, fail } of plan) {
    // The short form takes one of the errors for each call.
    for (const error of isShort ? [pick(random, errors)] : errors) {
      try {
        await fail(vault, { ...point, threadId }, error, folder, tally)
      } catch (thrown) {
        if (!isEndOfNode(thrown)) throw thrown
        // The call that failed was a wake-up after all: they come when they come.
        tally.notFired(`${error} by ${point.name}, which ended Node itself`)
        vault.restart()
        await vault.judge(tally, `${error} by ${point.name} number ${point.when}, which ended Node itself`)
        threadId = fileThread(await tracedCalls(vault.program().processId, folder, () => vault.countUp()))
      }
    }
  }
  await vault.endCleanly(tally, 'all of the failing system calls')
}

export const failingCalls: FaultKind = {
  name: 'io',
  title: 'Every system call of a save and of an opening fails',
  async run(situation, tally) {
    await failInProcess(situation, tally)
    await failSystemCalls(situation, tally)
  },
}
