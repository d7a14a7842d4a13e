import { describe, expect, test } from 'vitest'
import { tokenServiceChannels } from '../../../../electron/contract/token-service.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import type { Bent } from '../../../support/bendable-issuer.ts'
import { refreshed } from '../../../support/keeper-builder.ts'
import { aServerOfTokens } from '../../../support/server-of-tokens.ts'
import { aTokenServiceAt } from '../../../support/token-service-under-test.ts'

const parts = await aServerOfTokens()
const { server, inTurn, client } = parts
const { host } = new URL(client.issuer)
const ok: Bent = { body: '' }
const unsupported: Bent = { status: 400, body: { error: 'unsupported_token_type' } }
const wrongClient: Bent = { status: 401, body: { error: 'invalid_client', error_description: 'who is this?' } }
const busy: Bent = { status: 503, headers: { 'retry-after': '3600' }, body: '' }

async function revoke(situation: Parameters<typeof aTokenServiceAt>[1] = {}) {
  const at = aTokenServiceAt(parts, situation)
  const told = tokenServiceChannels['tokenService.revoke'].response.parse(await at.service.revoke(at.id))
  return { ...told, kept: await at.keeper.peek(at.id) }
}
const outcomes = ({ steps }: Awaited<ReturnType<typeof revoke>>) =>
  steps.map(({ which, outcome }) => `${which} ${outcome}`)

describe('tokens that the server revokes', () => {
  test('are revoked at the server, the refresh token first, and forgotten here', async () => {
    inTurn('/revoke', ok)
    const told = await revoke()
    expect(server.calls.flatMap(({ form }) => form.getAll('token'))).toEqual(['refresh-1', 'access-1'])
    expect(told).toMatchObject({
      steps: [
        {
          which: 'refresh',
          outcome: 'done',
          sentence: 'The refresh token is revoked: nobody gets new tokens with it.',
        },
        { which: 'access', outcome: 'done', sentence: 'The access token is revoked.' },
      ],
      session: { state: 'signed-out' },
      kept: null,
    })
  })

  test('are told to live on with whoever checks only a signature', async () => {
    inTurn('/revoke', ok)
    const { steps } = await revoke({
      tokens: { accessToken: new SecretText(await server.idToken({})), refreshToken: null },
    })
    expect(steps).toEqual([
      {
        ...{ which: 'access', outcome: 'done' },
        sentence:
          'The access token is revoked. An API that only checks its signature still takes it: for such, the access token lives until 12:05 UTC.',
      },
    ])
  })

  test('are forgotten where only the access token is of a kind that the server does not revoke', async () => {
    inTurn('/revoke', ok, unsupported)
    const told = await revoke()
    expect(outcomes(told)).toEqual(['refresh done', 'access not-offered'])
    expect(told.steps[1]?.sentence).toBe(
      'This server revokes refresh tokens only: the access token lives until 12:05 UTC.',
    )
    expect(told.kept).toBeNull()
  })
})

describe('tokens that the server does not revoke', () => {
  test.each<[string, Bent[], string[], RegExp]>([
    [
      'it refuses the client',
      [wrongClient],
      ['refresh refused', 'access refused'],
      /refused \(401, invalid_client: who is this\?\)/,
    ],
    ['it refuses one of the two', [ok, wrongClient], ['refresh done', 'access refused'], /lives until 12:05 UTC/],
    [
      'it revokes no refresh tokens',
      [unsupported, ok],
      ['refresh not-offered', 'access done'],
      /revokes access tokens only/,
    ],
    ['it revokes neither kind', [unsupported], ['refresh not-offered', 'access not-offered'], /tokens only/],
    ['it is busy', [ok, busy], ['refresh done', 'access unreachable'], /is busy \(503\)\. Try again in 3600 s/],
    ['it is out of order', [{ status: 500, body: '' }], ['refresh refused', 'access refused'], /refused \(500\)/],
  ])('stay here where %s', async (_why, answers, expected, sentence) => {
    inTurn('/revoke', ...answers)
    const told = await revoke()
    expect(outcomes(told)).toEqual(expected)
    expect(told.steps.map((step) => step.sentence).join(' ')).toMatch(sentence)
    expect(told).toMatchObject({ session: { state: 'active' }, kept: { refreshCount: 0 } })
  })

  test('stay here where it breaks off', async () => {
    server.answer('/revoke', () => 'reset')
    const told = await revoke()
    expect(outcomes(told)).toEqual(['refresh unreachable', 'access unreachable'])
    expect(told.kept).not.toBeNull()
  })

  test('stay here where its metadata can not be had', async () => {
    server.answer('/.well-known/openid-configuration', () => 'reset')
    const told = await revoke()
    expect(told.steps[0]).toEqual({
      ...{ which: 'refresh', outcome: 'unreachable' },
      sentence: `${host} could not be reached: the refresh token is good until the server ends it.`,
    })
    expect(told.kept).not.toBeNull()
  })

  test('stay here where it revokes nothing at all', async () => {
    parts.publish({ revocation_endpoint: undefined })
    const told = await revoke({ tokens: { expiresAt: null } })
    expect(outcomes(told)).toEqual(['refresh not-offered', 'access not-offered'])
    expect(told.steps[1]?.sentence).toContain('lives until the server ends it; when that is, nobody said')
    expect(told.kept).not.toBeNull()
  })

  test('stay here where they came in by a refresh meanwhile', async () => {
    const at = aTokenServiceAt(parts, { answers: [refreshed()] })
    let isFirst = true
    server.answer('/revoke', () => {
      if (isFirst) void at.keeper.refreshNow(at.id)
      isFirst = false
      return ok
    })
    expect(await at.service.revoke(at.id)).toMatchObject({ steps: [{ outcome: 'done' }, { outcome: 'done' }] })
    expect((await at.keeper.peek(at.id))?.accessToken.reveal()).toBe('access-2')
  })
})
