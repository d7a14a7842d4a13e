import { describe, expect, test } from 'vitest'
import { createProfileSecrets } from '../../../../electron/domain/profiles/profile-secrets.ts'
import { writeStoredTokens } from '../../../../electron/domain/tokens/stored-tokens.ts'
import { takeOver } from '../../../../electron/domain/vault/vault-transfer-import.ts'
import { createCarrier } from '../../../../electron/domain/vault/vault-transfer-records.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { settled } from '../../../support/clock.ts'
import { aKeeper, noteOf, recordOf, refreshed, refused } from '../../../support/keeper-builder.ts'
import { diskFull } from '../../../support/records-in-memory.ts'
import { aTokenSet, secondsAfterNoon } from '../../../support/token-builder.ts'

const expired = aTokenSet({ obtainedAt: secondsAfterNoon(-400), expiresAt: secondsAfterNoon(-100) })
const theirs = aTokenSet({ accessToken: new SecretText('theirs'), refreshToken: new SecretText('refresh-theirs') })

/** Brings a sign-in for the profile that is here, and can't write the list of profiles: the import fails in the middle. */
function anImportThatFails({ records, profiles, profile, keeper }: ReturnType<typeof aKeeper>, meanwhile = settled) {
  const carrier = createCarrier(records, createProfileSecrets(records))
  const here = { profile, secrets: new Map(), tokens: [], dpopKey: null }
  const carried = { ...here, tokens: [writeStoredTokens({ tokens: theirs, ended: null })] }
  async function putAll(): Promise<void> {
    await meanwhile()
    diskFull()
  }
  const signIns = { cancel: () => undefined, setAside: keeper.setAside }
  const store = { putAll, remove: profiles.remove }
  return takeOver({ carrier, store, signIns }, [{ pair: { carried, here, is: 'same' }, profile }], true)
}

describe('an import that fails', () => {
  test('while a refresh is under way leaves its note: the refresh token that it puts back is spent', async () => {
    const keeping = aKeeper({ tokens: expired, answers: [refreshed(), refused] })
    const { keeper, id, vault, asked, happened } = keeping
    const answer = keeping.hold()
    const flight = keeper.usableTokens(id)
    await settled()
    expect(asked).toEqual(['refresh-1'])
    await expect(anImportThatFails(keeping)).rejects.toMatchObject({ code: 'storage.write_failed' })
    expect(vault.disk.get(recordOf(id))).toContain('refresh-1')
    expect(vault.disk.has(noteOf(id))).toBe(true)
    const ended = expect(flight).rejects.toMatchObject({ code: 'session.refresh_refused' })
    answer()
    // It finds the expired tokens that were put back, and asks once more.
    await ended
    const kinds = (await happened()).map(({ kind }) => kind)
    expect([kinds.includes('answer-lost'), kinds.includes('refused')]).toEqual([true, false])
  })

  test('puts back the tokens of a refresh that ended just before it, not those that it began with', async () => {
    const keeping = aKeeper({ tokens: expired, answers: [refreshed()] })
    const { keeper, id, vault, records } = keeping
    const { ids } = records
    let looks = 0
    // The first look is that of the import.
    Object.assign(records, {
      async ids(kind: Parameters<typeof ids>[0]) {
        looks += 1
        if (looks === 1) await keeper.refreshNow(id)
        return ids(kind)
      },
    })
    await expect(anImportThatFails(keeping)).rejects.toMatchObject({ code: 'storage.write_failed' })
    expect(vault.disk.get(recordOf(id))).toContain('refresh-2')
  })

  test('leaves the tokens of a sign-in that came meanwhile', async () => {
    const keeping = aKeeper({ tokens: expired })
    const { keeper, id, vault } = keeping
    const fresh = aTokenSet({ accessToken: new SecretText('access-5'), refreshToken: new SecretText('refresh-5') })
    const signIn = async () => void (await keeper.accept(id, fresh, null))
    await expect(anImportThatFails(keeping, signIn)).rejects.toMatchObject({ code: 'storage.write_failed' })
    expect(vault.disk.get(recordOf(id))).toContain('refresh-5')
  })

  test('puts back what was there, where nothing else happened', async () => {
    const keeping = aKeeper({ tokens: expired })
    const before = new Map(keeping.vault.disk)
    await expect(anImportThatFails(keeping)).rejects.toMatchObject({ code: 'storage.write_failed' })
    expect(keeping.vault.disk).toEqual(before)
  })
})
