// @vitest-environment happy-dom
import { cleanup } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { aProfileSummary } from '../../../../support/profile-builder.ts'
import { openForm } from './form-driver.tsx'

afterEach(cleanup)

const pem = '-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----'
const certificate = '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----'
type Form = Awaited<ReturnType<typeof openForm>>
const bearer = { in: 'header', name: 'Authorization', prefix: 'Bearer ' }
const replace = (value: string) => ({ change: 'replace', value })

const client = async (form: Form) => {
  await form.fill('Issuer', 'https://login.example.com')
  await form.fill('Client id', 'app')
}

const cases: readonly [kind: RegExp, fill: (form: Form) => Promise<unknown>, draft: object][] = [
  [
    /^A person signs in/,
    client,
    {
      keepFresh: true,
      way: {
        kind: 'oauth',
        issuer: 'https://login.example.com',
        clientAuthentication: 'none',
        scopes: ['openid'],
        grant: { type: 'authorization_code', redirect: { by: 'free-port' }, pushedRequest: 'when-offered' },
      },
      secrets: {},
    },
  ],
  [
    /^A service signs in/,
    async (form) => {
      await client(form)
      await form.fill('Client secret', 's3cret')
    },
    {
      way: { clientAuthentication: 'client_secret_basic', scopes: [], grant: { type: 'client_credentials' } },
      secrets: { clientSecret: replace('s3cret') },
    },
  ],
  [/^Another device/, client, { way: { grant: { type: 'device_code' } } }],
  [
    /^API key/,
    async (form) => {
      await form.fill('Key or token', 'k3y')
      await form.user.click(form.dialog.getByRole('radio', { name: 'Query' }))
    },
    {
      keepFresh: false,
      way: { kind: 'static_token', carriage: { in: 'query', name: 'api_key' } },
      secrets: { token: replace('k3y') },
    },
  ],
  [
    /^User name and password/,
    async (form) => {
      await form.fill('User name', 'alice')
      await form.fill('Password', 'pw')
    },
    { way: { kind: 'basic', username: 'alice' }, secrets: { password: replace('pw') } },
  ],
  [
    /^Digest/,
    async (form) => {
      await form.fill('User name', 'alice')
      await form.fill('Password', 'pw')
    },
    { way: { kind: 'digest', username: 'alice' } },
  ],
  [
    /^Custom login/,
    async (form) => {
      await form.fill('User name', 'alice')
      await form.fill('Password', 'pw')
      await form.fill('Address of the login', 'https://api.example.com/login')
      await form.fill('Where the token is: path', '$.data.token')
    },
    {
      way: {
        kind: 'custom_login',
        username: 'alice',
        login: {
          request: { method: 'POST', url: 'https://api.example.com/login', body: { kind: 'json' } },
          answer: { token: { from: 'json', path: '$.data.token' }, refresh: null, lifetime: { by: 'unknown' } },
        },
        refresh: null,
        carriage: bearer,
      },
    },
  ],
  [
    /^Client certificate/,
    async (form) => {
      await form.fill('Certificate', certificate)
      await form.fill('Private key of the certificate', pem)
    },
    { certificate, way: { kind: 'certificate' }, secrets: { certificateKey: replace(pem) } },
  ],
  [
    /^Signed JWT/,
    (form) => form.fill('Signing key', pem),
    {
      way: { kind: 'signed_jwt', signing: { algorithm: 'RS256', keyId: null }, lifetimeSeconds: 300, carriage: bearer },
      secrets: { signingKey: replace(pem) },
    },
  ],
  [/^Nobody/, async () => undefined, { keepFresh: false, way: { kind: 'none' }, secrets: {} }],
  [
    /^JWT bearer/,
    async (form) => {
      await client(form)
      await form.fill('Signing key', pem)
    },
    { way: { grant: { type: 'jwt_bearer', lifetimeSeconds: 300 } }, secrets: { signingKey: replace(pem) } },
  ],
  [
    /^Refresh token/,
    async (form) => {
      await client(form)
      await form.fill('Refresh token', 'r3fresh')
    },
    { way: { grant: { type: 'refresh_token' } }, secrets: { refreshToken: replace('r3fresh') } },
  ],
  [
    /^Password$/,
    async (form) => {
      await client(form)
      await form.fill('User name', 'alice')
      await form.fill('Password', 'pw')
    },
    { way: { grant: { type: 'password', username: 'alice' } }, secrets: { password: replace('pw') } },
  ],
  [/^Implicit/, client, { way: { grant: { type: 'implicit' } } }],
]

describe('a new profile of the kind', () => {
  test.each(cases)('%s is saved as the contract wants it', async (kind, fill, draft) => {
    const form = await openForm()
    await form.choose(kind)
    await form.fill('Name', 'dave')
    await fill(form)
    await form.save()
    expect(await form.saved()).toMatchObject({ id: null, name: 'dave', ...draft })
  })

  test('token exchange takes the token of another profile', async () => {
    const source = aProfileSummary({ name: 'source' })
    const form = await openForm(null, {
      'profiles.list': () => [source, aProfileSummary({ name: 'key', way: { kind: 'none' } })],
    })
    await form.choose(/^Token exchange/)
    await form.fill('Name', 'dave')
    await client(form)
    await form.save()
    expect(form.dialog.getByText('Choose the profile whose token is traded in')).toBeTruthy()
    await form.select('Token of', 'source')
    await form.save()
    const subject = { profileId: source.id, which: 'access' }
    expect(await form.saved()).toMatchObject({ way: { grant: { type: 'token_exchange', subject, actor: null } } })
  })

  test('shows only the fields that the kind uses', async () => {
    const form = await openForm()
    await form.choose(/^User name and password/)
    expect(form.dialog.queryByRole('textbox', { name: 'Issuer' })).toBeNull()
    await form.choose(/^A service signs in/)
    expect(form.dialog.queryByText('Redirect')).toBeNull()
    expect(form.dialog.queryByText('Sign-in page')).toBeNull()
  })

  test('is chosen by the arrows too, and what was typed stays', async () => {
    const form = await openForm()
    await form.fill('Issuer', 'https://login.example.com')
    form.dialog.getByRole('radio', { name: /^A person/ }).focus()
    await form.user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}')
    expect(form.dialog.getByRole('radio', { name: /^API key/ }).getAttribute('aria-checked')).toBe('true')
    await form.user.keyboard('{ArrowUp}')
    expect(form.field('Issuer')).toHaveProperty('value', 'https://login.example.com')
  })

  test('warns of the grant that OAuth 2.1 removed', async () => {
    const form = await openForm()
    await form.choose(/^Implicit/)
    expect(form.dialog.getByText('OAuth 2.1 has removed this grant')).toBeTruthy()
  })
})
