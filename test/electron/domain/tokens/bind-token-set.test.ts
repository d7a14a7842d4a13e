import { describe, expect, test } from 'vitest'
import { firstTokenSet, nextTokenSet } from '../../../../electron/domain/tokens/bind-token-set.ts'
import { readStoredTokens, writeStoredTokens } from '../../../../electron/domain/tokens/stored-tokens.ts'
import type { TokenTies } from '../../../../electron/domain/tokens/token-set.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { aTokenAnswer } from '../../../support/token-builder.ts'

describe('the tokens of a sign-in', () => {
  test('take the issuer and client id of a whole client, and leave its secret', () => {
    const client = {
      issuer: 'https://id.example.test',
      clientId: 'robot',
      authentication: 'client_secret_basic',
      secret: new SecretText('s'),
    }
    const tokens = firstTokenSet(
      {
        accessToken: new SecretText('access-1'),
        refreshToken: null,
        idToken: null,
        tokenType: 'Bearer',
        scopes: ['orders:read'],
        receivedAt: new Date('2026-01-02T12:00:00Z'),
        expiresAt: null,
        expirySource: 'unknown',
        refreshEnds: null,
      },
      client,
    )
    expect(Object.keys(tokens)).not.toContain('secret')
    expect(readStoredTokens(writeStoredTokens({ tokens, ended: null })).tokens.accessToken.reveal()).toBe('access-1')
  })
})

describe('what an ID token is tied to', () => {
  const issuedBy = { issuer: 'https://id.example.test', clientId: 'desktop' }
  const ties: TokenTies = {
    ...{ idTokenFrom: 'sign-in' as const, nonce: 'n1', codeHash: 'c1', stateHash: 's1', isAccessTokenNewer: false },
  }
  const idToken = new SecretText('id-1')

  test('is what its sign-in says, nothing for a grant without a browser, and left out without an ID token', () => {
    expect(firstTokenSet(aTokenAnswer({ idToken, ties }), issuedBy).ties).toEqual(ties)
    const nothing = { nonce: null, codeHash: null, stateHash: null }
    expect(firstTokenSet(aTokenAnswer({ idToken }), issuedBy).ties).toEqual({ ...ties, ...nothing })
    expect(firstTokenSet(aTokenAnswer({ ties }), issuedBy)).not.toHaveProperty('ties')
  })

  test('stays over a refresh that brings no new one, whose access token is then newer', () => {
    const first = firstTokenSet(aTokenAnswer({ idToken, ties }), issuedBy)
    const second = nextTokenSet(first, aTokenAnswer())
    expect([second.idToken?.reveal(), second.ties]).toEqual(['id-1', { ...ties, isAccessTokenNewer: true }])
  })

  test('is over with a refresh that brings a new one', () => {
    const first = firstTokenSet(aTokenAnswer({ idToken, ties }), issuedBy)
    const second = nextTokenSet(nextTokenSet(first, aTokenAnswer()), aTokenAnswer({ idToken: new SecretText('id-2') }))
    expect(second.ties).toEqual({
      ...{ idTokenFrom: 'refresh', nonce: null, codeHash: null, stateHash: null, isAccessTokenNewer: false },
    })
  })
})
