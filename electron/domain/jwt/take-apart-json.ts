import { isRecord } from '../json/is-record.ts'
import { parseJsonOrNull } from '../json/parse-json.ts'
import { decodeObject } from './base64-text.ts'
import { claimValues, listOf, textOf } from './claim-values.ts'
import { readJsonMembers, type JsonMember } from './json-members.ts'
import { readDisclosures } from './sd-jwt.ts'
import { readPayload, signedKind } from './take-apart-jws.ts'
import type { Fact, SealedParts, SignedParts } from './token-parts.ts'
import { writingFaults } from './token-writing.ts'

type Values = ReadonlyMap<string, unknown>

const textIn = (values: Values, name: string): string => textOf(values.get(name)) ?? ''
const valuesOf = (value: unknown): Values => new Map(isRecord(value) ? Object.entries(value) : [])

/** Members of a header that stands openly in the JSON, not signed or sealed (RFC 7515 §7.2.1). */
const openHeader = (value: unknown): readonly JsonMember[] =>
  [...valuesOf(value)].map(([name, each]) => ({ name, value: each, json: jsonOf(each) }))

/** Nested without end it is read, and can't be written. */
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch (thrown) {
    if (thrown instanceof RangeError) return 'null'
    throw thrown
  }
}

const unprotectedFact = (members: readonly JsonMember[], what: string): readonly Fact[] =>
  members.length === 0 ? [] : [{ name: `Not ${what}`, text: members.map(({ name }) => name.slice(0, 80)).join(', ') }]

/** A JWS or JWE in the JSON serialisation, flattened or general (RFC 7515 §7.2, RFC 7516 §7.2); null for other JSON. */
export function takeApartJson(text: string): SignedParts | SealedParts | null {
  const members = readJsonMembers(text)
  if (members === null) return null
  const values = claimValues(members)
  if (typeof values.get('payload') === 'string') return signedJson(values)
  return typeof values.get('ciphertext') === 'string' ? sealedJson(values) : null
}

function signedJson(values: Values): SignedParts | null {
  const several: unknown = values.get('signatures')
  const signatures: readonly unknown[] = Array.isArray(several) ? several : []
  const first = signatures.length > 0 ? valuesOf(signatures[0]) : values
  if (typeof first.get('signature') !== 'string') return null
  const [head, body, signature] = [textIn(first, 'protected'), textIn(values, 'payload'), textIn(first, 'signature')]
  const open = openHeader(first.get('header'))
  const header = [...(decodeObject(head)?.members ?? []), ...open]
  const byName = claimValues(header)
  const payload = readPayload(body, byName)
  const disclosed = listOf(byName.get('disclosures'))
  const form = signatures.length > 0 ? `general, ${signatures.length} signatures` : 'flattened'
  return {
    ...{ format: 'jwt', header, ...payload, signature, warnings: [], compact: `${head}.${body}.${signature}` },
    kindName: `${signedKind(payload.payload, byName)} in JSON (${form})`,
    signatures: Math.max(signatures.length, 1),
    facts: [...payload.facts, ...unprotectedFact(open, 'signed')],
    writing: writingFaults([head, signature]),
    disclosures: readDisclosures(parseJsonOrNull(payload.claimsText ?? 'null'), disclosed),
    keyBinding: textOf(byName.get('kb_jwt')),
  }
}

function sealedJson(values: Values): SealedParts {
  const recipients: unknown = values.get('recipients')
  const all: readonly unknown[] = Array.isArray(recipients) ? recipients : []
  const open = [
    ...openHeader(values.get('unprotected')),
    ...openHeader(all.length > 0 ? valuesOf(all[0]).get('header') : values.get('header')),
  ]
  const form = all.length > 0 ? `general, ${all.length} recipients` : 'flattened'
  return {
    ...{ format: 'jwe', claims: null, inner: null, warnings: [] },
    kindName: `Encrypted JWT (JWE) in JSON (${form})`,
    header: [...(decodeObject(textIn(values, 'protected'))?.members ?? []), ...open],
    facts: unprotectedFact(open, 'sealed'),
    writing: [],
  }
}
