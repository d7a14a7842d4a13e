import { expect, test } from 'vitest'
import type { Vault } from '../../../../electron/domain/vault/vault.ts'
import { aKeyring } from '../../../support/keyring-builder.ts'
import { pick, seededRandom } from '../../../support/seeded-random.ts'
import { aDisk, aVault, secret } from '../../../support/vault-builder.ts'

interface Attempt {
  readonly process: number
  /** null: removed. */
  readonly text: string | null
  readonly startedAt: number
  /** null: it was never acknowledged, and may take effect at any time while its process knows of it. */
  acknowledgedAt: number | null
}

/** What a record may hold in the end: nothing that was acknowledged is lost, and nothing comes back that was replaced. */
function possible(attempts: readonly Attempt[]): Set<string | null> {
  const ends = attempts.filter((attempt) => {
    const { acknowledgedAt: end, process } = attempt
    const later = attempts.filter((other) => other.startedAt > (end ?? attempt.startedAt))
    if (end === null) return !later.some((other) => other.process === process)
    return !later.some((other) => other.acknowledgedAt !== null)
  })
  const isAnySure = attempts.some(({ acknowledgedAt }) => acknowledgedAt !== null)
  return new Set([...ends.map(({ text }) => text), ...(isAnySure ? [] : [null])])
}

const ids = ['alice', 'bob', 'carol'] as const

/** Two processes that do as a seed says, on a disk that fails as the seed says; then the failures end, and all is looked at. */
async function run(
  seed: number,
  hasFaults: boolean,
): Promise<{ readonly acknowledged: number; readonly wrong: string[] }> {
  const random = seededRandom(seed)
  const disk = aDisk()
  const keyring = aKeyring()
  const start = (): Vault => aVault({ disk, keyWrapper: keyring.wrapper })
  const vaults = [start(), start()]
  const log = new Map<string, Attempt[]>(ids.map((id) => [id, []]))
  const running: Promise<unknown>[] = []
  let clock = 0

  const vaultOf = (process: number): Vault => vaults[process] ?? start()

  function change(process: number, id: string, text: string | null): void {
    const attempt: Attempt = { process, text, startedAt: (clock += 1), acknowledgedAt: null }
    log.get(id)?.push(attempt)
    const vault = vaultOf(process)
    const done = text === null ? vault.remove('tokens', id) : vault.write('tokens', id, secret(text))
    // A change that is refused was not acknowledged; what must come of it is judged in the end.
    running.push(done.then(() => (attempt.acknowledgedAt = clock += 1)).catch(() => undefined))
  }

  const acts: ((process: number) => unknown)[] = [
    ...Array.from({ length: 6 }, () => (process: number) => change(process, pick(random, ids), `${seed}/${clock}`)),
    (process) => change(process, pick(random, ids), null),
    (process) =>
      running.push(
        vaultOf(process)
          .catchUp()
          .catch(() => undefined),
      ),
    (process) =>
      running.push(
        vaultOf(process)
          .read('tokens', pick(random, ids))
          .catch(() => undefined),
      ),
    () => Promise.all(running),
    async (process) => {
      const vault = vaultOf(process)
      await vault.lock('idle')
      await vault.unlock({ by: 'keyring' })
    },
    (process) =>
      running.push(
        vaultOf(process)
          .protect({ current: null, protection: { under: 'keyring' } })
          .catch(() => undefined),
      ),
    () => new Promise((resolve) => setImmediate(resolve)),
    ...(hasFaults
      ? [
          () => void (disk.fault = random() < 0.5 ? new Error('disk full') : null),
          () => void (disk.inUse = random() < 0.3 ? new Error('in use') : null),
          () =>
            void (disk.afterWrite =
              random() < 0.3 ? () => Promise.reject(new Error('no flush')) : async () => undefined),
        ]
      : []),
  ]
  for (let step = 0; step < 60; step += 1) await pick(random, acts)(random() < 0.5 ? 0 : 1)
  Object.assign(disk, { fault: null, inUse: null, afterWrite: async () => undefined })
  await Promise.all(running)
  for (const vault of vaults) await vault.write('client-secret', 'the last', secret('x'))

  const after = start()
  const wrong: string[] = []
  for (const id of ids) {
    const text = (await after.read('tokens', id))?.reveal() ?? null
    const attempts = log.get(id) ?? []
    if (!possible(attempts).has(text)) wrong.push(`seed ${seed}: ${id} is ${text}, of ${JSON.stringify(attempts)}`)
    for (const vault of vaults) {
      await vault.catchUp()
      const seen = (await vault.read('tokens', id))?.reveal() ?? null
      if (seen !== text) wrong.push(`seed ${seed}: a process sees ${seen} where the disk has ${text}`)
    }
  }
  const acknowledged = [...log.values()].flat().filter(({ acknowledgedAt }) => acknowledgedAt !== null).length
  return { acknowledged, wrong }
}

test.each([
  ['a disk that works', false],
  ['a disk that fails now and then', true],
])('nothing acknowledged is lost, however two processes take turns on %s', async (_which, hasFaults) => {
  let acknowledged = 0
  for (let seed = 1; seed <= 500; seed += 1) {
    const outcome = await run(seed, hasFaults)
    acknowledged += outcome.acknowledged
    expect(outcome.wrong).toEqual([])
  }
  expect(acknowledged).toBeGreaterThan(500)
})
