import { type Answer, isStopped, type ObedientProgram } from '../obedient-program.ts'
import type { Tally } from '../tally.ts'

/** A deed that is killed again and again, and what must be true after it. */
export interface KillTarget {
  /** In the words of the tally: 'a save', 'a change of protection'. */
  readonly deed: string
  readonly program: () => ObedientProgram
  /** Starts the program anew, and lets it do what a start does. */
  readonly restart: () => Promise<void>
  /** Begins the deed. True: it was acknowledged before the end. */
  readonly act: () => Promise<boolean>
  /** Looks at what is on the disk as a new start would. */
  readonly judge: (repeat: string) => Promise<void>
  /** Where in the deed a step is, in the words of the tally. */
  readonly placeOf?: (steps: readonly string[], at: number) => string
}

/** The steps that the deed is made of. */
async function stepsOf({ program, act }: KillTarget): Promise<readonly string[]> {
  await program().tell({ do: 'arm', at: -1 })
  await act()
  return program().tell<readonly string[]>({ do: 'steps' })
}

async function lookAndRestart({ judge, restart }: KillTarget, repeat: string): Promise<void> {
  await judge(repeat)
  await restart()
}

/** Kills the program at each step of the deed, before it and after it; `every`: only at each n-th one. */
export async function killAtEveryStep(
  target: KillTarget,
  tally: Tally,
  { every, from = 0 }: { every: number; from?: number },
) {
  const steps = await stepsOf(target)
  tally.note(`${target.deed} has ${steps.length} steps to be killed at`)
  for (let at = from % every; at < steps.length; at += every) {
    await target.program().tell({ do: 'arm', at })
    const isDone = await target.act()
    const name = steps[at] ?? ''
    // With fewer steps this time it got to its end.
    if (isDone) {
      tally.notFired(`${target.deed} at step ${at}`)
      continue
    }
    await target.program().kill()
    tally.fault(`${target.deed} ${target.placeOf?.(steps, at) ?? 'at a step'}`)
    await lookAndRestart(target, `${target.deed}, killed at step ${at}: ${name}`)
  }
}

const milliseconds = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Kills the program at instants that nobody chose, some way into a row of deeds. */
export async function killAtRandom(
  target: KillTarget,
  tally: Tally,
  { kills, random, longestMs }: { kills: number; random: () => number; longestMs: number },
): Promise<void> {
  for (let kill = 0; kill < kills; kill += 1) {
    await target.program().tell({ do: 'arm', at: -1 })
    const delayMs = random() * longestMs
    const deeds = actUntilKilled(target)
    await milliseconds(delayMs)
    await target.program().kill()
    await deeds
    tally.fault(`${target.deed} at random`)
    await lookAndRestart(target, `${target.deed}, killed ${delayMs.toFixed(2)} ms after its begin`)
  }
}

async function actUntilKilled({ act }: KillTarget): Promise<void> {
  let isAlive = true
  while (isAlive) isAlive = await act()
}

/** Whether a deed was done: not stopped half-way, not killed, not failed. */
export const isDone = (answer: Answer<unknown>): boolean => !isStopped(answer) && answer.reply !== undefined
