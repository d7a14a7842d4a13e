import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import type { Surroundings } from './contestant.ts'
import { installStallProbe, type StallProbe, type Stretches } from './main-probe.ts'

/** An app whose main process is watched. */
export interface WatchedApp {
  readonly app: ElectronApplication
  readonly window: Page
  /** Does something, waits until what follows from it is over too, and books the stretches meanwhile under its name. */
  readonly during: <Value>(operation: string, work: () => Promise<Value>) => Promise<Value>
  /** How long main was at work while something was done, in milliseconds. */
  readonly busyMs: (work: () => Promise<unknown>) => Promise<number>
  readonly stretches: () => Promise<Stretches>
}

/** What follows from an operation (events, lists that are asked for again, drawing) is over after this long. */
const aftermathMs = 250

/** Starts an app with the probe in its main process before its window is there; `start` is an operation too. */
export async function startWatched(
  { executable, env, switches }: Surroundings,
  { appFolder, userData, args }: { appFolder: string; userData: string; args: readonly string[] },
): Promise<WatchedApp> {
  const app = await _electron.launch({
    executablePath: executable,
    args: [appFolder, `--user-data-dir=${userData}`, ...switches, ...args],
    env: Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined)),
    chromiumSandbox: switches.length === 0,
  })
  await app.evaluate(installStallProbe)
  const nowDoing = (operation: string) =>
    app.evaluate((_electronModule, name) => {
      const probe: StallProbe = Reflect.get(globalThis, 'stallProbe')
      probe.operation = name
    }, operation)
  const busyNow = () =>
    app.evaluate(() => {
      const probe: StallProbe = Reflect.get(globalThis, 'stallProbe')
      return probe.busyMs()
    })
  await nowDoing('start')
  const window = await app.firstWindow()
  return {
    app,
    window,
    async during(operation, work) {
      await nowDoing(operation)
      const value = await work()
      await window.waitForTimeout(aftermathMs)
      await nowDoing('idle')
      return value
    },
    async busyMs(work) {
      const beforeMs = await busyNow()
      await work()
      return (await busyNow()) - beforeMs
    },
    stretches: () =>
      app.evaluate(() => {
        const probe: StallProbe = Reflect.get(globalThis, 'stallProbe')
        return probe.longest
      }),
  }
}
