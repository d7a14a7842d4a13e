import { describe, expect, test } from 'vitest'
import type { SecretName } from '../../../../electron/contract/profiles.ts'
import type { Way } from '../../../../electron/contract/ways.ts'
import { aBook, aDraft } from '../../../support/book-builder.ts'
import { anOAuthWay } from '../../../support/token-builder.ts'
import { aCustomLoginWay, aStaticTokenWay } from '../../../support/way-builder.ts'

const endpoints = (token: string) => ({
  ...{ authorization: 'https://id.example.test/auth', token, device: null, pushedRequest: null, userinfo: null },
  ...{ introspection: null, revocation: null, endSession: null, keys: null },
})
const confidential = { clientAuthentication: 'client_secret_post' } as const
const byPassword = { grant: { type: 'password', username: 'alice' } } as const
const login = aCustomLoginWay().login
const loginAt = (url: string) => ({ ...login, request: { ...login.request, url } })
const evil = 'https://evil.example.test'

const moves: [string, SecretName, Way, Way][] = [
  [
    'a client secret to another issuer',
    'clientSecret',
    anOAuthWay(confidential),
    anOAuthWay({ ...confidential, issuer: evil }),
  ],
  [
    'a client secret to another token endpoint',
    'clientSecret',
    anOAuthWay(confidential),
    anOAuthWay({ ...confidential, endpoints: endpoints(`${evil}/token`) }),
  ],
  ['a password to another issuer', 'password', anOAuthWay(byPassword), anOAuthWay({ ...byPassword, issuer: evil })],
  [
    'a pasted refresh token to another issuer',
    'refreshToken',
    anOAuthWay({ grant: { type: 'refresh_token' } }),
    anOAuthWay({ grant: { type: 'refresh_token' }, issuer: evil }),
  ],
  [
    'the password of a login to another host',
    'password',
    aCustomLoginWay(),
    aCustomLoginWay({ login: loginAt(`${evil}/login`) }),
  ],
  [
    'the password of a login to another host, with more slashes than there should be',
    'password',
    aCustomLoginWay({ login: loginAt('https:///id.example.test/login') }),
    aCustomLoginWay({ login: loginAt('https:///evil.example.test/login') }),
  ],
  [
    'the password of a login to another host by a refresh that names it over two lines',
    'password',
    aCustomLoginWay(),
    aCustomLoginWay({
      refresh: {
        ...login,
        request: { ...loginAt(`${evil}/refresh`).request, body: { kind: 'text', text: '{{\npassword\t}}' } },
      },
    }),
  ],
  [
    'the password of a login to another host by a variable',
    'password',
    aCustomLoginWay(),
    aCustomLoginWay({ login: loginAt('{{server}}/login') }),
  ],
  [
    'the password of a login to a refresh elsewhere',
    'password',
    aCustomLoginWay(),
    aCustomLoginWay({ refresh: loginAt(`${evil}/refresh`) }),
  ],
  ['the password of a login to whatever API', 'password', aCustomLoginWay(), { kind: 'basic', username: 'alice' }],
  ['the password of a grant to a login', 'password', anOAuthWay(byPassword), aCustomLoginWay()],
]

describe('a secret goes only to the server it was entered for:', () => {
  test.each(moves)('%s is refused, until it is entered again or cleared', async (_what, name, before, after) => {
    const { book, secrets } = aBook()
    const { id } = await book.save(aDraft({ way: before, secrets: { [name]: { change: 'replace', value: 'canary' } } }))
    await expect(book.save(aDraft({ id, way: after }))).rejects.toMatchObject({
      code: 'input.invalid',
      details: { problems: [{ path: `secrets.${name}` }] },
    })
    expect(book.find(id)?.way).toEqual(before)
    await book.save(aDraft({ id, way: after, secrets: { [name]: { change: 'replace', value: 'theirs' } } }))
    expect((await secrets.read(id, name))?.reveal()).toBe('theirs')
    await book.save(aDraft({ id, way: before, secrets: { [name]: { change: 'clear' } } }))
    expect(await secrets.read(id, name)).toBeNull()
  })

  test.each<[string, SecretName, Way, Way]>([
    [
      'endpoints that are typed, at the issuer’s own origin',
      'clientSecret',
      anOAuthWay(confidential),
      anOAuthWay({ ...confidential, endpoints: endpoints('https://id.example.test/token') }),
    ],
    [
      'another path of the same login',
      'password',
      aCustomLoginWay(),
      aCustomLoginWay({ login: loginAt('https://legacy.example.test/v2/login?x=1') }),
    ],
    [
      'another header for the same API key',
      'token',
      aStaticTokenWay(),
      aStaticTokenWay({ carriage: { in: 'query', name: 'key' } }),
    ],
    [
      'Digest in place of Basic',
      'password',
      { kind: 'basic', username: 'alice' },
      { kind: 'digest', username: 'alice' },
    ],
  ])('%s keeps it', async (_what, name, before, after) => {
    const { book, secrets } = aBook()
    const { id } = await book.save(aDraft({ way: before, secrets: { [name]: { change: 'replace', value: 'canary' } } }))
    await book.save(aDraft({ id, way: after }))
    expect((await secrets.read(id, name))?.reveal()).toBe('canary')
  })

  test('a profile that has none may go anywhere', async () => {
    const { book } = aBook()
    const { id } = await book.save(aDraft({ way: anOAuthWay(confidential) }))
    expect(await book.save(aDraft({ id, way: anOAuthWay({ ...confidential, issuer: evil }) }))).toMatchObject({ id })
  })
})
