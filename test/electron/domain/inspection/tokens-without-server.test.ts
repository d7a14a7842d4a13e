import { beforeAll, describe, expect, test } from 'vitest'
import type { Way } from '../../../../electron/contract/ways.ts'
import { aDraft } from '../../../support/book-builder.ts'
import { anInspection, type Issuers } from '../../../support/inspection-builder.ts'
import { anOAuthWay, noon } from '../../../support/token-builder.ts'
import { aSigner, sign, type Signer } from '../../../support/token-signer.ts'
import { aCustomLoginWay, aSignedJwtWay, aStaticTokenWay } from '../../../support/way-builder.ts'

const own = 'https://id.example.test'
const ownKeys = `${own}/jwks`
const exp = noon.getTime() / 1000 + 600
const published: Issuers = { [own]: { jwksUri: ownKeys } }
const known = { key: 'known-issuer' } as const

let signer: Signer
beforeAll(async () => void (signer = await aSigner('ES256', 'k1')))

const look = (issuers: Issuers = published) => anInspection(issuers, () => ({ keys: [signer.publicJwk] }))
const aToken = (claims: object = {}) =>
  sign(signer, { alg: 'ES256', kid: 'k1' }, { iss: own, client_id: 'x', exp, scope: 'orders:read', ...claims })
const validBy = (jwksUri: string) => ({ signature: { verdict: 'valid', key: { from: 'issuer', jwksUri } } })

describe('a token without an authorisation server', () => {
  test.each<[string, Way, RegExp]>([
    ['that was entered', aStaticTokenWay(), /entered by hand/],
    ['of a custom login', aCustomLoginWay(), /custom login/],
    ['of one’s own', aSignedJwtWay(), /signed it itself/],
  ])('%s is inspected, blamed for no issuer, and says why it can’t be checked', async (_what, way, reason) => {
    const { inspect, verify, having, asked } = look()
    const token = await aToken({ iss: undefined })
    const subject = await having(way, token)
    const inspected = await inspect(subject)
    expect(inspected).toMatchObject({ format: 'jwt', tokenType: 'Bearer', scopes: ['orders:read'] })
    expect(JSON.stringify(inspected)).not.toMatch(/profile’s issuer|not this profile’s/)
    expect(JSON.stringify(inspected)).not.toContain(token)
    const signature = { verdict: 'cannot-check', reason: expect.stringMatching(reason) }
    expect(await verify(subject, known)).toMatchObject({ signature })
    expect(asked).toEqual([])
  })

  test('that was entered names an issuer all the same, who is asked where a profile knows it', async () => {
    const { verify, having, book } = look()
    const subject = await having(aStaticTokenWay(), await aToken())
    expect(await verify(subject, known)).toMatchObject({ signature: { verdict: 'not-checked', issuer: own } })
    await book.save(aDraft({ way: anOAuthWay() }))
    expect(await verify(subject, known)).toMatchObject(validBy(ownKeys))
  })

  test('has no ID token, and none at all before it was entered', async () => {
    const { inspect, verify, book } = look()
    const { id: profileId } = await book.save(aDraft({ name: 'empty', way: aStaticTokenWay() }))
    for (const which of ['access', 'id', 'refresh'] as const) {
      expect(await inspect({ of: 'profile', profileId, which })).toBeNull()
      expect(await verify({ of: 'profile', profileId, which }, known)).toMatchObject({
        signature: { verdict: 'not-checked', issuer: null },
      })
    }
  })

  test('that was entered ends when it says, and is the same one until another is entered', async () => {
    const { inspect, having, laterOn, book, store } = look()
    const subject = await having(aStaticTokenWay(), await aToken())
    const first = await inspect(subject)
    expect(first).toMatchObject({ expiresAt: new Date(exp * 1000).toISOString(), expirySource: 'exp' })
    laterOn()
    expect((await inspect(subject))?.obtainedAt).toBe(first?.obtainedAt)
    const [id] = store.all().map((profile) => profile.id)
    const secrets = { token: { change: 'replace', value: 'key-2' } } as const
    await book.save(aDraft({ id: id ?? null, way: aStaticTokenWay(), secrets }))
    expect(await inspect(subject)).toMatchObject({
      ...{ format: 'opaque', expirySource: 'unknown', obtainedAt: new Date(noon.getTime() + 5000).toISOString() },
    })
  })
})

test('an own token that a guessable secret signed is called so, and the secret is not said', async () => {
  const { verify, having, pasted } = look()
  const token = await sign({ privateKey: new TextEncoder().encode('secret') }, { alg: 'HS256' }, { iss: own })
  const own256 = await verify(await having(anOAuthWay(), token), known)
  expect(own256.signature).toMatchObject({ verdict: 'cannot-check', reason: expect.stringContaining('guessable') })
  expect(JSON.stringify(await verify(pasted(token), known))).not.toContain('guessable')
})

test('a token of which only its words are remembered can’t be checked, and nobody is asked', async () => {
  const { verify, having, history, asked } = look()
  const subject = await having(anOAuthWay(), await aToken())
  if (subject.of !== 'profile') throw new Error('another subject')
  const [entry] = await history.past(subject.profileId)
  const past = { of: 'past', profileId: subject.profileId, entry: entry?.entry ?? '' } as const
  expect(await verify(past, known)).toEqual({
    signature: { verdict: 'cannot-check', reason: expect.stringContaining('was not kept') },
    bindings: [],
  })
  expect(asked).toEqual([])
})
