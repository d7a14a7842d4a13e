import { isRecord } from '../json/is-record.ts'

type Members = Readonly<Record<string, unknown>>

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const isPart = (value: unknown): value is string => typeof value === 'string' && /^[A-Za-z0-9_-]*$/.test(value)

/** Disclosures and key binding of an SD-JWT stand in the header that is not signed (RFC 9901 §8). */
function disclosedIn(header: unknown): string {
  if (!isRecord(header) || !Array.isArray(header['disclosures'])) return ''
  const disclosures = header['disclosures'].filter(isPart)
  return `~${disclosures.map((each) => `${each}~`).join('')}${textOf(header['kb_jwt']) ?? ''}`
}

function signedBy({ protected: header, signature, header: unsigned }: Members, payload: string): string[] {
  return isPart(header) && header !== '' && isPart(signature)
    ? [`${header}.${payload}.${signature}${disclosedIn(unsigned)}`]
    : []
}

function encrypted(members: Members): string[] {
  const { protected: header, iv, ciphertext, tag, recipients } = members
  const [only] = Array.isArray(recipients) && recipients.length === 1 ? recipients.filter(isRecord) : [members]
  const key = only?.['encrypted_key'] ?? ''
  const parts = [header, key, iv, ciphertext, tag ?? '']
  return header !== '' && parts.every(isPart) ? [parts.join('.')] : []
}

/**
 * The compact form of an object that is a JWS or JWE in JSON (RFC 7515 §7.2, RFC 7516 §7.2): one for each signature.
 * Empty for any other object.
 */
export function compactOf(members: Members): readonly string[] {
  if ('ciphertext' in members && 'protected' in members) return encrypted(members)
  const { payload, signatures } = members
  if (!isPart(payload)) return []
  const signed = Array.isArray(signatures) ? signatures.filter(isRecord) : [members]
  return signed.flatMap((each) => signedBy(each, payload))
}
