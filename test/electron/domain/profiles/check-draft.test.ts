import { describe, expect, test } from 'vitest'
import type { ProfileDraft } from '../../../../electron/contract/profiles.ts'
import { aBook, aDraft, problemsOf } from '../../../support/book-builder.ts'
import { anOAuthWay, aProfile, aProfileId, inBrowser } from '../../../support/token-builder.ts'
import { aCustomLoginWay, anExchangeOf, aSignedJwtWay } from '../../../support/way-builder.ts'

const endpoints = {
  ...{ authorization: null, token: 'https://id.example.test/token', device: null, pushedRequest: null, userinfo: null },
  ...{ introspection: null, revocation: null, endSession: null, keys: null },
}
const answer = (token: string) => ({
  token: { from: 'json', path: token } as const,
  refresh: { from: 'json', path: '$..refresh' } as const,
  lifetime: { by: 'answer', source: { from: 'json', path: 'expires' }, means: 'seconds' } as const,
})
const login = aCustomLoginWay().login
const jwtBearer = (claims: string) =>
  anOAuthWay({
    grant: { type: 'jwt_bearer', signing: { algorithm: 'RS256', keyId: null }, claims, lifetimeSeconds: 60 },
  })

describe('a draft', () => {
  test.each<[string, Partial<ProfileDraft>, Record<string, string>, string[]]>([
    [
      'an issuer that leaves the machine unprotected',
      { way: anOAuthWay({ issuer: '{{idp}}' }) },
      { idp: 'http://id.example.test' },
      [
        'way.issuer: Use https, or http on this machine only: with the variables filled in it is http://id.example.test',
      ],
    ],
    [
      'an issuer that is no address',
      { way: anOAuthWay({ issuer: '{{idp}}' }) },
      { idp: 'nonsense' },
      ['way.issuer: With the variables filled in this is no address'],
    ],
    [
      'an issuer with credentials',
      { way: anOAuthWay({ issuer: 'https://user:pass@id.example.test' }) },
      {},
      ['way.issuer: Leave user name and password out: a profile is kept as plain text'],
    ],
    [
      'an endpoint that leaves the machine unprotected',
      {
        way: anOAuthWay({
          issuer: 'https://id.example.test/{{api}}',
          endpoints: { ...endpoints, authorization: 'https://id.example.test/auth', userinfo: '{{api}}/me' },
        }),
      },
      { api: 'http://api.example.test' },
      [
        'way.endpoints.userinfo: Use https, or http on this machine only: with the variables filled in it is http://api.example.test/me',
      ],
    ],
    [
      'an endpoint that a variable leads to another server than the issuer',
      {
        way: anOAuthWay({
          endpoints: { ...endpoints, token: 'https://{{idp}}/token' },
          grant: { type: 'client_credentials' },
        }),
      },
      {},
      [
        'way.endpoints.token: {{idp}} may lead to another server than the issuer, which tokens are kept apart by: it has to be in there, too',
      ],
    ],
    [
      'a refresh that a variable leads to another server than the login',
      {
        way: aCustomLoginWay({
          login: { ...login, request: { ...login.request, url: 'https://id.example.test/login?at={{idp}}' } },
          refresh: { ...login, request: { ...login.request, url: '{{idp}}/refresh' } },
        }),
      },
      {},
      [
        'way.refresh.request.url: {{idp}} may lead to another server than the address of the login, which tokens are kept apart by: it has to be in there, too',
      ],
    ],
    [
      'no authorisation endpoint',
      { way: anOAuthWay({ endpoints }) },
      {},
      ['way.endpoints.authorization: This grant needs it, and the server publishes no metadata'],
    ],
    [
      'no device endpoint',
      { way: anOAuthWay({ endpoints, grant: { type: 'device_code' } }) },
      {},
      ['way.endpoints.device: This grant needs it, and the server publishes no metadata'],
    ],
    [
      'a private key that signs by HMAC',
      {
        way: anOAuthWay({
          clientAuthentication: 'private_key_jwt',
          clientSigning: { algorithm: 'HS256', keyId: null },
        }),
      },
      {},
      [
        'way.clientSigning.algorithm: private_key_jwt signs with a private key: HS algorithms sign with a shared secret',
      ],
    ],
    [
      'a secret that signs by RSA',
      {
        way: anOAuthWay({
          clientAuthentication: 'client_secret_jwt',
          clientSigning: { algorithm: 'RS256', keyId: null },
        }),
      },
      {},
      ['way.clientSigning.algorithm: client_secret_jwt signs with the secret: choose HS256, HS384 or HS512'],
    ],
    [
      'a pasted redirect that is a path',
      {
        way: anOAuthWay({
          grant: { type: 'authorization_code', ...inBrowser, redirect: { by: 'pasted', uri: '/callback' } },
        }),
      },
      {},
      ['way.grant.redirect.uri: Enter a whole address: https://… or a scheme of its own'],
    ],
    [
      'a pasted redirect with a fragment',
      {
        way: anOAuthWay({
          grant: { type: 'implicit', ...inBrowser, redirect: { by: 'pasted', uri: 'https://app.example.test/#here' } },
        }),
      },
      {},
      ['way.grant.redirect.uri: A redirect address has no fragment (RFC 6749 §3.1.2)'],
    ],
    [
      'claims that are a list',
      { way: jwtBearer('[1]') },
      {},
      ['way.grant.claims: The claims must be a JSON object, not a list'],
    ],
    [
      'claims that are no JSON',
      { way: aSignedJwtWay({ claims: '{"a":1,}' }) },
      {},
      ['way.claims: The claims stop being JSON at line 1, column 8: a name in double quotes should stand there'],
    ],
    [
      'a header that is a text',
      { way: aSignedJwtWay({ header: '"kid"' }) },
      {},
      ['way.header: The header must be a JSON object, not a string'],
    ],
    [
      'a login without an address',
      { way: aCustomLoginWay({ login: { ...login, request: { ...login.request, url: ' ' } } }) },
      {},
      ['way.login.request.url: Enter the address of the login'],
    ],
    [
      'a login at a file',
      { way: aCustomLoginWay({ login: { ...login, request: { ...login.request, url: 'file:///etc/passwd' } } }) },
      {},
      ['way.login.request.url: With the variables filled in this is no http or https address'],
    ],
    [
      'a login with credentials in its address',
      {
        way: aCustomLoginWay({ login: { ...login, request: { ...login.request, url: 'https://a:b@x.example.test' } } }),
      },
      {},
      ['way.login.request.url: Leave user name and password out of the address'],
    ],
    [
      'paths that lead to more than one value',
      { way: aCustomLoginWay({ login, refresh: { request: login.request, answer: answer('$.tokens[*]') } }) },
      {},
      [
        "way.refresh.answer.token.path: The path can't be read from its character 9 on: .name, ['name'] and [0] lead to one value",
        "way.refresh.answer.refresh.path: The path can't be read from its character 2 on: .name, ['name'] and [0] lead to one value",
        'way.refresh.answer.lifetime.source.path: A path begins with “$”, the whole answer: $.access_token',
      ],
    ],
  ])('with %s is refused at its field, and nothing is kept', async (_what, some, values, expected) => {
    expect(await problemsOf(some, values)).toEqual(expected)
  })

  test.each<[string, Partial<ProfileDraft>]>([
    ['claims whose variable has no value yet', { way: aSignedJwtWay({ claims: '{"aud":"{{api}}","n":{{number}}}' }) }],
    ['no claims at all', { way: aSignedJwtWay({ claims: '' }) }],
    [
      'a scheme of its own to come back on',
      {
        way: anOAuthWay({
          grant: { type: 'authorization_code', ...inBrowser, redirect: { by: 'pasted', uri: 'com.example.app:/back' } },
        }),
      },
    ],
  ])('with %s is taken', async (_what, some) => {
    expect(await problemsOf(some)).toEqual([])
  })
})

describe('a token exchange', () => {
  test('that trades in its own token is refused', async () => {
    const profile = aProfile()
    const { book } = aBook({ profiles: [profile] })
    await expect(book.save(aDraft({ id: profile.id, way: anExchangeOf(profile.id) }))).rejects.toMatchObject({
      details: {
        problems: [{ path: 'way.grant.subject.profileId', message: expect.stringContaining('its own') }],
      },
    })
  })

  test('in a circle, over whoever acts, is refused', async () => {
    const alice = aProfile()
    const agent = aProfile({ way: anExchangeOf(aProfileId(), alice.id) })
    const another = aProfile({ way: anExchangeOf(agent.id) })
    const { book } = aBook({ profiles: [alice, agent, another] })
    await expect(book.save(aDraft({ id: alice.id, way: anExchangeOf(another.id) }))).rejects.toMatchObject({
      details: {
        problems: [{ path: 'way.grant.subject.profileId', message: expect.stringContaining('circle') }],
      },
    })
  })

  test('whose source is gone can still be changed', async () => {
    const profile = aProfile({ way: anExchangeOf(aProfileId()) })
    const { book } = aBook({ profiles: [profile] })
    expect(await book.save(aDraft({ id: profile.id, name: 'renamed', way: profile.way }))).toMatchObject({
      name: 'renamed',
    })
  })
})
