import type { Session } from 'node:inspector/promises'
import type { ElectronApplication } from '@playwright/test'
import * as z from 'zod'
import type { Stretches } from './main-probe.ts'

const cpuProfile = z.object({
  startTime: z.number(),
  timeDeltas: z.array(z.number()),
  samples: z.array(z.number()),
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }),
      children: z.array(z.number()).optional(),
    }),
  ),
})
export type CpuProfile = z.infer<typeof cpuProfile>

/** Begins to sample the main process's JavaScript, five times a millisecond. */
export const startProfile = (app: ElectronApplication): Promise<void> =>
  app.evaluate(async () => {
    const { Session: InspectorSession } = process.getBuiltinModule('node:inspector/promises')
    const session = new InspectorSession()
    session.connect()
    await session.post('Profiler.enable')
    await session.post('Profiler.setSamplingInterval', { interval: 200 })
    await session.post('Profiler.start')
    Reflect.set(globalThis, 'stallProfile', session)
  })

/** What was sampled since `startProfile`. */
export async function endProfile(app: ElectronApplication): Promise<CpuProfile> {
  const text = await app.evaluate(async () => {
    const session: Session = Reflect.get(globalThis, 'stallProfile')
    return JSON.stringify((await session.post('Profiler.stop')).profile)
  })
  return cpuProfile.parse(JSON.parse(text))
}

/** What the longest stretch of each operation went into: the functions with most of it, by themselves and with callees. */
export function explainStretches(profile: CpuProfile, stretches: Stretches): string[] {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]))
  const parents = new Map(profile.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])))
  const nameOf = (id: number): string => {
    const { functionName = '', url = '', lineNumber = 0 } = nodes.get(id)?.callFrame ?? {}
    const place = url === '' ? '' : ` ${url.slice(url.lastIndexOf('/') + 1)}:${lineNumber + 1}`
    return `${functionName === '' ? '(anonymous)' : functionName}${place}`
  }
  const callersOf = (id: number | undefined): number[] => (id === undefined ? [] : [id, ...callersOf(parents.get(id))])
  return Object.entries(stretches).flatMap(([operation, { ms, beganAtUs, endedAtUs }]) => {
    const alone = new Map<string, number>()
    const withCallees = new Map<string, number>()
    let atUs = profile.startTime
    for (const [place, sample] of profile.samples.entries()) {
      atUs += profile.timeDeltas[place] ?? 0
      if (atUs < beganAtUs || atUs > endedAtUs) continue
      const spentUs = profile.timeDeltas[place + 1] ?? 0
      const names = callersOf(sample).map(nameOf)
      for (const name of names.slice(0, 1)) alone.set(name, (alone.get(name) ?? 0) + spentUs)
      for (const name of new Set(names)) withCallees.set(name, (withCallees.get(name) ?? 0) + spentUs)
    }
    return [`${operation}: ${ms.toFixed(1)} ms`, `  alone: ${most(alone)}`, `  with callees: ${most(withCallees)}`]
  })
}

const most = (spentUs: ReadonlyMap<string, number>): string =>
  [...spentUs]
    .filter(([name]) => name !== '(root)')
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, 8)
    .map(([name, us]) => `${name} ${(us / 1000).toFixed(1)}`)
    .join(', ')
