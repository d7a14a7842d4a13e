import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import type { SigningAlgorithm } from '../../contract/keys.ts'
import type { SecretName } from '../../contract/profiles.ts'
import type { Way } from '../../contract/ways.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { readSigningKey } from '../keys/read-signing-key.ts'
import { beyondCookie, headerValueProblem } from '../requests/header-rules.ts'
import { systemErrorCode } from '../storage/write-failure.ts'
import type { SecretText } from '../vault/secret-text.ts'
import type { Problem } from './field-problem.ts'
import type { Profile } from './profile.ts'

/** A secret as it will be once the draft is saved; null: there is none, or it can't be read now. */
type Look = (name: SecretName) => Promise<SecretText | null>

// What a private key may be good for where neither the person nor the server has said.
const anyPrivate: readonly SigningAlgorithm[] = ['RS256', 'ES256', 'ES384', 'ES512', 'EdDSA']

/** Which key the way signs with, and by which algorithms it may: any of them will do. */
function signingUse(way: Way): { readonly name: SecretName; readonly algorithms: readonly SigningAlgorithm[] }[] {
  if (way.kind === 'signed_jwt') return [{ name: 'signingKey', algorithms: [way.signing.algorithm] }]
  if (way.kind !== 'oauth') return []
  const { grant, clientAuthentication, clientSigning } = way
  const chosen = clientSigning === null ? anyPrivate : [clientSigning.algorithm]
  return [
    ...(grant.type === 'jwt_bearer' ? [{ name: 'signingKey' as const, algorithms: [grant.signing.algorithm] }] : []),
    ...(clientAuthentication === 'private_key_jwt' ? [{ name: 'clientKey' as const, algorithms: chosen }] : []),
  ]
}

/** null: it can be used. Else why not, in a sentence without any part of the key. */
async function whyUnusable(key: SecretText, algorithms: readonly SigningAlgorithm[]): Promise<string | null> {
  let why: string | null = null
  for (const algorithm of algorithms) {
    try {
      await readSigningKey(key, algorithm)
      return null
    } catch (thrown) {
      if (!(thrown instanceof ClaimcheckError)) throw thrown
      why ??= 'reason' in thrown.details ? String(thrown.details.reason) : 'The key can’t be used'
    }
  }
  return why
}

async function signingProblems(way: Way, look: Look): Promise<Problem[]> {
  const found = await Promise.all(
    signingUse(way).map(async ({ name, algorithms }): Promise<Problem | null> => {
      const key = await look(name)
      const message = key === null ? null : await whyUnusable(key, algorithms)
      return message === null ? null : { path: `secrets.${name}`, message }
    }),
  )
  return found.filter((problem) => problem !== null)
}

const unsendable = {
  'line-break': 'A header can’t hold this: it has a line break or another control character (RFC 9110 §5.5)',
  'not-latin1': 'A header can’t hold this: it has characters beyond Latin-1 (RFC 9110 §5.5)',
} as const

/** A value that the person was given, and that no header or cookie can hold as it is. */
async function tokenProblems(way: Way, look: Look): Promise<Problem[]> {
  if (way.kind !== 'static_token' || way.carriage.in === 'query') return []
  const token = (await look('token'))?.reveal() ?? ''
  const path = 'secrets.token'
  const reason = headerValueProblem(token)
  if (reason !== null) return [{ path, message: unsendable[reason] }]
  if (way.carriage.in !== 'cookie' || !beyondCookie.test(token)) return []
  return [{ path, message: 'A cookie can’t hold this: it has blanks, quotes, commas or semicolons (RFC 6265 §4.1.1)' }]
}

const pemCertificate = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g

/** The first certificate of the chain, which the key belongs to; null: some of the text is none. An expired one is one. */
function readChain(pem: string): X509Certificate | null {
  const blocks = pem.match(pemCertificate) ?? []
  try {
    return blocks.map((block) => new X509Certificate(block))[0] ?? null
  } catch (cause) {
    if (systemErrorCode(cause) === null) throw cause
    return null // OpenSSL could not read it
  }
}

function readKey(pem: string, passphrase: string | null): KeyObject | null {
  try {
    return createPrivateKey({ key: pem, format: 'pem', ...(passphrase !== null && { passphrase }) })
  } catch (cause) {
    if (systemErrorCode(cause) === null) throw cause
    return null // OpenSSL could not read it
  }
}

const isEncrypted = (pem: string): boolean => /BEGIN ENCRYPTED PRIVATE KEY|^Proc-Type: 4,ENCRYPTED/m.test(pem)

async function certificateProblems(pem: string, look: Look): Promise<Problem[]> {
  // Such files often hold both; a certificate is kept, shown and exported as plain text.
  if (/PRIVATE KEY-----/.test(pem)) {
    return [
      { path: 'certificate', message: 'There is a private key in it: it goes into its own field, to be kept secret' },
    ]
  }
  const certificate = readChain(pem)
  if (certificate === null) return [{ path: 'certificate', message: 'This is no certificate in PEM' }]
  const [key, passphrase] = await Promise.all([look('certificateKey'), look('certificatePassphrase')])
  if (key === null) return []
  const text = key.reveal()
  if (isEncrypted(text) && passphrase === null) {
    return [{ path: 'secrets.certificatePassphrase', message: 'The key is encrypted: enter its passphrase' }]
  }
  const privateKey = readKey(text, passphrase?.reveal() ?? null)
  if (privateKey === null) {
    return isEncrypted(text)
      ? [{ path: 'secrets.certificatePassphrase', message: 'This passphrase does not open the key' }]
      : [{ path: 'secrets.certificateKey', message: 'This is no private key in PEM' }]
  }
  if (certificate.checkPrivateKey(privateKey)) return []
  return [{ path: 'secrets.certificateKey', message: 'This key belongs to another certificate' }]
}

/** Keys that can't sign as the profile says, a token that can't be sent, and a certificate whose key is another's. */
export async function secretProblems(
  { way, certificate }: Pick<Profile, 'way' | 'certificate'>,
  look: Look,
): Promise<readonly Problem[]> {
  return [
    ...(await signingProblems(way, look)),
    ...(await tokenProblems(way, look)),
    ...(certificate === null ? [] : await certificateProblems(certificate, look)),
  ]
}
