import type { WayOf } from '../../electron/contract/ways.ts'
import { anOAuthWay } from './token-builder.ts'
import type { OAuthWay } from '../../electron/contract/oauth.ts'
import type { ProfileId } from '../../electron/contract/ids.ts'

export const asBearer = { in: 'header', name: 'Authorization', prefix: 'Bearer ' } as const

/** A login that posts JSON, and finds the token in the answer. */
export const aCustomLoginWay = (some: Partial<WayOf<'custom_login'>> = {}): WayOf<'custom_login'> => ({
  kind: 'custom_login',
  username: 'alice',
  login: {
    request: {
      method: 'POST',
      url: 'https://legacy.example.test/login',
      headers: [],
      body: { kind: 'json', text: '{"user":"{{username}}","pass":"{{password}}"}' },
    },
    answer: { token: { from: 'json', path: '$.token' }, refresh: null, lifetime: { by: 'unknown' } },
  },
  refresh: null,
  carriage: asBearer,
  ...some,
})

export const aSignedJwtWay = (some: Partial<WayOf<'signed_jwt'>> = {}): WayOf<'signed_jwt'> => ({
  kind: 'signed_jwt',
  signing: { algorithm: 'HS256', keyId: null },
  header: '{}',
  claims: '{"sub":"alice"}',
  lifetimeSeconds: 300,
  carriage: asBearer,
  ...some,
})

export const aStaticTokenWay = (some: Partial<WayOf<'static_token'>> = {}): WayOf<'static_token'> => ({
  kind: 'static_token',
  carriage: asBearer,
  ...some,
})

/** Trades in the access token of another profile. */
export const anExchangeOf = (subject: ProfileId, actor: ProfileId | null = null): OAuthWay =>
  anOAuthWay({
    grant: {
      type: 'token_exchange',
      subject: { profileId: subject, which: 'access' },
      actor: actor === null ? null : { profileId: actor, which: 'access' },
      requestedType: null,
      audience: null,
    },
  })
