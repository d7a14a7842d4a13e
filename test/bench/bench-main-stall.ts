import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type BodyServer, startBodyServer } from './body-server.ts'
import type { Surroundings } from './contestant.ts'
import { makeFullDataFolder } from './full-vault.ts'
import { endProfile, explainStretches, startProfile } from './main-profile.ts'
import { doOrdinaryWork, type WorkTimes } from './ordinary-work.ts'
import { type SessionKeyring, startSessionKeyring } from './session-keyring.ts'
import { median, rounded } from './statistics.ts'
import { startWatched } from './watched-app.ts'

const rounds = 3

interface Round extends WorkTimes {
  readonly electron: string
  /** The longest stretch of each operation, in milliseconds. */
  readonly longestMs: ReadonlyMap<string, number>
}

/**
 * The longest synchronous work on the main thread, in ms, on a data folder with 500 profiles and 1,500 secrets. Budgets:
 * 10 ms for any stretch while the window is up, 50 ms for an unlock by keyring, 100 to 800 ms for one by passphrase,
 * 30 ms of main's time for a save of 500 profiles. What the longest stretches went into is told on standard error, by a
 * last round that is profiled and not measured.
 */
export async function benchMainStall(surroundings: Surroundings) {
  const folder = await mkdtemp(path.join(tmpdir(), 'claimcheck-bench-stall-'))
  const server = await startBodyServer()
  const keyring = await startSessionKeyring(path.join(folder, 'keyring'))
  try {
    const full = path.join(folder, 'full')
    await makeFullDataFolder(full)
    const setting = { surroundings, server, keyring }
    const measured: Round[] = []
    const baselinesMs: number[] = []
    for (let round = 1; round <= rounds; round += 1) {
      baselinesMs.push(await watchEmptyWindow(setting, path.join(folder, `empty-${round}`)))
      const dataFolder = path.join(folder, `round-${round}`)
      await cp(full, dataFolder, { recursive: true })
      measured.push(await watchClaimcheck(setting, dataFolder, false))
      console.log(
        `${round}/${rounds} ${[...worst(measured.slice(-1))].map(([name, ms]) => `${name} ${ms}`).join(', ')}`,
      )
    }
    await watchClaimcheck(setting, full, true)
    return told(measured, baselinesMs)
  } finally {
    await Promise.all([server.close(), keyring?.close()])
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

interface Setting {
  readonly surroundings: Surroundings
  readonly server: BodyServer
  readonly keyring: SessionKeyring | null
}

/** What an Electron that does nothing but open a window is held up by, while somebody types. */
async function watchEmptyWindow({ surroundings }: Setting, userData: string): Promise<number> {
  const appFolder = path.join(surroundings.projectFolder, 'test/bench/empty-window')
  await mkdir(userData)
  const { app, window, during, stretches } = await startWatched(surroundings, { appFolder, userData, args: [] })
  try {
    for (let time = 0; time < 10; time += 1) {
      await during('type', () => window.keyboard.type('into nothing', { delay: 10 }))
    }
    return (await stretches())['type']?.ms ?? 0
  } finally {
    await app.close()
  }
}

async function watchClaimcheck({ surroundings, server, keyring }: Setting, userData: string, isProfiled: boolean) {
  const env = { ...surroundings.env, ...keyring?.env }
  const place = { appFolder: surroundings.projectFolder, userData, args: keyring?.args ?? [] }
  const watched = await startWatched({ ...surroundings, env }, place)
  const { app, stretches } = watched
  try {
    if (isProfiled) await startProfile(app)
    const times = await doOrdinaryWork({ watched, server, folder: userData, hasKeyring: keyring !== null })
    const found = await stretches()
    if (isProfiled) for (const line of explainStretches(await endProfile(app), found)) console.error(line)
    const longestMs = new Map(Object.entries(found).map(([operation, { ms }]) => [operation, ms]))
    return { ...times, longestMs, electron: await app.evaluate(() => process.versions.electron) }
  } finally {
    await app.close()
  }
}

/** Of each operation the longest stretch of all rounds; the start is no operation of a window that is up. */
function worst(measured: readonly Round[]): ReadonlyMap<string, number> {
  const names = new Set(measured.flatMap(({ longestMs }) => [...longestMs.keys()]))
  return new Map(
    [...names].map((name) => [name, rounded(Math.max(...measured.map((each) => each.longestMs.get(name) ?? 0)))]),
  )
}

function told(measured: readonly Round[], baselinesMs: readonly number[]) {
  const { start: startMs, ...operationsMs } = Object.fromEntries(worst(measured))
  const maximaMs = measured.map(({ longestMs }) =>
    Math.max(...[...longestMs].filter(([name]) => name !== 'start').map(([, ms]) => ms)),
  )
  const keyringMs = measured.flatMap(({ unlockKeyringMs }) => (unlockKeyringMs === null ? [] : [unlockKeyringMs]))
  return {
    bench: 'main-stall',
    maxStallMs: rounded(Math.max(...maximaMs)),
    medianStallMs: rounded(median(maximaMs)),
    baselineMaxStallMs: rounded(Math.max(...baselinesMs)),
    startStallMs: startMs,
    operationsMs,
    unlockKeyringMs: keyringMs.length === 0 ? null : rounded(median(keyringMs)),
    unlockPassphraseMs: rounded(median(measured.map(({ unlockPassphraseMs }) => unlockPassphraseMs))),
    saveOf500ProfilesMs: rounded(median(measured.map(({ saveOf500ProfilesMs }) => saveOf500ProfilesMs))),
    n: measured.length,
    electron: measured[0]?.electron ?? '',
  }
}
