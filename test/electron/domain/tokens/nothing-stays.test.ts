import { queryObjects, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { settled } from '../../../support/clock.ts'
import { aKeeper, refreshed } from '../../../support/keeper-builder.ts'
import { diskFull } from '../../../support/records-in-memory.ts'
import { aTokenSet, secondsAfterNoon } from '../../../support/token-builder.ts'

describe('a locked vault', () => {
  setFlagsFromString('--expose-gc')
  const collectGarbage: () => void = runInNewContext('gc')

  /** How many secrets there are on the heap. */
  async function secretsAlive(): Promise<number> {
    await settled()
    collectGarbage()
    return queryObjects(SecretText, { format: 'count' })
  }

  test('leaves no plaintext token in the keeper', async () => {
    const before = await secretsAlive()
    const keeping = await afterAllThatHappens()
    expect(await secretsAlive()).toBe(before)
    // It was all there, and is again.
    const { keeper, id, vault } = keeping
    vault.locked = false
    keeper.reconsider()
    expect((await keeper.usableTokens(id)).tokens.accessToken.reveal()).toBe('access-6')
  })

  async function afterAllThatHappens() {
    const answers = [2, 3, 4, 5, 6].map((turn) => refreshed(turn))
    const keeping = aKeeper({
      tokens: aTokenSet({ obtainedAt: secondsAfterNoon(-400), expiresAt: secondsAfterNoon(-100) }),
      answers,
    })
    const { keeper, id, vault, hold } = keeping
    await keeper.usableTokens(id)
    await keeper.refreshNow(id)
    await keeper.tokensAfterRejection(id, new SecretText('access-3'))
    await keeper.peek(id)
    vault.beforeWrite = async (_what, kind) => (kind === 'tokens' ? diskFull() : undefined)
    await keeper.refreshNow(id)
    await keeper.refreshNow(id)
    vault.beforeWrite = async () => undefined
    const release = hold()
    const waiting = keeper.refreshNow(id).catch(() => undefined)
    await settled()
    vault.locked = true
    release()
    await waiting
    answers.length = 0
    expect(await keeper.session(id)).toEqual({ state: 'locked' })
    return keeping
  }
})
