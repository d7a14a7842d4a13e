import { describe, expect, test } from 'vitest'
import { claimMeaning, headerMeaning } from '../../../../electron/domain/jwt/claim-meaning.ts'
import { plainWords } from '../../../../electron/domain/jwt/claim-words.ts'
import { knownClaim } from '../../../../electron/domain/jwt/known-claims.ts'
import { claimRegistry, registeredClaims } from '../../../../electron/domain/jwt/registered-claims.ts'
import { headerRegistry, registeredHeaders } from '../../../../electron/domain/jwt/registered-headers.ts'

const nothingElse = new Map<string, unknown>()

describe('IANA’s registry of claims', () => {
  test('is whole: 163 rows, each with a name, a description and a reference, none twice', () => {
    expect(claimRegistry.lastUpdated).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(registeredClaims).toHaveLength(163)
    expect(new Set(registeredClaims.map(({ name }) => name)).size).toBe(163)
    expect(registeredClaims.filter((row) => Object.values(row).some((each: string) => each.trim() === ''))).toEqual([])
  })

  test.each(registeredClaims.map(({ name }) => name))('%s has words, its source and its reference', (name) => {
    const { meaning, source, reference } = claimMeaning(name, nothingElse)
    expect(source).toBe('registered')
    expect(meaning.length).toBeGreaterThan(3)
    expect(meaning).not.toBe('Private claim')
    expect(reference).toMatch(/RFC \d|OpenID|W3C|ETSI|3GPP|CTA|draft-/)
  })

  test('has words of our own for the claims of RFC 7519, OpenID Connect Core, RFC 8693, RFC 9068 and RFC 9449', () => {
    const ours = /^(?:RFC 7519|OpenID Connect Core|RFC 8693|RFC 7643|RFC 9449|RFC 9901|RFC 8417)/
    const lacking = registeredClaims.filter(({ name, reference }) => ours.test(reference) && plainWords(name) === null)
    expect(lacking.map(({ name }) => name)).toEqual([])
  })

  test('names the sections as they are quoted elsewhere', () => {
    expect(claimMeaning('exp', nothingElse).reference).toBe('RFC 7519 §4.1.4')
    expect(claimMeaning('nonce', nothingElse).reference).toBe('OpenID Connect Core 1.0 §2, RFC 9449')
    expect(claimMeaning('sd_hash', nothingElse).reference).toBe('RFC 9901 §4.3')
  })
})

describe('IANA’s registry of header parameters', () => {
  test('is whole: 33 names of its 44 rows, which name some for JWS and JWE', () => {
    expect(headerRegistry.lastUpdated).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(registeredHeaders).toHaveLength(33)
  })

  test.each(registeredHeaders.map(({ name }) => name))('%s has words and a reference', (name) => {
    const { meaning, reference } = headerMeaning(name)
    expect(meaning.length).toBeGreaterThan(3)
    expect(meaning).not.toBe('Private header member')
    expect(reference).not.toBeNull()
  })

  test('knows nothing of other members', () => {
    expect(headerMeaning('constructor')).toEqual({ meaning: 'Private header member', reference: null })
  })
})

describe('a private claim', () => {
  test.each([
    ['tid', 'Entra ID'],
    ['hd', 'Google'],
    ['cid', 'Okta'],
    ['gty', 'Auth0'],
    ['https://shop.example/roles', 'Auth0'],
    ['cognito:groups', 'Cognito'],
    ['custom:tenant', 'Cognito'],
    ['resource_access', 'Keycloak'],
    ['pi.sri', 'Ping'],
    ['job_workflow_ref', 'GitHub Actions'],
    ['project_path', 'GitLab CI'],
    ['kubernetes.io', 'Kubernetes'],
    ['kubernetes.io/serviceaccount/namespace', 'Kubernetes'],
    ['firebase', 'Firebase'],
    ['app_metadata', 'Supabase'],
    ['sfdc_community_url', 'Salesforce'],
    ['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn', 'AD FS'],
  ])('%s is known of %s', (name, provider) => {
    const { meaning, source, reference } = claimMeaning(name, nothingElse)
    expect(meaning).toContain(provider)
    expect([source, reference]).toEqual(['known', null])
  })

  test.each(['constructor', '__proto__', 'toString', 'mine', 'custom', '', 'https://'])('%j is nobody’s', (name) => {
    expect(knownClaim(name)).toBeNull()
    expect(claimMeaning(name, nothingElse)).toEqual({ meaning: 'Private claim', source: 'private', reference: null })
  })

  test('of GitHub and GitLab goes before a registered one of the same name', () => {
    expect(claimMeaning('ref', new Map([['ref_type', 'branch']])).meaning).toContain('branch or tag')
    expect(claimMeaning('ref', nothingElse).source).toBe('registered')
  })

  test('of an introspection answer is explained by RFC 7662', () => {
    expect(claimMeaning('active', new Map([['active', true]]))).toMatchObject({
      source: 'registered',
      reference: 'RFC 7662 §2.2',
    })
  })
})

test('the type of an SD-JWT VC is nobody’s private claim', () => {
  expect(claimMeaning('vct', new Map())).toMatchObject({
    source: 'known',
    meaning: 'The type of the credential (SD-JWT VC)',
  })
})
