import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { noKeyring } from '../../support/keyring-builder.ts'
import { seededRandom } from '../../support/seeded-random.ts'
import { aCountingVault, startVaultProgram } from '../counting-vault.ts'
import type { FaultSituation } from '../fault-kind.ts'
import type { Tally } from '../tally.ts'
import { aVaultIn } from '../../support/vault-on-disk.ts'
import { isDone, killAtEveryStep, killAtRandom, type KillTarget } from './kill-at-steps.ts'

const passphraseOf = (turn: number): string => `the passphrase of turn ${turn}`

/** Whether a vault file opens with a passphrase where there is no keyring. */
async function opensWith(file: string, passphrase: string, workshop: string): Promise<boolean> {
  rmSync(workshop, { recursive: true, force: true })
  mkdirSync(workshop)
  copyFileSync(file, path.join(workshop, 'vault.json'))
  const vault = aVaultIn(workshop, { keyWrapper: noKeyring() })
  const wrong = (): null => null
  const status = await vault.unlock({ by: 'passphrase', passphrase: new SecretText(passphrase) }).catch(wrong)
  return status?.state === 'open'
}

/** Kills a program while it puts the vault under another passphrase, with a new data key and every record sealed anew. */
export async function killProtection({ isShort, seed, folder, program }: FaultSituation, tally: Tally): Promise<void> {
  const vaultFolder = path.join(folder, 'protection')
  const workshop = path.join(folder, 'workshop')
  mkdirSync(vaultFolder)
  const vault = await aCountingVault(vaultFolder, startVaultProgram(program('vault-program'), vaultFolder))
  await vault.countUp()
  const main = path.join(vaultFolder, 'vault.json')
  let turn = 0
  let now: string | null = null

  const target: KillTarget = {
    deed: 'a change of protection',
    program: vault.program,
    async restart() {
      vault.restart()
      await vault.writeAnother()
    },
    async act() {
      turn += 1
      const next = passphraseOf(turn)
      const isChanged = isDone(await vault.program().ask({ do: 'protect', current: now, passphrase: next }))
      if (isChanged) now = next
      return isChanged
    },
    async judge(repeat) {
      await vault.judge(tally, repeat)
      const next = passphraseOf(turn)
      const before = now
      if (await opensWith(main, next, workshop)) now = next
      else if (now !== null && !(await opensWith(main, now, workshop))) {
        tally.lost('the vault opens with neither passphrase', repeat)
      }
      // Acknowledged, or found to be in force: from then on nothing opens with the one before.
      if (before === null || before === now) return
      await vault.endCleanly(tally, repeat)
      for (const name of readdirSync(vaultFolder).filter((each) => each.startsWith('vault.json'))) {
        const isOpen = await opensWith(path.join(vaultFolder, name), before, workshop)
        if (isOpen) tally.lost(`${name} still opens with the passphrase of before`, repeat)
      }
    },
  }
  await target.act()
  await killAtEveryStep(target, tally, { every: isShort ? 9 : 1, from: seed })
  const longestMs = isShort ? 60 : 150
  await killAtRandom(target, tally, { kills: isShort ? 3 : 100, random: seededRandom(seed + 1), longestMs })
  await vault.endCleanly(tally, 'all of the killed changes of protection')
}
