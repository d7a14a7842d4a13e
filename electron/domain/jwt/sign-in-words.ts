import { rowOf } from '../json/row-of.ts'

/** Authentication methods (RFC 8176 §2), and those of Entra ID, Okta and Keycloak that are no part of it. */
const methods: Readonly<Record<string, string>> = {
  face: 'face',
  fpt: 'fingerprint',
  geo: 'place',
  hwk: 'a key in hardware',
  iris: 'iris',
  kba: 'knowledge',
  mca: 'several channels',
  mfa: 'more than one factor',
  otp: 'a one-time code',
  pin: 'a PIN',
  pop: 'a key',
  pwd: 'a password',
  rba: 'a judgement of risk',
  retina: 'retina',
  sc: 'a smart card',
  sms: 'a text message',
  swk: 'a key in software',
  tel: 'a telephone call',
  user: 'a test that the person is there',
  vbm: 'voice',
  wia: 'Windows sign-in',
  rsa: 'a certificate or a Windows key',
  fed: 'another sign-in service',
  ngcmfa: 'more than one factor',
  fido: 'a passkey',
  mail: 'an e-mail',
  email: 'an e-mail',
  totp: 'a one-time code',
  recovery: 'a recovery link',
  magiclink: 'a link by e-mail',
  password: 'a password',
  oauth: 'another sign-in service',
  anonymous: 'nothing: nobody signed in',
}

/** Levels (acr) that are well known. */
const levels: Readonly<Record<string, string>> = {
  '0': 'remembered from earlier, or not strong at all (0)',
  '1': 'with one factor (1)',
  '2': 'with a second factor (2, as Keycloak counts)',
  phr: 'resistant to phishing',
  phrh: 'resistant to phishing, with hardware',
  'urn:mace:incommon:iap:silver': 'InCommon silver',
  'urn:mace:incommon:iap:bronze': 'InCommon bronze',
  'http://schemas.openid.net/pape/policies/2007/06/multi-factor': 'with more than one factor',
  'http://schemas.openid.net/psd/2007/06/phishing-resistant': 'resistant to phishing',
  'urn:okta:loa:1fa:any': 'with any one factor',
  'urn:okta:loa:1fa:pwd': 'with a password',
  'urn:okta:loa:2fa:any': 'with two factors',
  'urn:okta:loa:2fa:any:ifpossible': 'with two factors where the person has them',
  'urn:oasis:names:tc:SAML:2.0:ac:classes:Password': 'with a password',
  'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport': 'with a password over TLS',
  'https://refeds.org/profile/mfa': 'with more than one factor (REFEDS)',
  'https://refeds.org/profile/sfa': 'with one factor (REFEDS)',
  'http://eidas.europa.eu/LoA/low': 'eIDAS low',
  'http://eidas.europa.eu/LoA/substantial': 'eIDAS substantial',
  'http://eidas.europa.eu/LoA/high': 'eIDAS high',
}

/** How the person signed in, in words; unknown methods as they are written. */
export function methodsInWords(used: readonly string[]): string | null {
  const words = used.slice(0, 10).map((each) => rowOf(methods, each.toLowerCase()) ?? each.slice(0, 60))
  return words.length === 0 ? null : `The person signed in with ${[...new Set(words)].join(', ')}`
}

/** How strongly, in words; null for a level that means something only to its issuer. */
export function levelInWords(level: string): string | null {
  const known = rowOf(levels, level)
  return known === null ? null : `How strongly the person proved who they are: ${known}`
}
