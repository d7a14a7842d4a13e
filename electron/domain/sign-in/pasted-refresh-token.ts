import type { SecretText } from '../vault/secret-text.ts'
import type { Asked, Granted, TokenRequest } from './provider.ts'

/** A refresh token that the person got elsewhere (RFC 6749 §6). */
export const pastedRefreshTokenRequest = (asked: Asked, refreshToken: SecretText): TokenRequest => ({
  ...asked,
  grant: 'refresh_token',
  refreshToken,
})

/** A server that sends no new refresh token goes on with the one that was sent (RFC 6749 §6). */
export const keepingSent = (granted: Granted, request: TokenRequest): Granted =>
  request.grant !== 'refresh_token' || granted.answer.refreshToken !== null
    ? granted
    : { ...granted, answer: { ...granted.answer, refreshToken: request.refreshToken } }
