import { beforeEach, describe, expect, test } from 'vitest'
import type { Bent } from '../../support/bendable-issuer.ts'
import { anIssuerUnderTest, aProvider, asked } from '../../support/provider-under-test.ts'

describe('a device request', async () => {
  const { server, client, call, entries } = await anIssuerUnderTest()
  const endpoint = (some: object = {}) =>
    server.answer('/.well-known/openid-configuration', {
      body: { ...server.metadata, device_authorization_endpoint: `${server.issuer}/device`, ...some },
    })
  beforeEach(() => endpoint())
  const codes = {
    device_code: 'device-canary',
    user_code: 'ABCD-EFGH',
    verification_uri: 'https://id.example.test/go',
    expires_in: 600,
  }
  const start = () => aProvider().startDevice(client, asked, call())

  test.each<readonly [string, object, object]>([
    ['no interval', {}, { intervalSeconds: 5, completeUri: null }],
    ['an interval', { interval: 2 }, { intervalSeconds: 2 }],
    ['an interval in a string', { interval: '7' }, { intervalSeconds: 7 }],
    ['an interval that is none', { interval: 'often' }, { intervalSeconds: 5 }],
    ['an interval of 0', { interval: 0 }, { intervalSeconds: 5 }],
    ['an interval that would be a storm', { interval: 0.001 }, { intervalSeconds: 1 }],
    [
      'such an address that no QR code has room for',
      { verification_uri_complete: `https://id.example.test/go?c=${'x'.repeat(3000)}` },
      { completeUri: null },
    ],
    ['expires_in in a string', { expires_in: '600' }, { expiresInSeconds: 600 }],
    [
      'an address with the code in it',
      { verification_uri_complete: 'https://id.example.test/go?c=1' },
      { completeUri: 'https://id.example.test/go?c=1' },
    ],
    [
      'such an address that a browser must not open',
      { verification_uri_complete: 'file:///etc/passwd' },
      { completeUri: null },
    ],
    [
      'verification_url, as before the standard',
      { verification_uri: undefined, verification_url: 'https://id.example.test/old' },
      { verificationUri: 'https://id.example.test/old' },
    ],
  ])('answered with %s is read', async (_what, some, expected) => {
    server.answer('/device', { body: { ...codes, ...some } })
    expect(await start()).toMatchObject(expected)
    expect(JSON.stringify(entries())).not.toContain('canary')
  })

  test.each<readonly [string, Bent, object]>([
    ['no device code', { body: { ...codes, device_code: undefined } }, { code: 'sign_in.answer_unreadable' }],
    ['no address', { body: { ...codes, verification_uri: undefined } }, { code: 'sign_in.answer_unreadable' }],
    [
      'an address that is a script',
      { body: { ...codes, verification_uri: 'javascript:alert(1)' } },
      { code: 'sign_in.answer_unreadable' },
    ],
    [
      'a code that nobody can type',
      { body: { ...codes, user_code: 'x'.repeat(500_000) } },
      { code: 'sign_in.answer_unreadable' },
    ],
    [
      'an address without end',
      { body: { ...codes, verification_uri: `https://id.example.test/${'x'.repeat(500_000)}` } },
      { code: 'sign_in.answer_unreadable' },
    ],
    ['no end', { body: { ...codes, expires_in: undefined } }, { code: 'sign_in.answer_unreadable' }],
    ['a page', { body: '<html>' }, { code: 'sign_in.answer_unreadable' }],
    [
      'unauthorized_client',
      { status: 400, body: { error: 'unauthorized_client' } },
      { code: 'sign_in.client_refused', details: { cause: 'grant-not-allowed' } },
    ],
    [
      'invalid_scope',
      { status: 400, body: { error: 'invalid_scope' } },
      { code: 'sign_in.grant_refused', details: { cause: 'scope' } },
    ],
  ])('answered with %s fails in its own words', async (_what, answer, failure) => {
    server.answer('/device', answer)
    await expect(start()).rejects.toMatchObject(failure)
    expect(entries().at(-1)).toMatchObject({ title: 'Ask for a device code', problem: expect.stringMatching(/\w/) })
  })

  test('is not made where there is no endpoint for it', async () => {
    endpoint({ device_authorization_endpoint: undefined })
    await expect(start()).rejects.toMatchObject({ details: { endpoint: 'device_authorization_endpoint' } })
  })

  test('has the scope, the resources and the extra parameters of the profile', async () => {
    server.answer('/device', { body: codes })
    const extraParameters = [{ name: 'audience', value: 'x', on: 'authorization' as const }]
    await aProvider().startDevice({ ...client, extraParameters }, { ...asked, resources: ['urn:a', 'urn:b'] }, call())
    const { form } = server.calls.find(({ path }) => path === '/device') ?? { form: new URLSearchParams() }
    expect([form.get('scope'), form.getAll('resource'), form.get('audience')]).toEqual([
      'openid orders:read',
      ['urn:a', 'urn:b'],
      'x',
    ])
  })
})
