import type { Grant } from '@contract/oauth'
import type { ProfileDraft } from '@contract/profiles'
import type { Way } from '@contract/ways'
import { inBrowserOf } from './browser-edit.ts'
import { carriageOf } from './carriage-edit.ts'
import { hasTokens, isGrant } from './choice.ts'
import { exchangeOf } from './exchange-edit.ts'
import { objectTextOf, signingOf } from './jwt-edit.ts'
import { loginOf } from './login-edit.ts'
import { oauthOf } from './oauth-edit.ts'
import type { ProfileEdit } from './profile-edit.ts'
import { mayShowCertificate, secretsOf } from './secrets-in-use.ts'
import { textOrNull } from './typed-text.ts'

function grantOf(edit: ProfileEdit): Grant | null {
  switch (edit.choice) {
    case 'authorization_code':
    case 'implicit':
      return { type: edit.choice, ...inBrowserOf(edit.browser) }
    case 'client_credentials':
    case 'device_code':
    case 'refresh_token':
      return { type: edit.choice }
    case 'password':
      return { type: edit.choice, username: edit.username }
    case 'jwt_bearer': {
      const { assertion } = edit
      const lifetimeSeconds = Number(assertion.lifetimeSeconds.trim())
      return {
        type: edit.choice,
        signing: signingOf(assertion),
        claims: objectTextOf(assertion.claims),
        lifetimeSeconds,
      }
    }
    case 'token_exchange':
      return exchangeOf(edit.exchange)
    default:
      return null
  }
}

function wayOf(edit: ProfileEdit): Way | null {
  const { choice, username, signedJwt } = edit
  if (isGrant(choice)) {
    const grant = grantOf(edit)
    return grant === null ? null : { ...oauthOf(edit.oauth), grant }
  }
  switch (choice) {
    case 'custom_login':
      return {
        kind: choice,
        username,
        login: loginOf(edit.login),
        refresh: edit.hasRefresh ? loginOf(edit.refresh) : null,
        carriage: carriageOf(edit.loginCarriage),
      }
    case 'static_token':
      return { kind: choice, carriage: carriageOf(edit.keyCarriage) }
    case 'basic':
    case 'digest':
      return { kind: choice, username }
    case 'signed_jwt':
      return {
        kind: choice,
        signing: signingOf(signedJwt),
        header: objectTextOf(signedJwt.header),
        claims: objectTextOf(signedJwt.claims),
        lifetimeSeconds: Number(signedJwt.lifetimeSeconds.trim()),
        carriage: carriageOf(edit.jwtCarriage),
      }
    case 'certificate':
    case 'none':
      return { kind: choice }
  }
}

/**
 * What is saved: only what the chosen way uses. null while it names no way (no profile to trade a token of); other
 * things that are wrong are found by `findProblems`.
 */
export function draftOf(edit: ProfileEdit): ProfileDraft | null {
  const way = wayOf(edit)
  if (way === null) return null
  return {
    id: edit.id,
    name: edit.name.trim(),
    label: edit.label.trim(),
    group: edit.group.trim(),
    colour: edit.colour,
    certificate: mayShowCertificate(edit) ? textOrNull(edit.certificate) : null,
    keepFresh: hasTokens(edit.choice) && edit.keepFresh,
    way,
    secrets: secretsOf(edit),
  }
}
