import type { ClientAuthentication, GrantType, OAuthWay } from '@contract/oauth'
import type { SecretName } from '@contract/profiles'
import type { Carriage, Way, WayKind } from '@contract/ways'
import { visibleText } from './visible-characters.ts'

/** One thing to choose: how it is called, and what it is for. */
export interface ChoiceWords {
  /** Two or three words: for rows, columns and menus. */
  readonly name: string
  /** One sentence: for tooltips and under a choice. */
  readonly hint: string
}

export const kindWords: { readonly [Kind in WayKind]: ChoiceWords } = {
  oauth: { name: 'OAuth 2', hint: 'A token from an authorisation server, by any grant (RFC 6749).' },
  custom_login: { name: 'Custom login', hint: 'A token out of the answer to a login request of the API’s own.' },
  static_token: { name: 'API key or token', hint: 'A value that you were given, in a header, the query or a cookie.' },
  basic: { name: 'Basic', hint: 'A user name and a password with every request (RFC 7617).' },
  digest: { name: 'Digest', hint: 'A user name, and a proof of the password for every challenge (RFC 7616).' },
  certificate: { name: 'Client certificate', hint: 'The connection itself proves who is calling: a TLS certificate.' },
  signed_jwt: { name: 'Signed JWT', hint: 'A JWT that Claimcheck signs with your key, new for each lifetime.' },
  none: { name: 'No credentials', hint: 'Requests go out without any proof of who is calling.' },
}

/** A kind that a file names: by its words where it is known here, else as the file has it. */
export const kindName = (kind: string): string =>
  visibleText(Object.entries(kindWords).find(([known]) => known === kind)?.[1].name ?? kind)

export const grantWords: { readonly [Grant in GrantType]: ChoiceWords } = {
  authorization_code: { name: 'code + PKCE', hint: 'A person signs in in the browser (RFC 6749 §4.1, RFC 7636).' },
  client_credentials: { name: 'client credentials', hint: 'The client is the user: no person (RFC 6749 §4.4).' },
  device_code: { name: 'device code', hint: 'A person enters a code on another device (RFC 8628).' },
  password: { name: 'password', hint: 'Name and password go to the server; removed in OAuth 2.1 (RFC 6749 §4.3).' },
  jwt_bearer: { name: 'JWT bearer', hint: 'A JWT that you sign is traded for a token (RFC 7523 §2.1).' },
  token_exchange: { name: 'token exchange', hint: 'The token of another profile is traded for one (RFC 8693).' },
  refresh_token: { name: 'refresh token', hint: 'A refresh token that you got elsewhere (RFC 6749 §6).' },
  implicit: { name: 'implicit', hint: 'The token comes in the address; removed in OAuth 2.1 (RFC 6749 §4.2).' },
}

export const clientAuthenticationWords: { readonly [Method in ClientAuthentication]: ChoiceWords } = {
  none: { name: 'none', hint: 'A public client: only its client id is sent.' },
  client_secret_basic: { name: 'secret, Basic', hint: 'Id and secret in the Authorization header (RFC 6749 §2.3.1).' },
  client_secret_post: { name: 'secret, form', hint: 'Id and secret as form fields (RFC 6749 §2.3.1).' },
  client_secret_jwt: { name: 'secret, JWT', hint: 'A JWT signed with the secret proves that you know it (RFC 7523).' },
  private_key_jwt: { name: 'private key, JWT', hint: 'A JWT signed with your private key (RFC 7523).' },
  tls_client_auth: { name: 'certificate', hint: 'The client certificate of the connection (RFC 8705).' },
}

/** What a profile keeps in the vault, as a form and a sentence call it. */
export const secretWords: { readonly [Name in SecretName]: string } = {
  clientSecret: 'client secret',
  clientKey: 'client’s private key',
  password: 'password',
  token: 'token',
  refreshToken: 'refresh token',
  signingKey: 'signing key',
  certificateKey: 'certificate’s private key',
  certificatePassphrase: 'passphrase of the certificate’s key',
}

/** A field that main names: a secret by its name in the contract, anything else in words already. */
export const fieldWords = (field: string): string =>
  visibleText(Object.entries(secretWords).find(([name]) => name === field)?.[1] ?? field)

/** The grants in which somebody has to do something: a browser, or another device. */
const grantsOfPeople: readonly GrantType[] = ['authorization_code', 'implicit', 'device_code']

/** Whether a sign-in waits for a person; every other one ends by itself. */
export const needsPerson = (way: Way): boolean => way.kind === 'oauth' && grantsOfPeople.includes(way.grant.type)

/** Whether there is something to sign in to; what a profile of another kind holds is sent as it is. */
export const canSignIn = (way: Way): way is Extract<Way, { kind: 'oauth' | 'custom_login' }> =>
  way.kind === 'oauth' || way.kind === 'custom_login'

/** What happens when a token is asked for, in a sentence. */
export function howToSignIn(way: Way): string {
  if (way.kind === 'custom_login') return 'The profile’s login request is sent, and the token taken out of its answer.'
  if (way.kind !== 'oauth') return 'The token is made here, when a request needs it.'
  switch (way.grant.type) {
    case 'authorization_code':
    case 'implicit':
      return 'Your browser opens for it.'
    case 'device_code':
      return 'You get a code to enter on any device.'
    case 'client_credentials':
      return 'A token is asked for with the client’s own credentials.'
    case 'password':
      return 'Name and password go to the server for a token.'
    case 'jwt_bearer':
      return 'A JWT that the profile signs is traded for a token.'
    case 'token_exchange':
      return 'The token of another profile is traded for one.'
    case 'refresh_token':
      return 'The refresh token of the profile is traded for a token.'
  }
}

/** The way in two or three words: its grant where it is OAuth, else its kind. */
export function wayName(way: Way): string {
  switch (way.kind) {
    case 'oauth':
      return grantWords[way.grant.type].name
    case 'static_token':
      return way.carriage.in === 'header' && /^bearer\s*$/i.test(way.carriage.prefix) ? 'bearer token' : 'API key'
    default:
      return kindWords[way.kind].name.toLowerCase().replace('jwt', 'JWT')
  }
}

/** Where a token stands in a request: `header X-Api-Key`, `query parameter api_key`. */
export function carriageText(carriage: Carriage): string {
  const name = visibleText(carriage.name)
  if (carriage.in === 'query') return `query parameter ${name}`
  return `${carriage.in} ${name}`
}

/** The host of an address, or the text as it is where it holds {{variables}}. */
const hostOf = (address: string): string => visibleText(URL.canParse(address) ? new URL(address).host : address)

/** Who is asked or addressed, in a few words: an issuer's host, a login's host, a place in the request. */
export function wayDetail(way: Way): string {
  switch (way.kind) {
    case 'oauth':
      return hostOf(way.issuer)
    case 'custom_login':
      return hostOf(way.login.request.url)
    case 'static_token':
    case 'signed_jwt':
      return carriageText(way.carriage)
    case 'basic':
    case 'digest':
      return visibleText(way.username)
    case 'certificate':
      return 'TLS'
    case 'none':
      return ''
  }
}

const proofOf = ({ clientAuthentication, dpop }: OAuthWay): string =>
  [`client authentication: ${clientAuthenticationWords[clientAuthentication].name}`, ...(dpop ? ['DPoP'] : [])].join(
    ' · ',
  )

/** Everything that tells one profile's way from another's, for a tooltip. */
export function wayTooltip(way: Way): string {
  const detail = wayDetail(way)
  const head = way.kind === 'oauth' ? `OAuth 2, ${wayName(way)}` : kindWords[way.kind].name
  return [head, detail, ...(way.kind === 'oauth' ? [proofOf(way)] : [])].filter((part) => part !== '').join(' · ')
}
