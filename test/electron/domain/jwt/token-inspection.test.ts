import { describe, expect, test } from 'vitest'
import type { SignatureVerdict } from '../../../../electron/contract/jwt.ts'
import type { Discovered } from '../../../../electron/contract/profiles.ts'
import type { Way } from '../../../../electron/contract/ways.ts'
import { lookAtOtherProfiles } from '../../../../electron/domain/challenges/other-profiles.ts'
import { ClaimcheckError } from '../../../../electron/domain/failures/claimcheck-error.ts'
import { inspectToken } from '../../../../electron/domain/jwt/inspect-token.ts'
import { createTokenInspection } from '../../../../electron/domain/jwt/token-inspection.ts'
import { authorityOf } from '../../../../electron/domain/profiles/authority.ts'
import { createHeldTokens } from '../../../../electron/domain/tokens/held-tokens.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { aBook, aDraft } from '../../../support/book-builder.ts'
import { aJwt } from '../../../support/token-to-inspect.ts'
import { anOAuthWay, aTokenSet, noon } from '../../../support/token-builder.ts'
import { aCustomLoginWay, aSignedJwtWay, aStaticTokenWay } from '../../../support/way-builder.ts'

const exp = noon.getTime() / 1000 + 600
const jwt = aJwt(
  { alg: 'RS256', kid: 'k1' },
  { iss: 'https://else.example.test', client_id: 'x', exp, scope: 'orders:read' },
)
const valid: SignatureVerdict = { verdict: 'valid', alg: 'RS256', keyId: 'k1', jwksUri: 'x' }

/** An inspection over a real book and keeper; only the issuer's answer and the check itself are the test's. */
function anInspection(jwksUri: string | null | Error = 'https://id.example.test/jwks') {
  const made = aBook()
  const asked: string[] = []
  let now = noon
  const heldToken = createHeldTokens({
    ...{ findProfile: made.store.find, keeper: made.keeper, secret: made.secrets.read, now: () => now },
  })
  const inspection = createTokenInspection({
    ...{ heldToken, profiles: made.store, variables: () => made.values, now: () => now, inspect: inspectToken },
    async discover(issuer): Promise<Discovered> {
      asked.push(issuer)
      if (jwksUri instanceof Error) throw jwksUri
      return {
        ...{ issuer, jwksUri, authorizationEndpoint: null, tokenEndpoint: null, offers: [], grants: [], scopes: [] },
        ...{ clientAuthentications: [], pkceS256: null, dpopAlgorithms: [], notes: [] },
      }
    },
    async verify(ask) {
      asked.push(ask.jwksUri)
      return valid
    },
  })
  /** A profile of this way that has the JWT. */
  async function having(way: Way) {
    if (way.kind === 'static_token') {
      return (await made.book.save(aDraft({ way, secrets: { token: { change: 'replace', value: jwt } } }))).id
    }
    const { id } = await made.book.save(aDraft({ way }))
    const profile = made.store.find(id)
    if (profile === null) throw new Error('not saved')
    const tokens = aTokenSet({ ...authorityOf(profile, made.values), accessToken: new SecretText(jwt) })
    await made.keeper.accept(id, tokens, null)
    return id
  }
  return {
    ...made,
    ...inspection,
    heldToken,
    having,
    asked,
    laterOn: () => void (now = new Date(noon.getTime() + 5000)),
  }
}

describe('a token without an authorisation server', () => {
  test.each<[string, Way, string]>([
    ['that was entered', aStaticTokenWay(), 'It was entered by hand: the profile names no issuer that publishes keys.'],
    [
      'of a custom login',
      aCustomLoginWay(),
      'It came from a custom login, and no issuer is known that publishes keys.',
    ],
    ['of one’s own', aSignedJwtWay(), 'The profile signed it itself, with a key that nobody publishes.'],
  ])('%s is inspected, blamed for no issuer, and says why it can’t be checked', async (_what, way, reason) => {
    const { inspect, verify, having, asked } = anInspection()
    const id = await having(way)
    const inspected = await inspect(id, 'access')
    expect(inspected).toMatchObject({ format: 'jwt', tokenType: 'Bearer', scopes: ['orders:read'] })
    expect(JSON.stringify(inspected)).not.toMatch(/profile’s issuer|not this profile’s|another than/)
    expect(JSON.stringify(inspected)).not.toContain(jwt)
    expect(await verify(id, 'access')).toEqual({ verdict: 'cannot-check', reason })
    expect(asked).toEqual([])
  })

  test('has no ID token, and none at all before it was entered', async () => {
    const { inspect, verify, having, book } = anInspection()
    expect(await inspect(await having(aStaticTokenWay()), 'id')).toBeNull()
    const { id } = await book.save(aDraft({ name: 'empty', way: aStaticTokenWay() }))
    expect(await inspect(id, 'access')).toBeNull()
    expect(await verify(id, 'access')).toEqual({ verdict: 'not-checked' })
  })

  test('that was entered ends when it says, and is the same one until another is entered', async () => {
    const { inspect, having, laterOn, book } = anInspection()
    const id = await having(aStaticTokenWay())
    const first = await inspect(id, 'access')
    expect(first).toMatchObject({ expiresAt: new Date(exp * 1000).toISOString(), expirySource: 'exp' })
    laterOn()
    expect((await inspect(id, 'access'))?.obtainedAt).toBe(first?.obtainedAt)
    await book.save(aDraft({ id, way: aStaticTokenWay(), secrets: { token: { change: 'replace', value: 'key-2' } } }))
    expect(await inspect(id, 'access')).toMatchObject({
      ...{ format: 'opaque', expirySource: 'unknown', obtainedAt: new Date(noon.getTime() + 5000).toISOString() },
    })
  })
})

describe('a token of an authorisation server', () => {
  test('is compared with it, and checked with the keys that it publishes', async () => {
    const { inspect, verify, having, asked } = anInspection()
    const id = await having(anOAuthWay())
    expect(JSON.stringify(await inspect(id, 'access'))).toContain('Its issuer is not this profile’s')
    expect(await verify(id, 'access')).toEqual(valid)
    expect(asked).toEqual(['https://id.example.test', 'https://id.example.test/jwks'])
  })

  const endpoints = {
    ...{ authorization: 'https://id.example.test/auth', token: 'https://id.example.test/token', device: null },
    ...{ pushedRequest: null, userinfo: null, introspection: null, revocation: null, endSession: null },
  }
  test('that publishes nothing is checked with the keys that a person named', async () => {
    const { verify, having, asked, values } = anInspection()
    values.set('host', 'https://keys.example.test')
    const id = await having(anOAuthWay({ endpoints: { ...endpoints, keys: '{{host}}/jwks' } }))
    expect(await verify(id, 'access')).toEqual(valid)
    expect(asked).toEqual(['https://keys.example.test/jwks'])
  })

  test.each([
    ['publishes no keys', null, 'https://id.example.test publishes no keys (jwks_uri).'],
    [
      'can’t be asked',
      new ClaimcheckError('sign_in.issuer_unreachable', {
        host: 'x',
        reason: 'dns',
        said: 'The name x was not found.',
      }),
      'The keys of https://id.example.test could not be read.',
    ],
  ])('that %s can’t be checked', async (_what, answer, reason) => {
    const { verify, having } = anInspection(answer)
    expect(await verify(await having(anOAuthWay()), 'access')).toEqual({ verdict: 'cannot-check', reason })
  })
})

describe('the other profiles that a request might be sent as', () => {
  test('are known by what they may send: tokens that were got, entered, or none that is needed', async () => {
    const { book, store, keeper, heldToken, having, vault } = anInspection()
    const me = await having(anOAuthWay())
    const key = await having(aStaticTokenWay())
    const { id: basic } = await book.save(
      aDraft({ way: { kind: 'basic', username: 'a' }, secrets: { password: { change: 'replace', value: 'hush' } } }),
    )
    const { id: out } = await book.save(aDraft())
    const look = () => lookAtOtherProfiles({ profiles: store, keeper, heldToken, except: me })
    expect(await look()).toEqual([
      {
        id: key,
        name: 'alice',
        kind: 'static_token',
        scheme: 'Bearer',
        signedIn: true,
        scopes: ['orders:read'],
        roles: [],
      },
      { id: basic, name: 'alice', kind: 'basic', scheme: 'Basic', signedIn: true, scopes: [], roles: [] },
      { id: out, name: 'alice', kind: 'oauth', scheme: 'Bearer', signedIn: false, scopes: [], roles: [] },
    ])
    vault.locked = true
    expect((await look()).map(({ signedIn }) => signedIn)).toEqual([false, false, false])
  })
})
