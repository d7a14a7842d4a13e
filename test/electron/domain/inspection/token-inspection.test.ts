import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { exchangeId } from '../../../../electron/contract/ids.ts'
import { inspectedToken, verification } from '../../../../electron/contract/jwt.ts'
import { ClaimcheckError } from '../../../../electron/domain/failures/claimcheck-error.ts'
import { aDraft } from '../../../support/book-builder.ts'
import { anInspection, type Issuers } from '../../../support/inspection-builder.ts'
import { anOAuthWay, noon } from '../../../support/token-builder.ts'
import { aSigner, sign, type Signer } from '../../../support/token-signer.ts'

const own = 'https://id.example.test'
const ownKeys = `${own}/jwks`
const stranger = 'https://else.example.test'
const strangerKeys = `${stranger}/keys`
const exp = noon.getTime() / 1000 + 600
const published: Issuers = { [own]: { jwksUri: ownKeys }, [stranger]: { jwksUri: strangerKeys } }
const known = { key: 'known-issuer' } as const
const named = (issuer: string) => ({ key: 'named-issuer', issuer }) as const

let signer: Signer
beforeAll(async () => void (signer = await aSigner('ES256', 'k1')))

const look = (issuers: Issuers = published) => anInspection(issuers, () => ({ keys: [signer.publicJwk] }))
const aToken = (claims: object = {}) =>
  sign(signer, { alg: 'ES256', kid: 'k1' }, { iss: own, client_id: 'x', exp, scope: 'orders:read', ...claims })
const validBy = (jwksUri: string) => ({ signature: { verdict: 'valid', key: { from: 'issuer', jwksUri } } })

describe('a token of an authorisation server', () => {
  test('is compared with it, and checked with the keys that it publishes, which are asked for once', async () => {
    const { inspect, verify, having, asked } = look()
    const subject = await having(anOAuthWay(), await aToken())
    expect(inspectedToken.parse(await inspect(subject))).toMatchObject({ format: 'jwt', scopes: ['orders:read'] })
    expect(asked).toEqual([])
    expect(verification.parse(await verify(subject, known))).toMatchObject(validBy(ownKeys))
    await verify(subject, known)
    expect(asked).toEqual([own, ownKeys])
  })

  test('that names another issuer is still held against the keys of its own', async () => {
    const { verify, inspect, having, asked } = look()
    const subject = await having(anOAuthWay(), await aToken({ iss: stranger }))
    expect(JSON.stringify(await inspect(subject))).toContain('issuer')
    expect(await verify(subject, known)).toMatchObject(validBy(ownKeys))
    expect(asked).toEqual([own, ownKeys])
  })

  const endpoints = {
    ...{ authorization: `${own}/auth`, token: `${own}/token`, device: null },
    ...{ pushedRequest: null, userinfo: null, introspection: null, revocation: null, endSession: null },
  }
  test('that publishes nothing is checked with the keys that a person named', async () => {
    const { verify, having, asked, values } = look()
    values.set('host', 'https://keys.example.test')
    const subject = await having(anOAuthWay({ endpoints: { ...endpoints, keys: '{{host}}/jwks' } }), await aToken())
    expect(await verify(subject, known)).toMatchObject(validBy('https://keys.example.test/jwks'))
    expect(asked).toEqual(['https://keys.example.test/jwks'])
  })

  test('of another environment is not held against the keys of this one, which would call it forged', async () => {
    const { verify, having, asked, values, findSubject, sent } = look()
    values.set('env', 'test')
    const issuer = 'https://{{env}}.example.test'
    const way = anOAuthWay({ issuer, endpoints: { ...endpoints, keys: `${issuer}/jwks` } })
    const subject = await having(way, await aToken())
    expect(await verify(subject, known)).toMatchObject(validBy('https://test.example.test/jwks'))
    const found = await findSubject(subject)
    if (found === null) throw new Error('not found')
    const exchange = exchangeId.parse(randomUUID())
    sent.set(exchange, found)
    const earlier = { of: 'sent', exchangeId: exchange } as const
    values.set('env', 'live')
    for (const value of ['live', null]) {
      if (value === null) values.delete('env')
      expect(await verify(earlier, known)).toMatchObject({
        signature: {
          verdict: 'cannot-check',
          reason: expect.stringMatching(/test\.example\.test.*another environment/),
        },
      })
    }
    expect(asked).toEqual(['https://test.example.test/jwks'])
  })

  test('that publishes nothing, without such a name, can’t be checked', async () => {
    const { verify, having, asked } = look()
    const subject = await having(anOAuthWay({ endpoints: { ...endpoints, keys: null } }), await aToken())
    expect(await verify(subject, known)).toMatchObject({ signature: { verdict: 'cannot-check' } })
    expect(asked).toEqual([])
  })

  const unreachable = { host: 'x', reason: 'dns', said: 'The name x was not found.' } as const
  test.each<[string, Issuers, RegExp]>([
    ['publishes no keys', { [own]: { jwksUri: null } }, /publishes no keys \(jwks_uri\)/],
    ['has no metadata', {}, /publishes no metadata/],
    [
      'can’t be asked',
      { [own]: new ClaimcheckError('sign_in.issuer_unreachable', unreachable) },
      /could not be asked for its keys: The name x was not found/,
    ],
    [
      'answers for another',
      { [own]: new ClaimcheckError('sign_in.issuer_mismatch', { expected: own, found: stranger }) },
      /those of another issuer/,
    ],
  ])('whose issuer %s can’t be checked', async (_what, issuers, reason) => {
    const { verify, having } = look(issuers)
    expect(await verify(await having(anOAuthWay(), await aToken()), known)).toMatchObject({
      signature: { verdict: 'cannot-check', reason: expect.stringMatching(reason) },
    })
  })

  test('gives its public keys to who builds tokens, and none where there are none', async () => {
    const { having, findSubject, publicKeysOf, pasted } = look()
    const found = await findSubject(await having(anOAuthWay(), await aToken()))
    if (found === null) throw new Error('not found')
    expect(await publicKeysOf(found)).toEqual({ keys: [signer.publicJwk] })
    const loose = await findSubject(pasted(await aToken({ iss: stranger })))
    expect(loose === null ? null : await publicKeysOf(loose)).toBeNull()
    expect(await look({}).publicKeysOf(found)).toBeNull()
  })
})

describe('a token that came from elsewhere', () => {
  test.each<[string, string]>([
    ['the issuer of a profile', own],
    ['the issuer of a profile, with a slash', `${own}/`],
  ])('is checked by itself where it names %s', async (_what, iss) => {
    const { verify, pasted, book, asked } = look()
    await book.save(aDraft({ way: anOAuthWay() }))
    expect(await verify(pasted(await aToken({ iss })), known)).toMatchObject(validBy(ownKeys))
    expect(asked).toEqual([own, ownKeys])
  })

  test('asks nobody where only it names the issuer, until a person says so', async () => {
    const { verify, pasted, book, asked } = look()
    await book.save(aDraft({ way: anOAuthWay() }))
    const subject = pasted(await aToken({ iss: stranger }))
    const { signature } = await verify(subject, known)
    expect(signature).toMatchObject({ verdict: 'not-checked', issuer: stranger })
    expect(asked).toEqual([])
    expect(await verify(subject, named(stranger))).toMatchObject(validBy(strangerKeys))
    expect(asked).toEqual([stranger, strangerKeys])
  })

  test('may not be used to ask an address that it does not name', async () => {
    const { verify, pasted, asked } = look()
    const subject = pasted(await aToken({ iss: stranger }))
    for (const issuer of ['https://third.example.test', `${stranger}/`, '']) {
      expect(await verify(subject, named(issuer))).toMatchObject({ signature: { verdict: 'cannot-check' } })
    }
    expect(asked).toEqual([])
  })

  test.each([
    ...[
      'http://else.example.test',
      'file:///etc/passwd',
      'https://a:b@else.example.test',
      'https://else.example.test?x=1',
    ],
    ...['https://else.example.test#x', 'accounts.example.test', '', `https://else.example.test/${'x'.repeat(2001)}`],
  ])('has nobody to ask where its issuer is %j', async (iss) => {
    const { verify, pasted, asked } = look()
    const subject = pasted(await aToken({ iss }))
    for (const asking of [known, named(iss)]) {
      expect(verification.parse(await verify(subject, asking))).toMatchObject({
        signature: { verdict: 'cannot-check' },
      })
    }
    expect(asked).toEqual([])
  })

  test('on this machine may be asked over http', async () => {
    const iss = 'http://127.0.0.1:9400'
    const { verify, pasted } = look({ [iss]: { jwksUri: `${iss}/jwks` } })
    expect(await verify(pasted(await aToken({ iss })), named(iss))).toMatchObject(validBy(`${iss}/jwks`))
  })

  test.each(['http://127.0.0.1:8080/admin', 'http://localhost/keys', 'https://[::1]/keys'])(
    'can’t lead to %s by what its issuer publishes',
    async (jwksUri) => {
      const { verify, pasted, asked } = look({ [stranger]: { jwksUri } })
      expect(await verify(pasted(await aToken({ iss: stranger })), named(stranger))).toMatchObject({
        signature: { verdict: 'cannot-check', reason: expect.stringContaining('lead to this computer') as unknown },
      })
      expect(asked).toEqual([stranger])
    },
  )

  test('is checked with what a person pasted, and asks nobody', async () => {
    const { verify, pasted, asked } = look()
    const material = JSON.stringify(signer.publicJwk)
    const subject = pasted(await aToken({ iss: stranger }), true)
    expect(await verify(subject, { key: 'pasted', material })).toMatchObject({
      signature: { verdict: 'valid', key: { from: 'pasted', form: 'jwk' } },
    })
    await expect(verify(subject, { key: 'pasted', material: 'hush' })).rejects.toMatchObject({
      code: 'inspection.key_unusable',
    })
    expect(asked).toEqual([])
  })

  test('that needs no key is judged before anybody is asked', async () => {
    const { verify, pasted, asked, book } = look()
    await book.save(aDraft({ way: anOAuthWay() }))
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    for (const [header, verdict] of [
      [{ alg: 'none' }, 'invalid'],
      [{ alg: 'HS256' }, 'cannot-check'],
    ] as const) {
      const token = `${encode(header)}.${encode({ iss: own })}.AAAA`
      expect(await verify(pasted(token), known)).toMatchObject({ signature: { verdict } })
    }
    expect(await verify(pasted('opaque-token-of-somebody'), known)).toMatchObject({
      signature: { verdict: 'cannot-check' },
    })
    expect(asked).toEqual([])
  })
})
