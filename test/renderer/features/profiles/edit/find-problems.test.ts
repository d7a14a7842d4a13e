import { describe, expect, test } from 'vitest'
import { signingAlgorithms as contractAlgorithms } from '../../../../../electron/contract/keys.ts'
import { profileColours } from '../../../../../electron/contract/profiles.ts'
import { issuerProblem, resourceProblem } from '../../../../../renderer/features/profiles/edit/address-problems.ts'
import { findProblems } from '../../../../../renderer/features/profiles/edit/find-problems.ts'
import { privatePemProblem, signingKeyProblem } from '../../../../../renderer/features/profiles/edit/key-problems.ts'
import { editOf, emptyEdit, type ProfileEdit } from '../../../../../renderer/features/profiles/edit/profile-edit.ts'
import { signingAlgorithms } from '../../../../../renderer/features/profiles/form/signing-fields.tsx'
import { colours } from '../../../../../renderer/features/profiles/profile-colours.ts'
import { aProfileSummary } from '../../../../support/profile-builder.ts'
import { everyWay } from './every-way.ts'

test('the window’s own lists are the contract’s', () => {
  expect(signingAlgorithms).toEqual(contractAlgorithms)
  expect(colours).toEqual(profileColours)
})

test.each(everyWay)('%s, complete, has no problem', (_name, way, secrets) => {
  const certificate = '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----'
  const isCertificate = way.kind === 'certificate'
  const profile = aProfileSummary({
    way,
    certificate: isCertificate ? certificate : null,
    secrets: isCertificate ? ['certificateKey'] : secrets,
  })
  expect(findProblems(editOf(profile), [])).toEqual({})
})

test.each(everyWay.filter(([, , secrets]) => secrets.length > 0))(
  '%s says which secret is missing',
  (_n, way, secrets) => {
    const found = findProblems(editOf(aProfileSummary({ way })), [])
    expect(Object.keys(found)).toEqual(secrets.map((name) => `secrets.${name}`))
  },
)

describe('an issuer', () => {
  test.each([
    ['https://login.example.com/tenant', null],
    ['http://127.0.0.1:9400', null],
    ['http://[::1]:9400', null],
    ['{{issuer}}/x', null],
    ['', 'Enter the address of the authorisation server'],
    ['http://login.example.com', 'Use https: over http anyone on the way can read tokens'],
    ['http://127.0.0.1.evil.example', 'Use https: over http anyone on the way can read tokens'],
    ['login.example.com', 'Begin with https:// – https://login.example.com'],
    ['ftp://login.example.com', 'Use https, or http on this machine only'],
    ['https://login.example.com/?a=b', 'An issuer has no “?…” or “#…” part (RFC 8414 §2)'],
    ['https://sam:secret@login.example.com', 'Leave the user name and password out of the address'],
    ['https://{domain}/realms/{realm}', 'Fill in {domain} and {realm}'],
    ['https://{{host}}/realms/{realm}', 'Fill in {realm}'],
    ['https://{{host}}/x', null],
    ['{{ issuer }}', null],
    ['🦊 {{unknown}} x', 'Begin with https:// or a {{variable}}'],
    ['https://{{unknown}} x', 'An address has no spaces'],
    ['https://https://sso.example.com/', 'There is an address within this address'],
    ['https://sso.example.com/realms/https%3A%2F%2Fx', 'There is an address within this address'],
    ['nonsense', 'This is not an address'],
  ])('%s is judged: %s', (text, problem) => {
    expect(issuerProblem(text)).toBe(problem)
  })
})

test.each([
  ['https://api.example.com', null],
  ['urn:demo:orders', null],
  ['{{api}}', null],
  ['orders', '“orders”: a resource is an absolute address, such as https://api.example.com'],
  ['https://api.example.com#x', '“https://api.example.com#x”: a resource has no “#…” part (RFC 8707 §2)'],
])('a resource %s is judged: %s', (text, problem) => {
  expect(resourceProblem(text)).toBe(problem)
})

const pem = (label: string) => `-----BEGIN ${label}-----\nMAA=\n-----END ${label}-----`
describe('a key', () => {
  test.each([
    [pem('PRIVATE KEY'), 'RS256', null],
    [pem('EC PRIVATE KEY'), 'ES256', null],
    ['{"kty":"EC","d":"x"}', 'ES256', null],
    ['{"kty":"EC","x":"x"}', 'ES256', 'This JWK is a public key: a private one signs'],
    ['{"a":1}', 'ES256', 'This JSON is no JWK: it has no “kty”'],
    [pem('PUBLIC KEY'), 'RS256', 'This is a public key: a private one signs'],
    [pem('CERTIFICATE'), 'RS256', 'This is a certificate: its private key is needed here'],
    [pem('ENCRYPTED PRIVATE KEY'), 'RS256', 'The private key is encrypted: decrypt it first'],
    ['-----BEGIN PRIVATE KEY-----\nMAA=', 'RS256', 'The end of the key is missing: -----END …-----'],
    ['hunter2', 'RS256', 'This is no private key: PEM begins with -----BEGIN PRIVATE KEY-----'],
    ['hunter2', 'HS256', 'HS256 needs a secret of at least 32 bytes (RFC 7518 §3.2)'],
    ['x'.repeat(48), 'HS384', null],
  ] as const)('%s for %s is judged: %s', (text, algorithm, problem) => {
    expect(signingKeyProblem(text, algorithm)).toBe(problem)
  })
  test('of a certificate may be encrypted', () => {
    expect(privatePemProblem(pem('ENCRYPTED PRIVATE KEY'), true)).toBeNull()
  })
})

const oauth = { ...emptyEdit.oauth, issuer: 'https://id.example', clientId: 'x' }
const complete: ProfileEdit = { ...emptyEdit, name: 'alice', oauth }
const fixed = { ...emptyEdit.browser.redirect, by: 'fixed' } as const
test.each<[string, Partial<ProfileEdit>, string, string | RegExp]>([
  ['a name that is taken', { name: ' bob ' }, 'name', /Another profile has this name/],
  ['a scope with a quote', { oauth: { ...oauth, scopes: ['a"b'] } }, 'way.scopes', /no spaces or quotes/],
  ['no token endpoint', { oauth: { ...oauth, isByHand: true } }, 'way.endpoints.token', /token endpoint/],
  [
    'a port out of range',
    { browser: { ...emptyEdit.browser, redirect: { ...fixed, port: '70000' } } },
    'way.grant.redirect.port',
    /65535/,
  ],
  [
    'a path without its slash',
    { browser: { ...emptyEdit.browser, redirect: { ...fixed, path: 'cb' } } },
    'way.grant.redirect.path',
    /begins with/,
  ],
  [
    'a max_age in words',
    { browser: { ...emptyEdit.browser, maxAgeSeconds: 'an hour' } },
    'way.grant.maxAgeSeconds',
    /whole number/,
  ],
  [
    'claims that are a list',
    { choice: 'jwt_bearer', assertion: { ...emptyEdit.assertion, claims: '[]' } },
    'way.grant.claims',
    /JSON object/,
  ],
  [
    'claims that are cut off',
    { choice: 'signed_jwt', signedJwt: { ...emptyEdit.signedJwt, claims: '{' } },
    'way.claims',
    /Line 1/,
  ],
  [
    'a path without $',
    { choice: 'custom_login', login: { ...emptyEdit.login, token: { from: 'json', path: 'token', name: '' } } },
    'way.login.answer.token',
    /begins with “\$”/,
  ],
  ['a private key among the certificate', { certificate: pem('PRIVATE KEY') }, 'certificate', /private key in it/],
  [
    'no certificate for mTLS',
    { oauth: { ...oauth, clientAuthentication: 'tls_client_auth' } },
    'certificate',
    /Enter the certificate/,
  ],
  [
    'a header name with a space',
    { choice: 'static_token', keyCarriage: { ...emptyEdit.keyCarriage, as: 'header', header: 'X Key' } },
    'way.carriage',
    /no header name/,
  ],
  [
    'a header token with an emoji',
    { choice: 'static_token', secrets: { token: { change: 'replace', value: 'k🦊' } } },
    'secrets.token',
    /beyond Latin-1/,
  ],
  [
    'a header token with a line break',
    { choice: 'static_token', secrets: { token: { change: 'replace', value: 'k\nX: y' } } },
    'secrets.token',
    /line break/,
  ],
  [
    'a cookie token with a semicolon',
    {
      choice: 'static_token',
      keyCarriage: { ...emptyEdit.keyCarriage, as: 'cookie' },
      secrets: { token: { change: 'replace', value: 'a;b' } },
    },
    'secrets.token',
    /cookie can’t hold/,
  ],
])('%s is told at its field', (_what, change, path, sentence) => {
  expect(findProblems({ ...complete, ...change }, ['bob'])[path]).toMatch(sentence)
})

test('a login that never says the password needs none', () => {
  const login = { ...emptyEdit.login, url: 'https://api.example', bodyText: '{}' }
  expect(findProblems({ ...complete, choice: 'custom_login', login }, [])).toEqual({})
})

test('a query parameter holds any token', () => {
  const keyCarriage = { ...emptyEdit.keyCarriage, as: 'query' } as const
  const secrets = { token: { change: 'replace', value: '🦊 x' } } as const
  expect(findProblems({ ...complete, choice: 'static_token', keyCarriage, secrets }, [])).toEqual({})
})
