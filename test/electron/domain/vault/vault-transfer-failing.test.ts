import { describe, expect, test } from 'vitest'
import { ClaimcheckError } from '../../../../electron/domain/failures/claimcheck-error.ts'
import { diskFull } from '../../../support/records-in-memory.ts'
import {
  aConfidential,
  aliceTwice,
  aMachine,
  elsewhere,
  exportOf,
  type Machine,
} from '../../../support/transfer-builder.ts'

describe('an import that fails in the middle', () => {
  /** Here: alice, who is replaced; from the file also bob, who is new. */
  async function aliceAndBob() {
    const { here, there, alice } = await aliceTwice({ way: elsewhere })
    const bob = aConfidential({ name: 'bob' })
    await there.store.put(bob)
    await there.give(bob.id, { clientSecret: 'of bob' })
    await there.signIn(bob.id)
    await there.signIn(alice.id, { issuer: 'https://elsewhere.example.test' })
    await here.open(await exportOf(there))
    const before = { kept: here.kept(), profiles: here.store.all() }
    const run = () => here.transfer.importChosen([alice.id, bob.id], true)
    return { here, alice, bob, before, run }
  }
  const now = (here: Machine) => ({ kept: here.kept(), profiles: here.store.all() })

  test('because the list can’t be written leaves all as it was', async () => {
    const { here, before, run } = await aliceAndBob()
    here.disk.beforeList = diskFull
    await expect(run()).rejects.toMatchObject({ code: 'storage.write_failed' })
    expect(now(here)).toEqual(before)
    expect(here.told.changed).toEqual([])
  })

  test('and the list can’t be taken back either keeps the secrets beside the settings that they are for', async () => {
    const { here, alice, run } = await aliceAndBob()
    let lists = 0
    here.disk.beforeList = () => {
      lists += 1
      if (lists > 1) diskFull()
    }
    here.situation.beforeWrite = async () => {
      if (lists > 0) diskFull()
    }
    await expect(run()).rejects.toMatchObject({ code: 'storage.write_failed' })
    expect(here.store.find(alice.id)?.way).toEqual(elsewhere)
    expect(['none', 'theirs']).toContain(here.situation.disk.get(`client-secret/${alice.id}`) ?? 'none')
  })

  test('because the vault can’t be written leaves all as it was, whichever write it is; and it can be tried again', async () => {
    let failures = 0
    for (let fatal = 0; ; fatal += 1) {
      const { here, before, run } = await aliceAndBob()
      let writes = 0
      let hasFailed = false
      here.situation.beforeWrite = async () => {
        writes += 1
        if (writes - 1 !== fatal) return
        hasFailed = true
        diskFull()
      }
      const outcome = await run().catch((error: unknown) => error)
      here.situation.beforeWrite = async () => undefined
      if (!hasFailed) break
      failures += 1
      expect(outcome).toBeInstanceOf(ClaimcheckError)
      expect(now(here)).toEqual(before)
      expect(await run()).toEqual({ added: 1, replaced: 1, secrets: 4 })
    }
    expect(failures).toBeGreaterThan(5)
  })

  test('at no moment leaves a secret of before beside an address of the file, or the other way round', async () => {
    const { here, alice, run } = await aliceAndBob()
    const seen: string[] = []
    const look = (): void => {
      const issuer = here.store.find(alice.id)?.way
      const secret = here.situation.disk.get(`client-secret/${alice.id}`) ?? 'none'
      seen.push(`${issuer?.kind === 'oauth' ? issuer.issuer : ''} ${secret}`)
    }
    here.disk.beforeList = look
    here.situation.beforeWrite = async () => look()
    await run()
    look()
    const allowed = [
      ...['https://id.example.test ours', 'https://id.example.test none'],
      ...['https://elsewhere.example.test none', 'https://elsewhere.example.test theirs'],
    ]
    expect([...new Set(seen)]).toEqual(allowed)
  })

  test('because it was killed may be done again, and ends as it should have', async () => {
    for (let killedAt = 0; killedAt < 8; killedAt += 1) {
      const { here, alice, bob, run } = await aliceAndBob()
      let writes = 0
      let die = (): void => undefined
      const isDead = new Promise<void>((resolve) => void (die = resolve))
      here.situation.beforeWrite = () => {
        writes += 1
        if (writes <= killedAt) return Promise.resolve()
        die()
        return new Promise(() => undefined)
      }
      void run()
      await isDead
      // A new start, on what is in the files.
      const next = aMachine(...here.store.all())
      for (const [key, value] of here.situation.disk) next.situation.disk.set(key, value)
      await next.open(here.disk.bytes)
      await next.transfer.importChosen([alice.id, bob.id], true)
      expect(next.store.all().map(({ name }) => name)).toEqual(['alice', 'bob'])
      expect((await next.secrets.read(alice.id, 'clientSecret'))?.reveal()).toBe('theirs')
      expect(Object.keys(next.kept()).filter((key) => key.startsWith('tokens/'))).toHaveLength(2)
    }
  })
})
