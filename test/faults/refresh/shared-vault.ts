import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { FaultKind, FaultSituation } from '../fault-kind.ts'
import { freshSignIn } from '../kill/killed-holder.ts'
import { type ObedientProgram, startProgram } from '../obedient-program.ts'
import { aRotatingServer, heldUp, type Moment, type RotatingServer } from '../rotating-server.ts'
import type { Tally } from '../tally.ts'
import type { HeldTokens, ServedCallers } from '../token-report.ts'
import { countTogether } from './count-together.ts'

const callers = 10

interface SharedVault {
  readonly server: RotatingServer
  /** How far the clock of all of them was put ahead. */
  aheadSeconds: number
  readonly programs: ObedientProgram[]
  readonly start: () => ObedientProgram
}

/** On one machine there is one clock. */
async function letExpire(shared: SharedVault): Promise<void> {
  shared.aheadSeconds += 400
  await Promise.all(shared.programs.map((each) => each.tell({ do: 'advance', seconds: 400 })))
}

const wanted = (program: ObedientProgram): Promise<ServedCallers> => program.tell({ do: 'use', callers })

/** All processes find the token expired at the same time. */
async function expireForAll(shared: SharedVault, tally: Tally): Promise<void> {
  const { server, programs } = shared
  await letExpire(shared)
  const before = server.calls()
  const served = await Promise.all(programs.map(wanted))
  const label = `${programs.length} processes at an expiry`
  tally.fault(label)
  const lost = (what: string): void => tally.lost(what, label)
  const missed = served.filter(({ served: count }) => count !== callers)
  if (missed.length > 0) lost(`not every caller got a token: ${missed.flatMap(({ why }) => why).join(', ')}`)
  if (new Set(served.flatMap(({ different }) => different)).size !== 1) lost('they do not end with the same token')
  if (server.calls() - before !== 1) lost(`the server was called ${server.calls() - before} times`)
}

/** One of two is killed inside its refresh while the other waits for its turn. */
async function killOneInside(shared: SharedVault, moment: Moment, tally: Tally): Promise<void> {
  const { server, programs, start } = shared
  const [first, second] = programs
  if (first === undefined || second === undefined) throw new Error('there are no two processes')
  const label = `one killed in its refresh, ${moment === 'answer-made' ? 'after' : 'before'} the server rotated`
  await letExpire(shared)
  const { isReachedBefore, letGo, over } = heldUp(server, moment)
  const dying = first.ask({ do: 'use', callers })
  if (!(await isReachedBefore(dying))) {
    over()
    return tally.lost('the refresh did not come to the server', label)
  }
  const going = wanted(second)
  await first.kill()
  await dying
  over()
  if (moment === 'answer-made') letGo()
  const { served, why } = await going
  tally.fault(label)
  const held = await second.tell<HeldTokens>({ do: 'look' })
  if (moment === 'request-arrived' && served !== callers) {
    tally.lost(`the other one did not go on: ${why.join(', ')}`, label)
  }
  if (moment === 'answer-made' && held.reason !== 'answer-lost') {
    tally.lost(`the other one's session is ${held.session} (${held.reason ?? 'no reason'})`, label)
  }
  if (moment === 'answer-made') await second.tell((await freshSignIn(server)).command)
  const anew = start()
  await anew.tell({ do: 'advance', seconds: shared.aheadSeconds })
  programs[0] = anew
}

async function share(count: number, { isShort, folder, program }: FaultSituation, tally: Tally): Promise<void> {
  const shared = path.join(folder, `shared by ${count}`)
  mkdirSync(shared)
  const server = await aRotatingServer()
  const start = (): ObedientProgram => startProgram(program('token-program'), [shared, server.issuer])
  const programs = Array.from({ length: count }, start)
  const together: SharedVault = { server, programs, start, aheadSeconds: 0 }
  try {
    await programs[0]?.tell((await freshSignIn(server)).command)
    for (let expiry = 0; expiry < (isShort ? 3 : 50); expiry += 1) await expireForAll(together, tally)
    // More than one that waits makes no difference to the one that goes on.
    const rounds = count !== 2 ? 0 : isShort ? 1 : 20
    for (let round = 0; round < rounds; round += 1) {
      await killOneInside(together, 'request-arrived', tally)
      await expireForAll(together, tally)
      await killOneInside(together, 'answer-made', tally)
      await expireForAll(together, tally)
    }
  } finally {
    await Promise.all(programs.map((each) => each.kill()))
    await server.close()
  }
}

export const sharedVault: FaultKind = {
  name: 'processes',
  title: 'Several processes share one vault',
  async run(situation, tally) {
    await share(2, situation, tally)
    await share(5, situation, tally)
    await countTogether(situation, tally)
  },
}
