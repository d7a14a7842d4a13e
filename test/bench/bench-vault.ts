import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { SecretText } from '../../electron/domain/vault/secret-text.ts'
import type { Vault } from '../../electron/domain/vault/vault.ts'
import { aKeyring } from '../support/keyring-builder.ts'
import { benchPassphrase, makeFullDataFolder, vaultIn } from './full-vault.ts'
import { installStallProbe, type StallProbe } from './main-probe.ts'
import { median, rounded } from './statistics.ts'

const times = 7
const passphrase = () => new SecretText(benchPassphrase)

/** How long each operation takes, and its longest stretch without a pause, both in milliseconds; medians. */
export async function benchVault() {
  const folder = await mkdtemp(path.join(tmpdir(), 'claimcheck-bench-vault-'))
  try {
    await makeFullDataFolder(folder)
    const measure = createMeasure()
    const keyring = aKeyring().wrapper
    const vault = vaultIn(folder, keyring)
    const byPassphrase = () => vault.unlock({ by: 'passphrase', passphrase: passphrase() })
    await byPassphrase()
    const records = await recordsIn(vault)
    for (let time = 0; time < times; time += 1) {
      await vault.lock('by-hand')
      await measure('openByPassphrase', byPassphrase)
      await measure('saveOneRecord', () => vault.write('client-secret', 'bench', new SecretText(`secret ${time}`)))
      const protection = { under: 'keyring' } as const
      await measure('protectAnew', () => vault.protect({ current: passphrase(), protection }))
      await vault.lock('by-hand')
      await measure('openByKeyring', () => vault.unlock({ by: 'keyring' }))
      await vault.protect({ current: null, protection: { under: 'passphrase', passphrase: passphrase() } })
    }
    return { bench: 'vault', records, ...measure.medians(), n: times }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function recordsIn(vault: Vault): Promise<number> {
  const status = await vault.status()
  if (status.state !== 'open') throw new Error(`the vault is ${status.state}`)
  return status.records
}

function createMeasure() {
  installStallProbe()
  const probe: StallProbe = Reflect.get(globalThis, 'stallProbe')
  const measured = new Map<string, { ms: number[]; longestMs: number[] }>()
  async function measure(name: string, work: () => Promise<unknown>): Promise<void> {
    const all = measured.get(name) ?? { ms: [], longestMs: [] }
    measured.set(name, all)
    probe.operation = `${name} ${all.ms.length}`
    const startedMs = performance.now()
    await work()
    all.ms.push(performance.now() - startedMs)
    // The last stretch is booked by the look after it.
    await new Promise((resolve) => setTimeout(resolve, 5))
    all.longestMs.push(probe.longest[probe.operation]?.ms ?? 0)
    probe.operation = 'nothing'
  }
  const medians = () =>
    Object.fromEntries(
      [...measured].flatMap(([name, { ms, longestMs }]) => [
        [`${name}Ms`, rounded(median(ms))],
        [`${name}StallMs`, rounded(median(longestMs))],
      ]),
    )
  return Object.assign(measure, { medians })
}
