import { describe, expect, test } from 'vitest'
import type { ProfileId } from '../../../../electron/contract/ids.ts'
import type { Way } from '../../../../electron/contract/ways.ts'
import { ClaimcheckError } from '../../../../electron/domain/failures/claimcheck-error.ts'
import { anOAuthWay, aProfile } from '../../../support/token-builder.ts'
import {
  answerOf,
  canaryToken,
  invalidToken,
  senderUnderTest,
  startApi,
  status,
  tokensWith,
} from '../requests/sender-under-test.ts'

const machine = (): Way => anOAuthWay({ grant: { type: 'client_credentials' } })
const login: Way = {
  kind: 'custom_login',
  // Whose tokens those of the builders are.
  username: 'desktop',
  login: {
    request: { method: 'POST', url: 'https://id.example.test', headers: [], body: { kind: 'none' } },
    answer: { token: { from: 'json', path: '$.t' }, refresh: null, lifetime: { by: 'unknown' } },
  },
  refresh: null,
  carriage: { in: 'cookie', name: 'sid' },
}
const startEverywhere = () => startApi((socket) => void socket.write(status(200)))

describe('a way that needs no person', () => {
  const signedOut = (profileId: ProfileId) => new ClaimcheckError('session.signed_out', { profileId })

  test.each([
    ['has no token yet', 'session.signed_out'],
    ['has come to the end of its session', 'session.refresh_refused'],
    ['can’t be refreshed', 'session.not_refreshable'],
  ] as const)('gets a token first when it %s', async (_what, code) => {
    const api = await startEverywhere()
    let obtained = 0
    const profile = aProfile({ way: machine() })
    const { send } = await senderUnderTest({
      profile,
      authority: {
        usableTokens: async (profileId) => {
          if (obtained === 0) {
            throw code === 'session.refresh_refused'
              ? new ClaimcheckError(code, { profileId, description: null })
              : new ClaimcheckError(code, { profileId })
          }
          return { tokens: tokensWith(canaryToken), refreshed: false }
        },
      },
      obtain: async () => void (obtained += 1),
    })
    const exchange = await send({ url: api.origin })
    expect([obtained, exchange.refreshed, answerOf(exchange).status]).toEqual([1, 'before', 200])
  })

  test('says why when it can’t get one', async () => {
    const { send } = await senderUnderTest({
      profile: aProfile({ way: machine() }),
      authority: { usableTokens: (id) => Promise.reject(signedOut(id)) },
      obtain: () => Promise.reject(new ClaimcheckError('sign_in.cancelled', {})),
    })
    await expect(send({ url: 'http://127.0.0.1:1/' })).rejects.toMatchObject({ code: 'sign_in.cancelled' })
  })

  test('of a person is never got without the person', async () => {
    const { send } = await senderUnderTest({ authority: { usableTokens: (id) => Promise.reject(signedOut(id)) } })
    await expect(send({ url: 'http://127.0.0.1:1/' })).rejects.toMatchObject({ code: 'session.signed_out' })
  })

  test('is logged in anew after a 401, when the refresh has ended the session', async () => {
    const api = await startApi((socket, head) => {
      socket.write(head.includes('sid=second') ? status(200) : status(401, 'WWW-Authenticate: Session'))
    })
    let token: string | null = 'first'
    const { send } = await senderUnderTest({
      profile: aProfile({ way: login }),
      authority: {
        usableTokens: async (id) => {
          if (token === null) throw signedOut(id)
          return { tokens: tokensWith(token), refreshed: false }
        },
        tokensAfterRejection: async () => {
          token = null
          return null
        },
      },
      obtain: async () => void (token = 'second'),
    })
    const exchange = await send({ url: api.origin })
    expect(exchange).toMatchObject({ refreshed: 'after-401', why: null })
    expect(api.heads.map((head) => /sid=(\w+)/.exec(head)?.[1])).toEqual(['first', 'second'])
  })

  test('is not logged in anew after a 401 while its session stands', async () => {
    const api = await startApi((socket) => void socket.write(status(401, invalidToken)))
    const { send } = await senderUnderTest({ profile: aProfile({ way: login }) })
    const exchange = await send({ url: api.origin })
    expect(exchange.steps).toHaveLength(1)
    expect(exchange.why?.headline).toMatch(/^The API does not accept this token of the login/)
  })
})
