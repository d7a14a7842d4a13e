import { describe, expect, test } from 'vitest'
import { firstTokenSet } from '../../../../electron/domain/tokens/bind-token-set.ts'
import { readStoredTokens, writeStoredTokens } from '../../../../electron/domain/tokens/stored-tokens.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'

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
