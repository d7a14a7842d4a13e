import type { Discovered, ProfileDraft, ProfileSummary, SecretChange, SecretName } from '@contract/profiles'
import { emptyBrowser, browserEditOf, type BrowserEdit } from './browser-edit.ts'
import { bearer, carriageEditOf, type CarriageEdit } from './carriage-edit.ts'
import { choiceOf, isInBrowser, type Choice } from './choice.ts'
import { emptyExchange, exchangeEditOf, type ExchangeEdit } from './exchange-edit.ts'
import { emptyAssertion, emptySignedJwt, jwtEditOf, type JwtEdit } from './jwt-edit.ts'
import { emptyLogin, emptyRefresh, loginEditOf, type LoginEdit } from './login-edit.ts'
import { emptyOAuth, oauthEditOf, type OAuthEdit } from './oauth-edit.ts'

export type SecretEdits = { readonly [Name in SecretName]?: SecretChange }

/** A provider that the form was started from, with what was filled into its gaps. */
export interface TemplateUse {
  readonly id: string
  readonly values: Readonly<Record<string, string>>
}

/** A profile as it is being typed: what was entered for every kind stays while another kind is chosen. */
export interface ProfileEdit {
  readonly id: ProfileDraft['id']
  readonly name: string
  readonly label: string
  readonly group: string
  readonly colour: ProfileDraft['colour']
  /** PEM; '' is none. */
  readonly certificate: string
  readonly keepFresh: boolean
  readonly choice: Choice
  /** Of Basic, Digest, the password grant and a custom login alike. */
  readonly username: string
  readonly oauth: OAuthEdit
  readonly browser: BrowserEdit
  readonly exchange: ExchangeEdit
  readonly assertion: JwtEdit
  readonly signedJwt: JwtEdit
  readonly login: LoginEdit
  readonly refresh: LoginEdit
  /** A custom login that has a request of its own for a refresh; else it logs in again. */
  readonly hasRefresh: boolean
  readonly keyCarriage: CarriageEdit
  readonly loginCarriage: CarriageEdit
  readonly jwtCarriage: CarriageEdit
  readonly secrets: SecretEdits
  /** What the vault holds of this profile already. */
  readonly held: readonly SecretName[]
  /** What the issuer publishes, once it was asked; for that issuer only. */
  readonly discovered: Discovered | null
  readonly template: TemplateUse | null
  /** What the choice of a service changed by itself, to be given back when another is chosen. */
  readonly beforeService: Pick<OAuthEdit, 'clientAuthentication' | 'scopes'> | null
}

export const emptyEdit: ProfileEdit = {
  id: null,
  name: '',
  label: '',
  group: '',
  colour: null,
  certificate: '',
  keepFresh: true,
  choice: 'authorization_code',
  username: '',
  oauth: emptyOAuth,
  browser: emptyBrowser,
  exchange: emptyExchange,
  assertion: emptyAssertion,
  signedJwt: emptySignedJwt,
  login: emptyLogin,
  refresh: emptyRefresh,
  hasRefresh: false,
  keyCarriage: bearer,
  loginCarriage: bearer,
  jwtCarriage: bearer,
  secrets: {},
  held: [],
  discovered: null,
  template: null,
  beforeService: null,
}

/** The parts of an edit that a way fills. */
function waysPart({ way }: ProfileSummary): Partial<ProfileEdit> {
  switch (way.kind) {
    case 'oauth': {
      const { grant } = way
      return {
        oauth: oauthEditOf(way),
        ...(isInBrowser(grant.type) && 'redirect' in grant && { browser: browserEditOf(grant) }),
        ...(grant.type === 'password' && { username: grant.username }),
        ...(grant.type === 'jwt_bearer' && { assertion: jwtEditOf(grant) }),
        ...(grant.type === 'token_exchange' && { exchange: exchangeEditOf(grant) }),
      }
    }
    case 'custom_login':
      return {
        username: way.username,
        login: loginEditOf(way.login, emptyLogin),
        hasRefresh: way.refresh !== null,
        ...(way.refresh !== null && { refresh: loginEditOf(way.refresh, emptyRefresh) }),
        loginCarriage: carriageEditOf(way.carriage),
      }
    case 'static_token':
      return { keyCarriage: carriageEditOf(way.carriage) }
    case 'basic':
    case 'digest':
      return { username: way.username }
    case 'signed_jwt':
      return { signedJwt: jwtEditOf(way), jwtCarriage: carriageEditOf(way.carriage) }
    case 'certificate':
    case 'none':
      return {}
  }
}

export const editOf = (profile: ProfileSummary): ProfileEdit => ({
  ...emptyEdit,
  id: profile.id,
  name: profile.name,
  label: profile.label,
  group: profile.group,
  colour: profile.colour,
  certificate: profile.certificate ?? '',
  keepFresh: profile.keepFresh,
  choice: choiceOf(profile.way),
  held: profile.secrets,
  ...waysPart(profile),
})

/** A copy has a name of its own and no secret: that never leaves the vault, not even for a twin. */
export const copyOf = (profile: ProfileSummary, name: string): ProfileEdit => ({
  ...editOf(profile),
  id: null,
  name,
  held: [],
})
