import { inflateRawSync } from 'node:zlib'
import { rowOf } from '../json/row-of.ts'
import { bytesOrNull, utf8OrNull } from './base64-text.ts'
import { scanXml, type ScannedTag, type ScannedXml } from './saml-scan.ts'
import { otherParts, type Fact, type OtherParts } from './token-parts.ts'
import { quoted, when } from './warning.ts'

const largestBytes = 512 * 1024
const mostAttributes = 100
const kinds: Readonly<Record<string, string>> = {
  ...{ Assertion: 'SAML assertion', Response: 'SAML response', EncryptedAssertion: 'SAML assertion, encrypted' },
  ...{
    AuthnRequest: 'SAML sign-in request',
    LogoutRequest: 'SAML logout request',
    LogoutResponse: 'SAML logout answer',
  },
}

const startsLikeXml = (text: string | null): boolean => /^\s{0,100}</.test((text ?? '').slice(0, 101))

/** XML as it is, in Base64, or deflated as well (SAML 2.0 Bindings §3.4.4.1); null for anything else. */
function xmlOf(token: string): string | null {
  if (token.startsWith('<')) return token.length > largestBytes ? null : token
  const bytes = token.length < 40 ? null : bytesOrNull(token)
  if (bytes === null) return null
  const plain = bytes[0] === 0x3c || bytes[0] === 0xef || bytes[0] === 0x20 ? utf8OrNull(bytes) : null
  if (plain !== null) return startsLikeXml(plain) ? plain : null
  const inflated = mayBeDeflated(token, bytes) ? inflatedOrNull(bytes) : null
  return inflated !== null && startsLikeXml(inflated) ? inflated : null
}

/** Long enough, in the Base64 of the binding, and beginning with a block that is compressed (RFC 1951 §3.2.3). */
const mayBeDeflated = (token: string, bytes: Buffer): boolean =>
  token.length > 150 && !/[-_]/.test(token) && [2, 4].includes((bytes[0] ?? 0) & 6)

function inflatedOrNull(bytes: Buffer): string | null {
  try {
    return utf8OrNull(inflateRawSync(bytes, { maxOutputLength: largestBytes }))
  } catch (thrown) {
    // Bytes that are not deflated, or too many of them (ERR_BUFFER_TOO_LARGE).
    if (thrown instanceof Error && 'code' in thrown) return null
    throw thrown
  }
}

/** What a SAML message or assertion says, without a parser of XML and without believing it; null for anything else. */
export function readSaml(token: string): OtherParts | null {
  const xml = xmlOf(token)
  if (xml === null) return null
  const scanned = scanXml(xml)
  const root = scanned.tags.find(({ name }) => name !== '/')
  const kindName = rowOf(kinds, root?.name ?? '')
  if (kindName === null && !(scanned.hasDoctype && /saml/i.test(xml.slice(0, 10_000)))) return null
  const conditions = scanned.tags.find(({ name }) => name === 'Conditions')
  const [from, until] = ['NotBefore', 'NotOnOrAfter'].map((name) => timeOf(conditions?.attributes.get(name)))
  return otherParts('saml', kindName ?? 'SAML with a document type', {
    facts: factsOf(scanned.tags),
    life: { from: from ?? null, until: until ?? null },
    warnings: warningsOf(scanned, root?.name ?? ''),
  })
}

function timeOf(text: string | undefined): Date | null {
  const ms = Date.parse(text?.slice(0, 40) ?? '')
  return ms >= 0 && ms < 253_402_300_800_000 ? new Date(ms) : null
}

/** [the fact's name, element, attribute]; the text of the element where there is no attribute. */
const shown: readonly (readonly [string, string, string?])[] = [
  ['Issuer', 'Issuer'],
  ['Status', 'StatusCode', 'Value'],
  ['Subject', 'NameID'],
  ['Subject is a', 'NameID', 'Format'],
  ['Audience', 'Audience'],
  ['Issued', 'Assertion', 'IssueInstant'],
  ['Not before', 'Conditions', 'NotBefore'],
  ['Not on or after', 'Conditions', 'NotOnOrAfter'],
  ['Signed in', 'AuthnStatement', 'AuthnInstant'],
  ['Session ends', 'AuthnStatement', 'SessionNotOnOrAfter'],
  ['How', 'AuthnContextClassRef'],
  ['For', 'SubjectConfirmationData', 'Recipient'],
  ['Answers', 'SubjectConfirmationData', 'InResponseTo'],
  ['Destination', 'Response', 'Destination'],
  ['Signature by', 'SignatureMethod', 'Algorithm'],
]

function factsOf(tags: readonly ScannedTag[]): readonly Fact[] {
  const facts = shown.flatMap(([name, element, attribute]) => {
    const values = tags
      .filter((tag) => tag.name === element)
      .map(({ text, attributes }) => (attribute === undefined ? text.trim() : (attributes.get(attribute) ?? '')))
    const different = [...new Set(values)].filter((each) => each !== '').slice(0, 10)
    return different.length === 0 ? [] : [{ name, text: different.map((each) => each.slice(0, 300)).join(', ') }]
  })
  return [...facts, ...attributesOf(tags)]
}

function attributesOf(tags: readonly ScannedTag[]): readonly Fact[] {
  const found: { name: string; values: string[] }[] = []
  for (const { name, attributes, text } of tags) {
    if (name === 'Attribute') {
      if (found.length === mostAttributes) break
      found.push({ name: attributes.get('FriendlyName') ?? attributes.get('Name') ?? '', values: [] })
    } else if (name === 'AttributeValue') found.at(-1)?.values.push(text.trim().slice(0, 300))
  }
  return found.map(({ name, values }) => ({
    name: `Attribute ${name.slice(0, 200)}`,
    text: values.slice(0, 20).join(', '),
  }))
}

function warningsOf({ tags, hasDoctype }: ScannedXml, root: string): OtherParts['warnings'] {
  const count = (name: string): number => tags.filter((tag) => tag.name === name).length
  const subject = tags.find(({ name, hasComment }) => name === 'NameID' && hasComment)
  const isAssertion = root === 'Assertion' || root === 'Response'
  const algorithm = tags.find(({ name }) => name === 'SignatureMethod')?.attributes.get('Algorithm') ?? ''
  return [
    ...when(
      hasDoctype,
      ...(['high', null, 'OWASP SAML Security Cheat Sheet'] as const),
      'It has a document type, which no SAML message needs; what follows it was not read',
      'Lets its writer read files of the receiver, or make it ask addresses, if its XML parser follows entities (XXE)',
    ),
    ...when(
      isAssertion && !hasDoctype && count('Signature') === 0,
      ...(['high', null, 'SAML 2.0 Core §5'] as const),
      'It is not signed',
      'Lets anybody write such an assertion, on a receiver that does not insist on a signature',
    ),
    ...when(
      count('Assertion') > 1,
      ...(['medium', null, 'SAML 2.0 Core §3.3.3'] as const),
      `It holds ${count('Assertion')} assertions`,
      'Lets an attacker add an assertion beside the signed one, if the receiver reads another than it checked',
    ),
    ...when(
      subject !== undefined,
      ...(['high', null, 'CVE-2017-11427'] as const),
      `A comment stands within the subject, ${quoted(subject?.text ?? '')}`,
      'Lets somebody pass for another user, on a receiver that reads only what stands before the comment',
    ),
    ...when(
      /sha1$/i.test(algorithm.slice(-20)),
      ...(['medium', null, 'RFC 9231 §2.3'] as const),
      'Its signature is made with SHA-1, which is broken',
      'Lets whoever can afford a collision forge an assertion',
    ),
    ...when(
      root === 'Assertion' && !hasDoctype && count('Conditions') === 0,
      ...(['medium', null, 'SAML 2.0 Core §2.5.1'] as const),
      'It has no conditions: neither an end nor an audience',
      'Lets whoever gets hold of it use it anywhere, for ever',
    ),
  ]
}
