import { createPrivateKey, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto'
import type { JWK } from 'jose'
import { publicHalfOnly, unusable, type KeyMaterial, type PublicMaterial } from './key-material-form.ts'

const opening = /-----BEGIN ([A-Z0-9 ]{1,80})-----/g
const mostLabels = 20
const unreadable = 'It says that it is a key, but what is in it can’t be read: it may have been cut or changed.'

/** What Node and OpenSSL throw for what is no key; their words are not passed on, since they may quote it. */
function orNull<Value>(read: () => Value): Value | null {
  try {
    return read()
  } catch (thrown) {
    if (thrown instanceof Error) return null
    throw thrown
  }
}

/** The lines as OpenSSL wants them: blocks are also pasted on one line, indented, or with their breaks written out. */
function rewrapped(label: string, body: string): string {
  const [before = '', afterFields] = body.split(/\r?\n[ \t]*\r?\n/)
  // An old private key has fields before its content (RFC 1421 §4.4).
  if (/^\s*(?:Proc-Type|DEK-Info):/.test(body)) return `-----BEGIN ${label}-----${body}-----END ${label}-----`
  const content = (afterFields === undefined ? before : body).replaceAll('\\n', '').replaceAll('\\r', '')
  const lines = content.replace(/\s+/g, '').match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

/** Reads on from the end of each block, and looks for an end that is missing once: in time that grows with the text. */
function blocksIn(text: string): readonly { label: string; pem: string }[] {
  const blocks: { label: string; pem: string }[] = []
  const endless = new Set<string>()
  let after = 0
  for (const { 0: whole, 1: label = '', index } of text.matchAll(opening)) {
    if (index < after || endless.has(label)) continue
    const ending = `-----END ${label}-----`
    const [from, end] = [index + whole.length, text.indexOf(ending, index + whole.length)]
    if (end < 0) {
      endless.add(label)
      // However many names are made up: a key has a handful of blocks.
      if (endless.size > mostLabels) break
    } else {
      blocks.push({ label, pem: rewrapped(label, text.slice(from, end)) })
      after = end + ending.length
    }
  }
  return blocks
}

/** The first certificate of a text in PEM; of a chain that is the one whose key signs (RFC 7517 §4.7). */
export function firstCertificate(text: string): X509Certificate | null {
  const found = blocksIn(text).find(({ label }) => label.endsWith('CERTIFICATE'))
  return found === undefined ? null : orNull(() => new X509Certificate(found.pem))
}

function keyMaterial(key: KeyObject | null, form: PublicMaterial['form'], notes: readonly string[]): KeyMaterial {
  if (key === null) return unusable(unreadable)
  const jwk = orNull(() => key.export({ format: 'jwk' }))
  if (jwk === null || typeof jwk.kty !== 'string') {
    const kind = key.asymmetricKeyType ?? 'unknown'
    return unusable(`This is a key of the kind “${kind}”, which no algorithm of signed tokens uses here.`)
  }
  // OpenSSL gives only the public half of a public key; the type of a JWK wants `kty` to be there.
  const publicJwk: JWK = { ...jwk, kty: jwk.kty }
  return { is: 'keys', form, keys: [publicJwk], secrets: [], notes }
}

function certificateNotes(certificate: X509Certificate, count: number): string[] {
  return count > 1
    ? [`Of the ${count} certificates the first was used.`]
    : [`The certificate is for ${nameOf(certificate)}.`]
}

const nameOf = ({ subject }: X509Certificate): string => {
  const name = subject.split('\n').find((line) => line.startsWith('CN=')) ?? subject.split('\n')[0] ?? ''
  return name.slice(0, 120)
}

/** A key or certificates in PEM (RFC 7468); where there are several blocks, the first public one, else the private one. */
export function readPemBlocks(text: string): KeyMaterial {
  const blocks = blocksIn(text)
  if (blocks.length === 0) return unusable('The PEM block has no end: “-----END …-----” is missing.')
  const certificates = blocks.filter(({ label }) => label.endsWith('CERTIFICATE'))
  if (certificates.length > 0) {
    const certificate = firstCertificate(text)
    if (certificate === null) return unusable(unreadable)
    const notes = certificateNotes(certificate, certificates.length)
    return keyMaterial(
      orNull(() => certificate.publicKey),
      'certificate',
      notes,
    )
  }
  const open = blocks.find(({ label }) => label.endsWith('PUBLIC KEY'))
  if (open !== undefined)
    return keyMaterial(
      orNull(() => createPublicKey(open.pem)),
      'pem',
      [],
    )
  const sealed = blocks.find(({ label, pem }) => label.startsWith('ENCRYPTED') || pem.includes('ENCRYPTED'))
  if (sealed !== undefined) {
    return unusable(
      'The private key is encrypted: decrypt it first, or paste its public half, which is all that is needed.',
    )
  }
  const closed = blocks.find(({ label }) => label.endsWith('PRIVATE KEY'))
  if (closed !== undefined)
    return keyMaterial(
      orNull(() => createPublicKey(closed.pem)),
      'pem',
      [publicHalfOnly],
    )
  return unusable(
    `A block “${(blocks[0]?.label ?? '').slice(0, 40)}” holds no key that a signature could be checked with.`,
  )
}

/** A key or certificate in DER, as it stands in base64 (x5c, RFC 7517 §4.7); null for other bytes. */
export function readDer(bytes: Buffer): KeyMaterial | null {
  const certificate = orNull(() => new X509Certificate(bytes))
  if (certificate !== null) {
    return keyMaterial(
      orNull(() => certificate.publicKey),
      'certificate',
      certificateNotes(certificate, 1),
    )
  }
  // The private forms first: a public key is also made of them, without a word.
  for (const type of ['pkcs8', 'pkcs1', 'sec1'] as const) {
    const key = orNull(() => createPrivateKey({ key: bytes, format: 'der', type }))
    if (key !== null)
      return keyMaterial(
        orNull(() => createPublicKey(key)),
        'pem',
        [publicHalfOnly],
      )
  }
  for (const type of ['spki', 'pkcs1'] as const) {
    const key = orNull(() => createPublicKey({ key: bytes, format: 'der', type }))
    if (key !== null) return keyMaterial(key, 'pem', [])
  }
  return null
}
