import type { Discovered, Grant, ProfileDraft, ProfileSummary } from '@contract/profiles'

/** A profile as it is being typed: every field as the person sees it, whichever of them the grant needs. */
export interface ProfileEdit {
  readonly id: ProfileDraft['id']
  readonly name: string
  readonly label: string
  readonly grant: Grant
  readonly issuer: string
  readonly clientId: string
  readonly clientAuthentication: ProfileDraft['clientAuthentication']
  readonly clientSecret: ProfileDraft['clientSecret']
  readonly hasClientSecret: boolean
  readonly scopes: readonly string[]
  readonly resource: string
  readonly loginHint: string
  readonly keepFresh: boolean
  /** What the issuer publishes, once it was asked; for that issuer only. */
  readonly discovered: Discovered | null
}

type Typed = Pick<
  ProfileEdit,
  | 'name'
  | 'label'
  | 'issuer'
  | 'clientId'
  | 'clientAuthentication'
  | 'clientSecret'
  | 'scopes'
  | 'resource'
  | 'loginHint'
  | 'keepFresh'
>

export type ProfileAction =
  | { type: 'changed'; change: Partial<Typed> }
  | { type: 'grant-chosen'; grant: Grant }
  /** `asked` is the issuer as it was typed when the server was asked; another one may stand there by now. */
  | { type: 'settings-found'; asked: string; discovered: Discovered }

export const emptyEdit: ProfileEdit = {
  id: null,
  name: '',
  label: '',
  grant: 'authorization_code',
  issuer: '',
  clientId: '',
  clientAuthentication: 'none',
  clientSecret: { change: 'keep' },
  hasClientSecret: false,
  scopes: ['openid'],
  resource: '',
  loginHint: '',
  keepFresh: true,
  discovered: null,
}

export const editOf = (profile: ProfileSummary): ProfileEdit => ({
  id: profile.id,
  name: profile.name,
  label: profile.label,
  grant: profile.grant,
  issuer: profile.issuer,
  clientId: profile.clientId,
  clientAuthentication: profile.clientAuthentication,
  clientSecret: { change: 'keep' },
  hasClientSecret: profile.hasClientSecret,
  scopes: profile.scopes,
  resource: profile.resource ?? '',
  loginHint: profile.loginHint ?? '',
  keepFresh: profile.keepFresh,
  discovered: null,
})

/** A copy has a name of its own and no secret: that never leaves the vault, not even for a twin. */
export const copyOf = (profile: ProfileSummary, name: string): ProfileEdit => ({
  ...editOf(profile),
  id: null,
  name,
  hasClientSecret: false,
})

export function reduceProfile(state: ProfileEdit, action: ProfileAction): ProfileEdit {
  switch (action.type) {
    case 'changed': {
      const isOtherIssuer = action.change.issuer !== undefined && action.change.issuer.trim() !== state.issuer.trim()
      return { ...state, ...action.change, ...(isOtherIssuer && { discovered: null }) }
    }
    case 'grant-chosen':
      return withGrant(state, action.grant)
    case 'settings-found':
      if (state.issuer.trim() !== action.asked) return state
      return { ...withPublished(state, action.discovered), discovered: action.discovered }
  }
}

/** A robot must prove who it is (RFC 6749 §4.4), and has no ID token to ask for. */
function withGrant(state: ProfileEdit, grant: Grant): ProfileEdit {
  if (grant === state.grant) return state
  if (grant === 'authorization_code') return { ...state, grant }
  const clientAuthentication =
    state.clientAuthentication === 'none' ? 'client_secret_basic' : state.clientAuthentication
  return { ...state, grant, clientAuthentication, scopes: state.scopes.filter((scope) => scope !== 'openid') }
}

const ours = ['none', 'client_secret_basic', 'client_secret_post'] as const

/** Takes what the server says only where it leaves no choice; what the person set and the server allows stays. */
function withPublished(state: ProfileEdit, discovered: Discovered): ProfileEdit {
  const allowed = discovered.clientAuthentications
  const current = state.clientAuthentication
  const isFine =
    allowed.length === 0 || allowed.includes(current) || (current === 'none' && state.grant === 'authorization_code')
  const other = ours.find((each) => allowed.includes(each) && (state.grant === 'authorization_code' || each !== 'none'))
  const hasVariable = state.issuer.includes('{{')
  const issuer = hasVariable ? state.issuer : discovered.issuer
  return { ...state, issuer, clientAuthentication: isFine ? current : (other ?? current) }
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim())

/** What is saved. A client without authentication has no secret to keep. */
export function draftOf(edit: ProfileEdit): ProfileDraft {
  const { id, grant, clientAuthentication, keepFresh } = edit
  const isPerson = grant === 'authorization_code'
  return {
    id,
    name: edit.name.trim(),
    label: edit.label.trim(),
    grant,
    issuer: edit.issuer.trim(),
    clientId: edit.clientId.trim(),
    clientAuthentication,
    scopes: [...edit.scopes],
    resource: orNull(edit.resource),
    loginHint: isPerson ? orNull(edit.loginHint) : null,
    keepFresh,
    clientSecret: clientAuthentication === 'none' && edit.hasClientSecret ? { change: 'clear' } : secretOf(edit),
  }
}

function secretOf({ clientAuthentication, clientSecret }: ProfileEdit): ProfileDraft['clientSecret'] {
  if (clientAuthentication === 'none') return { change: 'keep' }
  return clientSecret.change === 'replace' && clientSecret.value === '' ? { change: 'keep' } : clientSecret
}
