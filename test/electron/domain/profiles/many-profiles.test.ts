import { describe, expect, test } from 'vitest'
import type { SecretRecords } from '../../../../electron/domain/vault/secret-records.ts'
import { aBook, aDraft } from '../../../support/book-builder.ts'
import { aKeyring } from '../../../support/keyring-builder.ts'
import { anOAuthWay, aTokenSet } from '../../../support/token-builder.ts'
import { aDisk, aVault } from '../../../support/vault-builder.ts'

/** Profiles over a real vault, every second one signed in; what is read of the vault is counted. */
async function bookOf(count: number) {
  const vault = aVault({ disk: aDisk(), keyWrapper: aKeyring().wrapper })
  const reads = new Map<string, number>()
  const vaultRecords: SecretRecords = {
    ...{ write: vault.write, writeAlong: vault.writeAlong, remove: vault.remove, ids: vault.ids },
    ...{ catchUp: vault.catchUp, whereKept: vault.whereKept },
    read(kind, id) {
      reads.set(`${kind}/${id}`, (reads.get(`${kind}/${id}`) ?? 0) + 1)
      return vault.read(kind, id)
    },
  }
  const made = aBook({ vaultRecords })
  const way = anOAuthWay({ clientAuthentication: 'client_secret_basic' })
  const secrets = { clientSecret: { change: 'replace', value: 'hush' } } as const
  await Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const { id } = await made.book.save(aDraft({ name: `profile ${at}`, way, secrets }))
      if (at % 2 === 0) await made.keeper.accept(id, aTokenSet(), null)
    }),
  )
  reads.clear()
  return { ...made, reads }
}

describe('a list of 200 profiles', () => {
  test('asks the vault for each record once', async () => {
    const { book, reads } = await bookOf(200)
    expect(await book.list()).toHaveLength(200)
    expect(new Set(reads.values())).toEqual(new Set([1]))
    // A client secret and a place for tokens each, and for those signed out the place of an earlier version.
    expect(reads.size).toBe(200 + 200 + 100)
  })

  test('stays quick', async () => {
    const { book } = await bookOf(200)
    const startedAt = performance.now()
    await book.list()
    // 14 ms where it was measured; work that grows with the square of the list would be far over this.
    expect(performance.now() - startedAt).toBeLessThan(500)
  })
})
