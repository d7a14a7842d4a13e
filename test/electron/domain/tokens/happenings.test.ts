import { describe, expect, test } from 'vitest'
import { tokenEvent } from '../../../../electron/contract/tokens.ts'
import type { RefreshAnswer } from '../../../../electron/domain/tokens/refresh-answer.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { settled } from '../../../support/clock.ts'
import { aKeeper, refreshed, refused, unreachable } from '../../../support/keeper-builder.ts'
import { diskFull } from '../../../support/records-in-memory.ts'
import { aProfile, aTokenSet, secondsAfterNoon } from '../../../support/token-builder.ts'

const expired = aTokenSet({ obtainedAt: secondsAfterNoon(-400), expiresAt: secondsAfterNoon(-100) })

describe('the timeline of a profile tells', () => {
  test('of a sign-in, with enough of the token to tell two apart', async () => {
    const { keeper, id } = aKeeper({ tokens: null })
    const accessToken = new SecretText('a-token-that-is-long-enough-to-be-told-apart-by-its-two-ends-0123456789')
    await keeper.accept(id, aTokenSet({ accessToken }), null)
    expect(await keeper.timeline(id)).toEqual([
      {
        at: '2026-03-01T12:00:00.000Z',
        authority: 'id.example.test',
        what: {
          kind: 'signed-in',
          reference: 'a-token-th…456789',
          expiresAt: '2026-03-01T12:05:00.000Z',
          scopes: ['openid', 'orders:read'],
        },
      },
    ])
  })

  test.each([
    ['a request that finds it expiring', 'expiring', (keeping: Keeping) => keeping.keeper.usableTokens(keeping.id)],
    ['a 401', 'after-401', ({ keeper, id }: Keeping) => keeper.tokensAfterRejection(id, new SecretText('access-1'))],
    ['a person', 'by-hand', ({ keeper, id }: Keeping) => keeper.refreshNow(id)],
    [
      'the background',
      'in-background',
      ({ keeper, clock }: Keeping) => (keeper.startBackground(), clock.advance(1000)),
    ],
  ])('of a refresh by %s', async (_by, cause, act) => {
    const keeping = aKeeper({ profile: aProfile({ keepFresh: true }), tokens: expired, answers: [refreshed()] })
    await act(keeping)
    expect(await keeping.happened()).toMatchObject([{ kind: 'refreshed', cause, rotated: true, scopesLost: [] }])
  })

  test('of a refresh after a crash, though a request began it', async () => {
    const profile = aProfile()
    const crashed = aKeeper({ profile, tokens: expired, answers: ['never'] })
    void crashed.keeper.usableTokens(profile.id)
    await settled()
    const next = aKeeper({ profile, disk: crashed.vault.disk, answers: [refreshed()] })
    await next.keeper.usableTokens(profile.id)
    expect(await next.happened()).toMatchObject([{ kind: 'refreshed', cause: 'after-crash' }])
  })

  test('of an answer that was lost, and since when', async () => {
    const profile = aProfile()
    const crashed = aKeeper({ profile, tokens: expired, answers: ['never'] })
    void crashed.keeper.usableTokens(profile.id)
    await settled()
    const next = aKeeper({ profile, disk: crashed.vault.disk, answers: [refused] })
    await expect(next.keeper.usableTokens(profile.id)).rejects.toThrow()
    expect(await next.happened()).toEqual([{ kind: 'answer-lost', startedAt: '2026-03-01T12:00:00.000Z' }])
  })

  test('of a refresh after an answer that was lost on the way as what it is: no crash', async () => {
    const { keeper, id, happened } = aKeeper({ tokens: expired, answers: [unreachable(true), refreshed()] })
    await expect(keeper.usableTokens(id)).rejects.toThrow()
    await keeper.refreshNow(id)
    expect(await happened()).toMatchObject([
      {
        kind: 'refresh-failed',
        message: 'id.example.test refused the connection',
        retryAt: '2026-03-01T12:00:05.000Z',
      },
      { kind: 'refreshed', cause: 'by-hand' },
    ])
  })

  test('of scopes that were lost, and of a refresh token that stayed', async () => {
    const answer = refreshed()
    if (answer.kind !== 'refreshed') throw new Error('not the answer that was built')
    const narrower = { ...answer, answer: { ...answer.answer, scopes: ['openid'], refreshToken: null } }
    const { keeper, id, happened } = aKeeper({ answers: [narrower] })
    await keeper.refreshNow(id)
    expect(await happened()).toMatchObject([{ kind: 'refreshed', rotated: false, scopesLost: ['orders:read'] }])
  })

  test('of a refusal', async () => {
    const { keeper, id, happened } = aKeeper({ answers: [refused] })
    await expect(keeper.refreshNow(id)).rejects.toThrow()
    expect(await happened()).toEqual([{ kind: 'refused', description: 'grant request is invalid' }])
  })

  test('of tokens that could not be saved, and of the time when they were', async () => {
    const { keeper, id, vault, clock, happened } = aKeeper({ answers: [refreshed()] })
    vault.beforeWrite = async (_what, kind) => (kind === 'tokens' ? diskFull() : undefined)
    await keeper.refreshNow(id)
    vault.beforeWrite = async () => undefined
    await clock.advance(6000)
    expect(await happened()).toMatchObject([{ kind: 'refreshed' }, { kind: 'not-saved' }, { kind: 'saved-late' }])
  })

  test('of uses, copies and what a person ended, also while the vault is locked', async () => {
    const { keeper, id, vault, happened } = aKeeper()
    keeper.noteUse(id, aTokenSet(), false)
    keeper.noteUse(id, aTokenSet(), true)
    keeper.note(id, { kind: 'copied', which: 'access' })
    await keeper.forgetCurrent(id, { kind: 'revoked', tokens: ['refresh', 'access'] })
    vault.locked = true
    expect(await happened()).toMatchObject([
      { kind: 'used', requests: 2, refused: 1 },
      { kind: 'copied' },
      { kind: 'revoked', tokens: ['refresh', 'access'] },
    ])
  })

  test('of tokens that were forgotten, where there were any; and of nothing once the profile is gone', async () => {
    const { keeper, id, happened } = aKeeper()
    await keeper.forget(id)
    await keeper.forget(id)
    expect(await happened()).toEqual([{ kind: 'forgotten' }])
    keeper.forgetTimeline(id)
    expect(await happened()).toEqual([])
  })
})

type Keeping = ReturnType<typeof aKeeper>

describe('a server that echoes tokens', () => {
  const secrets = [
    'access-token-canary',
    'refresh-token-canary',
    'id-token-canary',
    'new-access-canary',
    'new-refresh-canary',
  ]
  const said = `we saw ${secrets.join(' and ')}`
  const tokens = {
    ...{ accessToken: new SecretText('access-token-canary'), refreshToken: new SecretText('refresh-token-canary') },
    idToken: new SecretText('id-token-canary'),
  }
  const saidOfOld = `we saw ${secrets.slice(0, 3).join(' and ')}`
  const fresh = refreshed()
  if (fresh.kind !== 'refreshed') throw new Error('not the answer that was built')
  const newTokens = {
    ...{ accessToken: new SecretText('new-access-canary'), refreshToken: new SecretText('new-refresh-canary') },
  }
  const answers: [string, RefreshAnswer][] = [
    ['as the description of a refusal', { kind: 'refused', description: saidOfOld }],
    [
      'as what is wrong with the client',
      { kind: 'client-refused', error: saidOfOld, description: null, cause: 'unknown' },
    ],
    ['as what the client should do', { kind: 'client-refused', error: 'e', description: saidOfOld, cause: 'unknown' }],
    ['as what is wrong with itself', unreachable(true, saidOfOld)],
    ['as scopes', { ...fresh, answer: { ...fresh.answer, ...newTokens, scopes: said.split(' ') } }],
  ]

  test.each(answers)('%s brings none of them into the timeline or the session', async (_where, answer) => {
    const { keeper, id, diary } = aKeeper({
      tokens: aTokenSet({ ...tokens, scopes: ['openid', ...secrets] }),
      answers: [answer],
    })
    await keeper.refreshNow(id).catch(() => undefined)
    await keeper.accept(id, aTokenSet({ ...tokens, scopes: secrets }), null)
    const { scopes: _shownAsGranted, ...session } = { scopes: null, ...(await keeper.session(id)) }
    await keeper.stop()
    const events = await keeper.timeline(id)
    expect(events.length).toBeGreaterThan(1)
    for (const event of events) expect(tokenEvent.safeParse(event).success).toBe(true)
    for (const secret of ['access-token-canary', 'refresh-token-canary', 'id-token-canary']) {
      expect(diary.situation.text()).not.toContain(secret)
      expect(JSON.stringify([session, events])).not.toContain(secret)
    }
  })
})
