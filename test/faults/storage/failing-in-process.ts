import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { ClaimcheckError } from '../../../electron/domain/failures/claimcheck-error.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import type { FaultSituation } from '../fault-kind.ts'
import { type Around, callsWithin } from '../steps.ts'
import type { Tally } from '../tally.ts'
import { aVaultIn } from '../../support/vault-on-disk.ts'
import { contentOf } from '../vault-content.ts'
import { errors } from './errors.ts'

/** A hand on the file operations of a vault: the one that is `fatal` fails with `code`. */
function aBreaker() {
  let seen = 0
  let fatal = -1
  let code = ''
  let hit: string | null = null
  const around: Around = async (name, call) => {
    seen += 1
    if (seen - 1 !== fatal) return call()
    hit = name
    // A failed close(2) closes even so, and a file that nobody closes any more would be left open here.
    if (name.startsWith('close')) await call()
    throw Object.assign(new Error(`${code} on purpose`), { code })
  }
  return {
    around,
    aim(at: number, error: string): void {
      seen = 0
      fatal = at
      code = error
      hit = null
    },
    seen: () => seen,
    hit: () => hit,
  }
}

async function outcomeOf<Value>(job: Promise<Value>): Promise<Value | ClaimcheckError> {
  try {
    return await job
  } catch (thrown) {
    if (thrown instanceof ClaimcheckError) return thrown
    throw thrown
  }
}

/** Every file operation of a save fails with every error, in this very process: also where there is no strace. */
export async function failInProcess({ isShort, folder }: FaultSituation, tally: Tally): Promise<void> {
  const vaultFolder = path.join(folder, 'in-process')
  mkdirSync(vaultFolder)
  const breaker = aBreaker()
  const vault = aVaultIn(vaultFolder, { calls: callsWithin(breaker.around) })
  await vault.write('tokens', 'alice', new SecretText('of alice'))
  breaker.aim(-1, '')
  await vault.write('tokens', 'counter', new SecretText('0'))
  const operations = breaker.seen()
  let count = 0
  for (let at = 0; at < operations; at += 1) {
    for (const error of isShort ? errors.slice(0, 3) : errors) {
      count += 1
      breaker.aim(at, error)
      const outcome = await outcomeOf(vault.write('tokens', 'counter', new SecretText(String(count))))
      const hit = breaker.hit()
      const repeat = `the file operation ${at} of a save (${hit ?? 'none'}) fails with ${error}`
      breaker.aim(-1, '')
      if (hit === null) {
        tally.notFired('a file operation')
        continue
      }
      tally.fault('a failed file operation')
      const { state, unreadable, records } = await contentOf(aVaultIn(vaultFolder))
      const kept = Number(records['tokens/counter'])
      const isOld = outcome instanceof ClaimcheckError && kept === count - 1
      if (state !== 'open' || unreadable > 0 || records['tokens/alice'] !== 'of alice') {
        tally.lost(`the vault is ${state} with ${Object.keys(records).length} records`, repeat)
      } else if (kept !== count && !isOld) tally.lost(`${count} was written, ${kept} is kept`, repeat)
      const next = await outcomeOf(vault.write('tokens', 'another', new SecretText(String(count))))
      const after = Number((await contentOf(aVaultIn(vaultFolder))).records['tokens/counter'])
      if (next !== 'on-disk' || after !== count) tally.lost(`the next save did not take it along`, repeat)
    }
  }
}
