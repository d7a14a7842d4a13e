import type { ClientAuthentication } from '@contract/oauth'
import type { Discovered, SecretChange, SecretName } from '@contract/profiles'
import { filledTexts, redirectOfTemplate } from '../templates/fill-template.ts'
import { findProvider } from '../templates/providers.ts'
import type { Choice } from './choice.ts'
import type { ProfileEdit } from './profile-edit.ts'

/** The parts of an edit that are changed field by field. */
type PartName =
  | ('oauth' | 'browser' | 'exchange' | 'assertion' | 'signedJwt' | 'login' | 'refresh')
  | ('keyCarriage' | 'loginCarriage' | 'jwtCarriage')

type Whole = Pick<
  ProfileEdit,
  'name' | 'label' | 'group' | 'colour' | 'certificate' | 'keepFresh' | 'username' | 'hasRefresh'
>

type PartChanged = {
  [Name in PartName]: { type: 'part-changed'; part: Name; change: Partial<ProfileEdit[Name]> }
}[PartName]

export type ProfileAction =
  | { type: 'changed'; change: Partial<Whole> }
  | PartChanged
  /** null takes a change back: what the vault has is kept. */
  | { type: 'secret-changed'; name: SecretName; change: SecretChange | null }
  | { type: 'choice-made'; choice: Choice }
  | { type: 'provider-chosen'; id: string | null }
  | { type: 'gap-filled'; name: string; value: string }
  /** `asked` is the issuer as it was typed when the server was asked; another one may stand there by now. */
  | { type: 'settings-found'; asked: string; discovered: Discovered }

export function reduceProfile(state: ProfileEdit, action: ProfileAction): ProfileEdit {
  switch (action.type) {
    case 'changed':
      return { ...state, ...action.change }
    case 'part-changed':
      return withPart(state, action)
    case 'secret-changed': {
      const { [action.name]: _before, ...others } = state.secrets
      return { ...state, secrets: action.change === null ? others : { ...others, [action.name]: action.change } }
    }
    case 'choice-made':
      return withChoice(state, action.choice)
    case 'provider-chosen':
      return withProvider(state, action.id)
    case 'gap-filled':
      return withGap(state, action.name, action.value)
    case 'settings-found':
      if (state.oauth.issuer.trim() !== action.asked) return state
      return { ...withPublished(state, action.discovered), discovered: action.discovered }
  }
}

function withPart(state: ProfileEdit, { part, change }: PartChanged): ProfileEdit {
  const next = { ...state, [part]: { ...state[part], ...change } }
  // What a server said is no longer about the one that stands there now.
  return next.oauth.issuer.trim() === state.oauth.issuer.trim() ? next : { ...next, discovered: null }
}

/** A service must prove who it is (RFC 6749 §4.4), and has no ID token to ask for; chosen back, all is as before. */
function withChoice(state: ProfileEdit, choice: Choice): ProfileEdit {
  if (choice === state.choice) return state
  const { oauth, beforeService } = state
  if (choice === 'client_credentials') {
    const clientAuthentication =
      oauth.clientAuthentication === 'none' ? 'client_secret_basic' : oauth.clientAuthentication
    const scopes = oauth.scopes.filter((scope) => scope !== 'openid')
    return { ...state, choice, oauth: { ...oauth, clientAuthentication, scopes }, beforeService: oauth }
  }
  if (state.choice !== 'client_credentials' || beforeService === null) return { ...state, choice }
  const { clientAuthentication, scopes } = beforeService
  const wasOpenId = scopes.includes('openid') && !oauth.scopes.includes('openid')
  return {
    ...state,
    choice,
    beforeService: null,
    oauth: {
      ...oauth,
      clientAuthentication: clientAuthentication === 'none' ? 'none' : oauth.clientAuthentication,
      scopes: wasOpenId ? ['openid', ...oauth.scopes] : oauth.scopes,
    },
  }
}

function withProvider(state: ProfileEdit, id: string | null): ProfileEdit {
  const provider = id === null ? null : findProvider(id)
  if (provider === null) return { ...state, template: null }
  const isService = state.choice === 'client_credentials'
  const { clientAuthentication } = provider
  return {
    ...state,
    template: { id: provider.id, values: {} },
    discovered: null,
    beforeService: null,
    oauth: {
      ...state.oauth,
      ...filledTexts(provider, {}),
      clientAuthentication: isService && clientAuthentication === 'none' ? 'client_secret_basic' : clientAuthentication,
      scopes: isService ? provider.scopes.filter((scope) => scope.includes('/')) : provider.scopes,
    },
    browser: { ...state.browser, redirect: redirectOfTemplate(provider) },
  }
}

function withGap(state: ProfileEdit, name: string, value: string): ProfileEdit {
  const provider = findProvider(state.template?.id)
  if (state.template === null || provider === null) return state
  const values = { ...state.template.values, [name]: value }
  const oauth = { ...state.oauth, ...filledTexts(provider, values) }
  return { ...state, template: { ...state.template, values }, oauth, discovered: null }
}

const byStrength: readonly ClientAuthentication[] = [
  ...(['none', 'client_secret_basic', 'client_secret_post'] as const),
  ...(['private_key_jwt', 'client_secret_jwt', 'tls_client_auth'] as const),
]

/** Takes what the server says only where it leaves no choice; what the person set and the server allows stays. */
function withPublished(state: ProfileEdit, discovered: Discovered): ProfileEdit {
  const { oauth, choice } = state
  const allowed = discovered.clientAuthentications
  const current = oauth.clientAuthentication
  const mayBePublic = choice !== 'client_credentials'
  const isFine = allowed.length === 0 || allowed.includes(current) || (current === 'none' && mayBePublic)
  const other = byStrength.find((each) => allowed.includes(each) && (mayBePublic || each !== 'none'))
  const issuer = oauth.issuer.includes('{{') ? oauth.issuer : discovered.issuer
  return { ...state, oauth: { ...oauth, issuer, clientAuthentication: isFine ? current : (other ?? current) } }
}
