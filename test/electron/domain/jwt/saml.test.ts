import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { inspectToken } from '../../../../electron/domain/jwt/inspect-token.ts'
import { titleOf } from '../../../../electron/domain/jwt/title-of.ts'
import { leastCpuMsOf } from '../../../support/cpu-time.ts'
import { aLooseToken, aTokenToInspect } from '../../../support/token-to-inspect.ts'

const inspect = (token: string) => inspectToken({ ...aTokenToInspect(''), found: aLooseToken(token) })
const factsOf = (token: string) => Object.fromEntries(inspect(token).facts.map(({ name, text }) => [name, text]))
const textsOf = (token: string) => inspect(token).warnings.map(({ severity, text }) => `${severity}: ${text}`)

describe('SAML', () => {
  const assertion = (subject: string, more = '') =>
    `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1" IssueInstant="2026-01-01T11:59:00Z" Version="2.0"><saml:Issuer>https://idp.example.test/meta</saml:Issuer>${more}<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">${subject}</saml:NameID></saml:Subject><saml:Conditions NotBefore="2026-01-01T11:58:00Z" NotOnOrAfter="2026-01-01T12:04:00Z"><saml:AudienceRestriction><saml:Audience>urn:orders &amp; more</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AttributeStatement><saml:Attribute Name="groups"><saml:AttributeValue>buyers</saml:AttributeValue><saml:AttributeValue>vip</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>`
  const signature =
    '<ds:Signature><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/></ds:Signature>'
  const inBase64 = (xml: string) => Buffer.from(xml).toString('base64')

  test.each([
    ['as it is', (xml: string) => xml],
    ['in Base64', inBase64],
    ['deflated', (xml: string) => deflateRawSync(xml).toString('base64')],
    ['with line breaks', (xml: string) => inBase64(xml).replace(/(.{64})/g, '$1\r\n')],
  ])('%s is read', (_how, write) => {
    const token = write(assertion('alice@example.test', signature))
    expect(inspect(token)).toMatchObject({
      ...{ format: 'saml', kindName: 'SAML assertion' },
      ...{ notBefore: '2026-01-01T11:58:00.000Z', expiresAt: '2026-01-01T12:04:00.000Z' },
      expirySource: 'own',
    })
    expect(factsOf(token)).toMatchObject({
      ...{ Issuer: 'https://idp.example.test/meta', Subject: 'alice@example.test', Audience: 'urn:orders & more' },
      'Attribute groups': 'buyers, vip',
    })
    expect(titleOf(token)).toBe('alice@example.test · idp.example.test')
    expect(textsOf(token).filter((each) => !each.startsWith('low'))).toEqual([])
  })

  test('that is not signed, holds two assertions or a comment in its subject is warned of', () => {
    expect(textsOf(assertion('alice'))).toContain('high: It is not signed')
    const response = `<samlp:Response>${signature}${assertion('alice')}${assertion('bob')}</samlp:Response>`
    expect(textsOf(response)).toContain('medium: It holds 2 assertions')
    expect(textsOf(assertion('admin@example.test<!---->.evil.test', signature)).join()).toContain(
      'A comment stands within the subject',
    )
  })

  test('with a document type is not read: no entity is expanded', () => {
    const bomb = `<!DOCTYPE saml [<!ENTITY a "${'x'.repeat(50)}"><!ENTITY b "&a;&a;">]>${assertion('&b;')}`
    expect(inspect(bomb)).toMatchObject({ format: 'saml', facts: [] })
    expect(textsOf(bomb).join()).toContain('high: It has a document type')
    expect(factsOf(assertion('&b;', signature))['Subject']).toBe('&b;')
  })

  test('that inflates without end is left alone', () => {
    const bomb = deflateRawSync(Buffer.alloc(50_000_000, 0x3c)).toString('base64')
    expect(inspect(bomb).format).toBe('opaque')
    expect(leastCpuMsOf(() => inspect(bomb), 100)).toBeLessThan(100)
  })
})
