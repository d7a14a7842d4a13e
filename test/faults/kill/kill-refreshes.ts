import { mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { createProcessLocks } from '../../../electron/adapters/process-locks.ts'
import { seededRandom } from '../../support/seeded-random.ts'
import type { FaultSituation } from '../fault-kind.ts'
import { aRotatingServer, heldUp, type Moment, type RotatingServer } from '../rotating-server.ts'
import type { Tally } from '../tally.ts'
import { isDone, killAtEveryStep, killAtRandom, type KillTarget } from './kill-at-steps.ts'
import { aKilledHolder, type KilledHolder } from './killed-holder.ts'
import { placeInRefresh } from './places-in-a-refresh.ts'

/** Kills the program while the server works for it: what the server did is known, what it answered nobody read. */
async function killInTheCall(
  holder: KilledHolder,
  server: RotatingServer,
  moment: Moment,
  tally: Tally,
): Promise<void> {
  const { isReachedBefore, letGo, over } = heldUp(server, moment)
  const refresh = holder.refresh(tally)
  if (!(await isReachedBefore(refresh))) throw new Error('a refresh did not come to the server')
  await holder.program().kill()
  await refresh
  over()
  // The server goes on without its caller, or never saw the request at all.
  if (moment === 'answer-made') letGo()
  const isRotated = moment === 'answer-made'
  tally.fault(
    isRotated ? 'a refresh in the call, after the server rotated' : 'a refresh in the call, before the server saw it',
  )
  const outcome = await holder.judge(tally, `a refresh, killed when the server's state is "${moment}"`)
  if (outcome === 'unknown') return
  if ((outcome === 'answer lost') !== isRotated) tally.lost(`the session ${outcome}`, `killed at "${moment}"`)
}

/** Kills a program, and then the next one too, while that one settles what the first one left. */
async function killRecoveries(
  holder: KilledHolder,
  server: RotatingServer,
  { every, from }: { every: number; from: number },
  tally: Tally,
): Promise<void> {
  const steps = await stepsOfARecovery()
  for (let at = from % every; at < steps; at += every) {
    await leaveUnsettled()
    await holder.restart()
    await holder.program().tell({ do: 'arm', at })
    const isOver = isDone(await holder.program().ask({ do: 'settle' }))
    await holder.program().kill()
    if (isOver) tally.notFired('a recovery')
    else tally.fault('a recovery from a kill')
    await holder.judge(tally, `a refresh killed before the server saw it, and its recovery killed at step ${at}`)
  }

  /** A note of a refresh that the server never saw. */
  async function leaveUnsettled(): Promise<void> {
    const { isReachedBefore, over } = heldUp(server, 'request-arrived')
    const refresh = holder.refresh(tally)
    if (!(await isReachedBefore(refresh))) throw new Error('a refresh did not come to the server')
    await holder.program().kill()
    await refresh
    over()
  }

  async function stepsOfARecovery(): Promise<number> {
    await leaveUnsettled()
    await holder.restart()
    await holder.program().tell({ do: 'settle' })
    const seen = await holder.program().tell<readonly string[]>({ do: 'steps' })
    await holder.program().kill()
    await holder.judge(tally, 'a refresh killed before the server saw it')
    return seen.length
  }
}

/** Kills a program while it refreshes tokens of a server that rotates them and revokes the family on a second use. */
export async function killRefreshes({ isShort, seed, folder, program }: FaultSituation, tally: Tally): Promise<void> {
  const holderFolder = path.join(folder, 'refreshes')
  mkdirSync(holderFolder)
  const server = await aRotatingServer()
  try {
    const holder = await aKilledHolder({ folder: holderFolder, program: program('token-program'), server })
    const outcomes = new Map<string, number>()
    const target: KillTarget = {
      deed: 'a refresh',
      program: holder.program,
      restart: async () => undefined,
      act: () => holder.refresh(tally),
      async judge(repeat) {
        const outcome = await holder.judge(tally, repeat)
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      },
      placeOf: placeInRefresh,
    }
    for (let round = 0; round < (isShort ? 1 : 20); round += 1) {
      await killInTheCall(holder, server, 'request-arrived', tally)
      await killInTheCall(holder, server, 'answer-made', tally)
    }
    await killAtEveryStep(target, tally, { every: isShort ? 9 : 1, from: seed })
    await killRecoveries(holder, server, { every: isShort ? 60 : 3, from: seed }, tally)
    const random = seededRandom(seed + 2)
    await killAtRandom(target, tally, { kills: isShort ? 4 : 250, random, longestMs: isShort ? 120 : 200 })
    tally.note(`after a killed refresh: ${[...outcomes].map(([outcome, count]) => `${outcome} ${count}`).join(', ')}`)
    await holder.end()
    // The end may come in the middle of a turn: what it left there is for the next start to take away.
    await createProcessLocks(path.join(holderFolder, 'locks'))('vault', 1000, async () => undefined)
    const left = readdirSync(holderFolder, { recursive: true }).filter((name) => String(name).endsWith('.tmp'))
    if (left.length > 0) tally.lost(`left behind: ${left.join(', ')}`, 'all of the killed refreshes')
  } finally {
    await server.close()
  }
}
