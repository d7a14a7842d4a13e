import { describe, expect, test } from 'vitest'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { aServerOfTokens } from '../../../support/server-of-tokens.ts'
import { aTokenServiceAt } from '../../../support/token-service-under-test.ts'

const parts = await aServerOfTokens()
const { server, inTurn } = parts
const idToken = async () => new SecretText(await server.idToken({}))

describe('the timeline', () => {
  test('tells of a sign-out as that, and not that the tokens were forgotten', async () => {
    const keeping = aTokenServiceAt(parts, { tokens: { idToken: await idToken() } })
    await keeping.service.signOut(keeping.id)
    expect(await keeping.happened()).toEqual([{ kind: 'signed-out' }])
  })

  test('tells which tokens were revoked, also where only one of them was', async () => {
    const keeping = aTokenServiceAt(parts)
    inTurn('/revoke', { body: {} }, { status: 400, body: { error: 'invalid_request' } })
    await keeping.service.revoke(keeping.id)
    expect(await keeping.happened()).toEqual([{ kind: 'revoked', tokens: ['refresh'] }])
    inTurn('/revoke', { body: {} }, { body: {} })
    await keeping.service.revoke(keeping.id)
    expect(await keeping.happened()).toEqual([
      { kind: 'revoked', tokens: ['refresh'] },
      { kind: 'revoked', tokens: ['refresh', 'access'] },
    ])
  })

  test('tells nothing where nothing was done', async () => {
    const keeping = aTokenServiceAt(parts)
    inTurn('/revoke', { status: 400, body: { error: 'e' } }, { status: 400, body: { error: 'e' } })
    await keeping.service.revoke(keeping.id)
    expect(await keeping.happened()).toEqual([])
  })
})
