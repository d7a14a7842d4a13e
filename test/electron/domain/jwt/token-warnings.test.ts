import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { inspectToken } from '../../../../electron/domain/jwt/inspect-token.ts'
import {
  aJwt,
  aTokenToInspect,
  noonSeconds as noon,
  usualClaims,
  usualHeader,
  type MoreOfToken,
} from '../../../support/token-to-inspect.ts'

const profile = aTokenToInspect('').profile
const resources = { profile: { ...profile, resources: ['urn:orders'] } }
const dpop = {
  tokens: { tokenType: 'DPoP', scopes: [], obtainedAt: new Date(), expiresAt: null, expirySource: 'unknown' },
} as const
const without = (...names: readonly string[]) =>
  Object.fromEntries(Object.entries(usualClaims).filter(([name]) => !names.includes(name)))
const idClaims = { ...without('scope', 'client_id'), aud: 'desktop', nonce: 'n' }
const sealed = (header: object) => `${Buffer.from(JSON.stringify(header)).toString('base64url')}.AAAA.AAAA.AAAA.AAAA`
const good = aJwt(usualHeader, usualClaims)
const [head = '', body = '', end = ''] = good.split('.')
const disclosure = Buffer.from('["salt","email","a@b.test"]').toString('base64url')
const selective = (digest: string) =>
  `${aJwt({ alg: 'ES256', typ: 'dc+sd-jwt' }, { ...usualClaims, _sd: [digest] })}~${disclosure}~`
const digestOf = (text: string) => createHash('sha256').update(text).digest('base64url')

const header = (more: object): string => aJwt({ ...usualHeader, ...more }, usualClaims)
const claims = (more: object): string => aJwt(usualHeader, { ...usualClaims, ...more })

const found = (token: string, more: MoreOfToken = {}) => inspectToken(aTokenToInspect(token, more)).warnings
const about = (token: string, more: MoreOfToken, words: string) =>
  found(token, more).filter(({ text }) => text.includes(words))

/** [why, severity, section, member, words, the token that is warned of, one that is not, what both are looked at with]. */
type Row = readonly [string, string, string, string | null, string, string, string, MoreOfToken?]
// A row is a line, so that the table can be read as one.
// prettier-ignore
const rows: readonly Row[] = [
  // The header.
  ['names no algorithm', 'high', 'RFC 7515 §4.1.1', null, 'names no algorithm', aJwt({ typ: 'at+jwt' }, usualClaims), good],
  ['has a number as algorithm', 'high', 'RFC 7515 §4.1.1', 'alg', 'is no text', header({ alg: 1 }), good],
  ['is not signed', 'high', 'RFC 8725 §3.2', 'alg', 'Not signed at all', header({ alg: 'none' }), good],
  ['is not signed, spelt None', 'high', 'RFC 8725 §3.2', 'alg', 'Not signed at all', header({ alg: 'None' }), good],
  ['is not signed, spelt nOnE', 'high', 'RFC 8725 §3.2', 'alg', 'Not signed at all', header({ alg: 'nOnE' }), good],
  ['is not signed, with a space', 'high', 'RFC 8725 §3.2', 'alg', 'Not signed at all', header({ alg: 'none ' }), good],
  ['mixes up keys', 'high', 'RFC 8725 §2.1', 'alg', 'key confusion', header({ alg: 'HS256' }), good],
  ['has a shared secret', 'note', 'RFC 8725 §3.5', 'alg', 'must not be guessable', header({ alg: 'HS256' }), header({ alg: 'RS256' }), { profile: { ...profile, jwksUri: null } }],
  ['is not signed as the issuer signs', 'medium', 'RFC 8725 §3.1', 'alg', 'do not name “PS512”', header({ alg: 'PS512' }), good, { profile: { ...profile, algorithms: ['RS256'] } }],
  ['uses SHA-1', 'high', 'RFC 8725 §3.2', 'alg', 'prohibits it', header({ alg: 'RS1' }), good],
  ['uses EdDSA', 'note', 'RFC 9864 §2.2', 'alg', 'says no curve', header({ alg: 'EdDSA' }), header({ alg: 'Ed25519' })],
  ['has no type', 'low', 'RFC 9068 §2.1', 'typ', 'missing, not at+jwt', aJwt({ alg: 'RS256' }, usualClaims), header({ typ: 'application/AT+jwt' })],
  ['is of another type', 'low', 'RFC 9068 §2.1', 'typ', '“JWT”, not at+jwt', header({ typ: 'JWT' }), good],
  ['says where its keys are', 'medium', 'RFC 8725 §3.10', 'jku', 'brings its own key', header({ jku: 'https://evil.test/' }), good],
  ['says where its certificates are', 'medium', 'RFC 8725 §3.10', 'x5u', 'brings its own key', header({ x5u: 'https://evil.test/' }), good],
  ['has a key', 'medium', 'RFC 8725 §3.10', 'jwk', 'brings its own key', header({ jwk: { kty: 'RSA' } }), header({ typ: 'dpop+jwt', jwk: {} })],
  ['has certificates', 'low', 'RFC 8725 §3.10', 'x5c', 'its own certificates', header({ x5c: ['MII'] }), good],
  ['has a path as key id', 'medium', 'RFC 8725 §3.10', 'kid', 'characters of a path', header({ kid: '../../dev/null' }), header({ kid: 'ab+/cd==' })],
  ['has SQL as key id', 'medium', 'RFC 8725 §3.10', 'kid', 'characters of a path', header({ kid: "1' UNION SELECT 'x" }), header({ kid: 'arn:aws:kms:eu:1:key/a-b' })],
  ['has an address as key id', 'medium', 'RFC 8725 §3.10', 'kid', 'characters of a path', header({ kid: 'https://evil.test/k' }), good],
  ['has a number as key id', 'low', 'RFC 7515 §4.1.4', 'kid', 'is no text', header({ kid: 7 }), good],
  ['demands what nobody knows', 'medium', 'RFC 7515 §4.1.11', 'crit', 'must understand “x”', header({ crit: ['x'], x: 1 }), header({ crit: ['b64'], b64: true })],
  ['demands wrongly', 'medium', 'RFC 7515 §4.1.11', 'crit', 'breaks the rules', header({ crit: [] }), header({ crit: ['x'], x: 1 })],
  ['demands what all know', 'medium', 'RFC 7515 §4.1.11', 'crit', 'breaks the rules', header({ crit: ['alg'] }), good],
  ['is not encoded', 'medium', 'RFC 7797 §7', 'b64', 'not encoded', header({ b64: false }), header({ b64: true })],
  ['repeats a header member', 'medium', 'RFC 7515 §4', 'alg', 'more than once', aJwt('{"alg":"RS256","alg":"ES256","typ":"at+jwt"}', usualClaims), good],
  // Encrypted ones.
  ['uses RSA1_5', 'medium', 'RFC 8725 §3.2', 'alg', 'RSA1_5', sealed({ alg: 'RSA1_5', enc: 'A256GCM' }), sealed({ alg: 'RSA-OAEP', enc: 'A256GCM' })],
  ['uses the key itself', 'low', 'RFC 7518 §4.5', 'alg', 'directly', sealed({ alg: 'dir', enc: 'A256GCM' }), sealed({ alg: 'ECDH-ES', enc: 'A256GCM' })],
  ['uses a password', 'low', 'RFC 8725 §3.5', 'alg', 'with a password', sealed({ alg: 'PBES2-HS256+A128KW', enc: 'A256GCM' }), sealed({ alg: 'A128KW', enc: 'A256GCM' })],
  ['keeps a receiver busy', 'medium', 'RFC 7518 §4.8.1.2', 'p2c', 'a million times', sealed({ alg: 'PBES2-HS256+A128KW', enc: 'x', p2c: 2_000_000_000 }), sealed({ alg: 'PBES2-HS256+A128KW', enc: 'x', p2c: 4096 })],
  ['is compressed', 'medium', 'RFC 8725 §3.6', 'zip', 'Compressed', sealed({ alg: 'dir', enc: 'A256GCM', zip: 'DEF' }), sealed({ alg: 'dir', enc: 'A256GCM' })],
  ['does not say how it is encrypted', 'medium', 'RFC 7516 §4.1', null, 'how it is encrypted', sealed({ alg: 'dir' }), sealed({ alg: 'dir', enc: 'A256GCM' })],
  ['is sealed', 'note', 'RFC 7516 §3', null, 'only the receiver can open it', sealed({ alg: 'dir', enc: 'A256GCM' }), good],
  // Times.
  ['never ends', 'medium', 'RFC 9068 §2.2', null, 'no expiry (exp)', aJwt(usualHeader, without('exp')), good],
  ['has no beginning', 'low', 'RFC 9068 §2.2', null, 'when it was issued', aJwt(usualHeader, without('iat')), good],
  ['ends in milliseconds', 'high', 'RFC 7519 §2', 'exp', 'exp counts milliseconds', claims({ exp: noon * 1000 }), good],
  ['begins in milliseconds', 'medium', 'RFC 7519 §2', 'iat', 'iat counts milliseconds', claims({ iat: noon * 1000 }), good],
  ['has a time as text', 'medium', 'RFC 7519 §2', 'exp', 'exp is written as text', claims({ exp: `${noon + 60}` }), good],
  ['has words for a time', 'medium', 'RFC 7519 §2', 'exp', 'exp is not a number of seconds', claims({ exp: 'tomorrow' }), good],
  ['has a fraction of a second', 'note', 'RFC 7519 §2', 'nbf', 'nbf has a fraction', claims({ nbf: noon - 60.5 }), claims({ nbf: noon - 60 })],
  ['has auth_time in milliseconds', 'medium', 'RFC 7519 §2', 'auth_time', 'auth_time counts', claims({ auth_time: noon * 1000 }), claims({ auth_time: noon - 9 })],
  ['ends before it begins', 'low', 'RFC 7519 §4.1.4', 'exp', 'before it was issued', claims({ exp: noon - 120 }), good],
  ['lives for days', 'medium', 'RFC 6750 §5.3', 'exp', 'lives for 3 days', claims({ exp: noon + 3 * 86_400 }), good],
  ['comes from the future', 'medium', 'RFC 7519 §4.1.6', 'iat', 'in the future', claims({ iat: noon + 120 }), claims({ iat: noon + 30 })],
  ['is not valid yet', 'low', 'RFC 7519 §4.1.5', 'nbf', 'not valid yet', claims({ nbf: noon + 120 }), claims({ nbf: noon + 30 })],
  ['is never valid', 'low', 'RFC 7519 §4.1.5', 'nbf', 'never valid', claims({ nbf: noon + 240 }), claims({ nbf: noon })],
  ['renews for ever', 'low', 'RFC 9700 §4.14.2', null, 'until somebody revokes it', aJwt(usualHeader, without('exp')), good, { which: 'refresh' }],
  ['renews for years', 'low', 'RFC 9700 §4.14.2', 'exp', 'lives for 3 years', claims({ exp: noon + 1200 * 86_400 }), claims({ exp: noon + 30 * 86_400 }), { which: 'refresh' }],
  // Who and for whom.
  ['names no issuer', 'medium', 'RFC 8725 §3.8', null, 'who issued it', aJwt(usualHeader, without('iss')), good],
  ['has a number as issuer', 'medium', 'RFC 8725 §3.8', 'iss', 'is no text', claims({ iss: 7 }), good],
  ['is of another issuer', 'high', 'RFC 8725 §3.8', 'iss', 'is not this profile’s', claims({ iss: 'https://other.test' }), good],
  ['differs by a slash', 'medium', 'RFC 8725 §3.8', 'iss', 'by a slash', claims({ iss: 'https://id.example.test/' }), good],
  ['has an open issuer', 'medium', 'RFC 8414 §2', 'iss', 'http address', claims({ iss: 'http://id.example.test' }), claims({ iss: 'http://127.0.0.1:4000' })],
  ['has an issuer with a query', 'low', 'RFC 8414 §2', 'iss', 'a query or a fragment', claims({ iss: 'https://id.example.test?a' }), good],
  ['names no audience', 'medium', 'RFC 8725 §3.9', null, 'names no audience', aJwt(usualHeader, without('aud')), good],
  ['has no audience that can be read', 'medium', 'RFC 7519 §4.1.3', 'aud', 'neither text nor', claims({ aud: 7 }), good],
  ['is for everybody', 'high', 'RFC 8725 §3.9', 'aud', 'for everybody', claims({ aud: '*' }), good],
  ['is for another API', 'medium', 'RFC 8707 §2.2', 'aud', 'not meant for urn:orders', claims({ aud: 'urn:users' }), good, resources],
  ['is for others too', 'low', 'RFC 9700 §2.3', 'aud', 'for others too: “urn:users”', claims({ aud: ['urn:orders', 'urn:users'] }), good, resources],
  ['is for several', 'low', 'RFC 9700 §2.3', 'aud', 'for 2 receivers', claims({ aud: ['a', 'b'] }), good],
  ['is for the application', 'medium', 'RFC 9068 §2.2', 'aud', 'for the application itself', claims({ aud: 'desktop' }), good],
  ['was sent elsewhere', 'medium', 'RFC 8725 §3.9', 'aud', 'was sent to https://api.test', claims({ aud: 'https://other.test/' }), claims({ aud: 'https://api.test/v1' }), { sentTo: 'https://api.test/orders' }],
  ['is an ID token by its nonce', 'high', 'RFC 8725 §3.11', 'nonce', 'looks like an ID token', claims({ nonce: 'n' }), good],
  ['is an ID token by its hash', 'high', 'RFC 8725 §3.11', 'at_hash', 'looks like an ID token', claims({ at_hash: 'n' }), good],
  ['is a refresh token', 'high', 'RFC 6749 §1.5', 'typ', 'is a refresh token', claims({ typ: 'Refresh' }), claims({ typ: 'Bearer' })],
  ['is for another application', 'high', 'OpenID Connect Core §3.1.3.7', 'aud', 'another application (aud)', aJwt(usualHeader, { ...idClaims, aud: 'x' }), aJwt(usualHeader, idClaims), { which: 'id' }],
  ['is for several applications', 'low', 'OpenID Connect Core §3.1.3.7', 'aud', 'several applications', aJwt(usualHeader, { ...idClaims, aud: ['desktop', 'x'] }), aJwt(usualHeader, { ...idClaims, aud: ['desktop', 'x'], azp: 'desktop' }), { which: 'id' }],
  ['was issued to another application', 'medium', 'OpenID Connect Core §3.1.3.7', 'azp', 'another application (azp)', aJwt(usualHeader, { ...idClaims, azp: 'x' }), aJwt(usualHeader, idClaims), { which: 'id' }],
  ['is for no application', 'medium', 'OpenID Connect Core §3.1.3.7', null, 'any application', aJwt(usualHeader, without('aud')), aJwt(usualHeader, idClaims), { which: 'id' }],
  // What it says.
  ['has no name', 'low', 'RFC 9068 §2.2', null, 'no name of its own', aJwt(usualHeader, without('jti')), good],
  ['speaks for nobody', 'low', 'RFC 9068 §2.2', null, 'whom it speaks for', aJwt(usualHeader, without('sub')), good],
  ['is bound and sent plainly', 'medium', 'RFC 9449 §7.1', 'cnf', 'plain bearer token', claims({ cnf: { jkt: 'x' } }), claims({ cnf: { 'x5t#S256': 'x' } })],
  ['is sent with a proof and not bound', 'medium', 'RFC 9449 §6', null, 'says of no key', good, claims({ cnf: { jkt: 'x' } }), dpop],
  ['has scope and scp', 'medium', 'RFC 9068 §2.2.3', 'scp', 'different things', claims({ scp: ['all'] }), good],
  ['has scope twice', 'low', 'RFC 9068 §2.2.3', 'scp', 'both scope and scp', claims({ scp: ['orders:read', 'openid'] }), good],
  ['has roles only', 'note', 'RFC 9068 §2.2.3', null, 'roles and no scope', aJwt(usualHeader, { ...without('scope'), roles: ['a'] }), claims({ roles: ['a'] })],
  ['may do everything', 'low', 'RFC 9700 §2.3', 'scope', 'scope is everything', claims({ scope: '*' }), good],
  ['was got with a password', 'low', 'RFC 9700 §2.4', 'gty', 'the person’s password', claims({ gty: 'password' }), claims({ gty: 'client-credentials' })],
  ['came in an address', 'low', 'RFC 9700 §2.1.2', 'gty', 'implicit grant', claims({ gty: 'implicit' }), good],
  ['holds personal data', 'low', 'RFC 9068 §6', 'email', 'personal data: email, phone_number', claims({ email: 'a@b.test', phone_number: '1' }), good],
  ['holds a secret', 'high', 'RFC 7519 §12', 'password', 'looks like a secret', claims({ password: 'x' }), claims({ password_changed: true })],
  ['repeats a claim', 'medium', 'RFC 7519 §4', 'sub', '“sub” stands in it more than once', aJwt(usualHeader, '{"sub":"alice","sub":"admin"}'), good],
  ['repeats a claim inside', 'medium', 'RFC 7519 §4', 'a.b', '“a.b” stands in it', aJwt(usualHeader, '{"a":{"b":1,"b":2},"c":{"b":1}}'), aJwt(usualHeader, '{"a":{"b":1},"b":2}')],
  // How it is written.
  ['has padding', 'low', 'RFC 7515 §2', null, '= stands at the end', `${head}.${body}=.${end}`, good],
  ['has another alphabet', 'low', 'RFC 7515 §2', null, 'characters that do not belong', `${head}.${body}.a+/b`, good],
  ['has a break', 'low', 'RFC 7515 §2', null, 'line breaks', `${head}.\n${body}.${end}`, good],
  ['has a scheme', 'medium', 'RFC 6750 §2.1', null, 'A scheme such as Bearer', `Bearer ${good}`, good],
  ['has quotes', 'medium', 'RFC 6750 §2.1', null, 'Quotes stand around it', `"${good}"`, good],
  ['was cut', 'low', 'RFC 4648 §5', null, 'a length that no bytes give', `${head}.${body}.abcde`, good],
  ['has spare bits', 'note', 'RFC 4648 §3.5', null, 'in another way for the same bytes', `${head}.${body}.AB`, `${head}.${body}.AA`],
  ['has no signature', 'high', 'RFC 7515 §5.2', null, 'where the signature belongs', `${head}.${body}.`, good],
  ['has no third part', 'high', 'RFC 7515 §7.1', null, 'third part is missing', `${head}.${body}`, good],
  ['has no claims', 'low', 'RFC 7519 §7.2', null, 'no JSON object', aJwt(usualHeader, '[1]'), good],
  ['is long', 'note', 'RFC 6265 §6.1', null, 'does not fit into a cookie', claims({ x: 'y'.repeat(4000) }), good],
  ['is very long', 'low', 'RFC 9110 §5.4', null, 'header limit', claims({ x: 'y'.repeat(9000) }), claims({ x: 'y'.repeat(4000) })],
  ['discloses what was not signed', 'medium', 'RFC 9901 §7.1', null, '1 of its 1 disclosures does not fit', selective('x'), selective(digestOf(disclosure))],
]

describe('a token is warned of, and a sound one is not', () => {
  for (const [why, severity, reference, member, words, bad, sound, more = {}] of rows) {
    test(`because it ${why}: ${severity}, ${reference}`, () => {
      expect(about(bad, more, words)).toMatchObject([{ severity, reference, about: member }])
      expect(about(sound, more, words)).toEqual([])
    })
  }

  test('because its name was seen before: medium, RFC 7519 §4.1.7', () => {
    const jtiSeen = 'on 31 December, of bob'
    const words = 'Another token had its name (jti) before: on 31 December, of bob'
    expect(about(good, { jtiSeen }, words)).toMatchObject([
      { severity: 'medium', reference: 'RFC 7519 §4.1.7', about: 'jti' },
    ])
    expect(about(good, {}, 'before')).toEqual([])
  })
})

describe('every warning', () => {
  const all = rows.flatMap((row) => found(row[5], row[7]))

  test('has a section, and of one that helps an attacker a sentence on how', () => {
    expect(all.filter(({ reference }) => !/§|appendix|specification/.test(reference))).toEqual([])
    expect(all.filter(({ lets }) => lets !== null && !lets.startsWith('Lets '))).toEqual([])
    expect(all.filter(({ severity, lets }) => severity === 'high' && lets === null)).toEqual([])
    expect(all.filter(({ text, lets }) => text.endsWith('.') || lets?.endsWith('.'))).toEqual([])
  })

  test('stands in the order of its gravity', () => {
    const order = ['high', 'medium', 'low', 'note']
    for (const [, , , , , bad, , more] of rows) {
      const ranks = found(bad, more).map(({ severity }) => order.indexOf(severity))
      expect(ranks).toEqual(ranks.toSorted((left, right) => left - right))
    }
  })

  test('about a member is about one that stands there', () => {
    for (const [, , , , , bad, , more] of rows) {
      const { header: members, claims: said, warnings } = inspectToken(aTokenToInspect(bad, more))
      const names = new Set([...members, ...said].map(({ name }) => name))
      const strays = warnings.filter(
        ({ about: name }) => name !== null && !names.has(name.split('.')[0] ?? '') && name !== 'typ',
      )
      expect(strays).toEqual([])
    }
  })
})

describe('a warning quotes what stands there', () => {
  test('the type as it is written', () => {
    expect(about(header({ typ: 'JWT' }), {}, 'not at+jwt').map(({ text }) => text)).toEqual([
      'Its type (typ) is “JWT”, not at+jwt',
    ])
  })

  test('a number beyond any date counts no milliseconds', () => {
    const said = found(claims({ exp: 9e20 })).filter(({ about: name }) => name === 'exp')
    expect(said.map(({ text }) => text)).toEqual(['exp is a number beyond any date'])
  })

  test('an audience that can’t be read is warned of once, and an empty list names nobody', () => {
    const ofAudience = (aud: unknown) => found(claims({ aud })).filter(({ about: name }) => name === 'aud')
    expect(ofAudience({}).map(({ text }) => text)).toEqual(['Its audience (aud) is neither text nor a list of texts'])
    expect(ofAudience([]).map(({ text }) => text)).toEqual([expect.stringMatching(/^It names no audience/)])
  })
})
