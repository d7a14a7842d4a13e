import { createHash, createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls'
import type { ClientCertificate } from '../domain/credentials/client-certificate.ts'

/** Certificates or a key that can't be used, in a sentence that holds no part of them. */
export class UnusableCertificate extends Error {
  override readonly name = 'UnusableCertificate'
}

/** What one kind of TLS connection is made with; equal `id`s may share connections. */
export interface TlsRule {
  /** A hash: no part of a key can be read from it. */
  readonly id: string
  readonly options: { readonly rejectUnauthorized: true; readonly secureContext?: SecureContext }
}

// Said, because an environment variable could turn verification off.
const verified = { rejectUnauthorized: true } as const
const builtIn: TlsRule = { id: '', options: verified }
const mostContexts = 32
const pemCertificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** One text may hold several certificates. Node passes over what it can't read, so each is looked at here. */
function assertAuthorities(authorities: readonly string[]): void {
  for (const text of authorities) {
    const found = text.match(pemCertificate) ?? []
    const unread = text.split('-----BEGIN CERTIFICATE-----').length - 1 - found.length
    if (found.length === 0 || unread > 0 || !found.every(isCertificate)) {
      throw new UnusableCertificate('A certificate authority of the settings is no certificate in PEM.')
    }
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0
  } catch {
    return false // Whatever the parser minds, the person is told that it is no certificate.
  }
}

const unusable = (why: string, cause?: unknown): UnusableCertificate =>
  new UnusableCertificate(`The client certificate can't be used: ${why}.`, { cause })

function readPrivateKey({ key, passphrase }: ClientCertificate): KeyObject {
  const pem = key.reveal()
  const isEncrypted = pem.includes('ENCRYPTED')
  if (isEncrypted && passphrase === null) throw unusable('its private key is encrypted, and there is no passphrase')
  try {
    return createPrivateKey({ key: pem, ...(passphrase === null ? {} : { passphrase: passphrase.reveal() }) })
  } catch (cause) {
    if (isEncrypted) throw unusable('the passphrase does not open its private key', cause)
    throw unusable('its private key is no key in PEM', cause)
  }
}

function assertClientCertificate(shown: ClientCertificate): void {
  const first = shown.certificate.match(pemCertificate)?.[0]
  if (first === undefined || !isCertificate(first)) throw unusable('it is no certificate in PEM')
  if (!new X509Certificate(first).checkPrivateKey(readPrivateKey(shown))) {
    throw unusable('the private key belongs to another certificate')
  }
}

function contextOf(authorities: readonly string[], shown: ClientCertificate | null): SecureContext {
  assertAuthorities(authorities)
  if (shown !== null) assertClientCertificate(shown)
  const { certificate, key, passphrase } = shown ?? { certificate: null, key: null, passphrase: null }
  try {
    return createSecureContext({
      ...(authorities.length === 0 ? {} : { ca: [...rootCertificates, ...authorities] }),
      ...(certificate === null || key === null ? {} : { cert: certificate, key: key.reveal() }),
      ...(passphrase === null ? {} : { passphrase: passphrase.reveal() }),
    })
  } catch (cause) {
    throw unusable('TLS does not take it', cause)
  }
}

function idOf(authorities: readonly string[], shown: ClientCertificate | null): string {
  const parts = [...authorities, '', shown?.certificate ?? '', shown?.key.reveal() ?? '']
  const hash = createHash('sha256')
  for (const part of [...parts, shown?.passphrase?.reveal() ?? '']) hash.update(`${part.length}:`).update(part)
  return hash.digest('base64url')
}

/**
 * Makes each TLS context once and keeps it: reading 150 authorities and opening a private key takes milliseconds that
 * no request should pay twice. The newest ones are kept.
 */
export function createTlsRules() {
  const known = new Map<string, TlsRule>()
  return {
    /**
     * Trust in `authorities` (PEM) beside the built-in ones, showing `shown` to whoever asks for it. Throws
     * `UnusableCertificate`.
     */
    ruleFor(authorities: readonly string[], shown: ClientCertificate | null): TlsRule {
      if (authorities.length === 0 && shown === null) return builtIn
      const id = idOf(authorities, shown)
      const rule = known.get(id) ?? { id, options: { ...verified, secureContext: contextOf(authorities, shown) } }
      known.delete(id)
      known.set(id, rule)
      const oldest = known.keys().next().value
      if (known.size > mostContexts && oldest !== undefined) known.delete(oldest)
      return rule
    },
  }
}
