import { readdirSync } from 'node:fs'
import { isStopped, type ObedientProgram, startProgram } from './obedient-program.ts'
import type { Failed } from './command-loop.ts'
import type { Tally } from './tally.ts'
import { aVaultIn } from '../support/vault-on-disk.ts'
import { contentOf, type VaultContent } from './vault-content.ts'

const standing = ['alice', 'bob', 'carol'] as const
const textOf = (count: number, length: number): string => `${count} ${'x'.repeat(length)}`
export const countIn = ({ records }: VaultContent, id = 'counter'): number =>
  Number(/^\d+/.exec(records[`tokens/${id}`] ?? '0')?.[0] ?? 0)

/** A program that counts up in a vault, and a judge of what the vault holds after something went wrong. */
export async function aCountingVault(
  folder: string,
  start: () => ObedientProgram,
  { length = 2000, look = (): Promise<VaultContent> => contentOf(aVaultIn(folder)) } = {},
) {
  let program = start()
  let count = 0
  let acknowledged = 0
  for (const id of standing) await program.tell({ do: 'write', id, text: `of ${id}` })

  async function write(id: string): Promise<'on-disk' | Failed | 'killed'> {
    const answer = await program.ask<'on-disk' | Failed>({ do: 'write', id, text: textOf(count, length) })
    return isStopped(answer) || answer.reply === undefined ? 'killed' : answer.reply
  }

  return {
    program: () => program,
    count: () => count,
    /** Counts one up. Its reply is an acknowledgement, a failure, or none. */
    async countUp(): Promise<'on-disk' | Failed | 'killed'> {
      count += 1
      const outcome = await write('counter')
      if (outcome === 'on-disk') acknowledged = count
      return outcome
    },
    /** Writes something else: what could not be saved before goes along. */
    writeAnother: () => write('another'),
    /** Starts the program anew, after it was killed or ended. */
    restart(): void {
      program = start()
    },
    /** Reads the vault as a new start would, and tells what is lost of what was acknowledged. */
    async judge(tally: Tally, repeat: string, mustHave = acknowledged): Promise<void> {
      const content = await look()
      const lost = (what: string): void => tally.lost(what, repeat)
      const kept = countIn(content)
      if (content.state !== 'open') lost(`the vault is ${content.state}`)
      else if (content.unreadable > 0) lost(`${content.unreadable} records can't be opened`)
      else if (kept < mustHave || kept > count) {
        lost(`${mustHave} was acknowledged, ${count} was written last, and ${kept} is kept`)
      } else if (kept > 0 && content.records['tokens/counter'] !== textOf(kept, length)) {
        lost('the record is not whole')
      }
      const gone = standing.filter((id) => content.state === 'open' && content.records[`tokens/${id}`] !== `of ${id}`)
      if (gone.length > 0) lost(`records that nobody wrote to are gone: ${gone.join(', ')}`)
      // What is on the disk now counts as known: the next fault must not lose it.
      acknowledged = Math.max(acknowledged, kept)
    },
    /** A clean end must leave nothing half written in the folder. */
    async endCleanly(tally: Tally, repeat: string): Promise<void> {
      await program.end()
      await contentOf(aVaultIn(folder))
      const leftovers = readdirSync(folder).filter((name) => name.endsWith('.tmp') || name.endsWith('.lock'))
      if (leftovers.length > 0) tally.lost(`left behind: ${leftovers.join(', ')}`, repeat)
    },
  }
}
export type CountingVault = Awaited<ReturnType<typeof aCountingVault>>

/** With one thread for file operations, so that a fault can be aimed at the n-th call of that thread. */
export const startVaultProgram =
  (program: string, folder: string, wrapper: readonly string[] = []) =>
  (): ObedientProgram =>
    startProgram(program, [folder], { wrapper, env: { UV_THREADPOOL_SIZE: '1' } })
