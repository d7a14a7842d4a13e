import { beforeAll, describe, expect, test } from 'vitest'
import { aSigner, sign, verifierOver, type Signer } from '../../../support/token-signer.ts'

let rsa: Signer
let other: Signer
beforeAll(async () => {
  rsa = await aSigner('RS256', 'k1')
  other = await aSigner('RS256', 'k2')
})

describe('the issuer’s keys', () => {
  test('are asked for once, however many signatures are checked in ten minutes', async () => {
    const { verify, state } = verifierOver({ keys: [rsa.publicJwk] })
    const token = await sign(rsa, { alg: 'RS256', kid: 'k1' })
    await Promise.all([verify(token), verify(token), verify(token)])
    state.nowMs += 9 * 60_000
    await verify(token)
    expect(state.asked).toBe(1)
    state.nowMs += 2 * 60_000
    await verify(token)
    expect(state.asked).toBe(2)
  })

  test('are asked for again when a key was rotated, and at most once a minute', async () => {
    const { verify, state } = verifierOver({ keys: [rsa.publicJwk] })
    await verify(await sign(rsa, { alg: 'RS256', kid: 'k1' }))
    state.answer = { ok: true, jwks: { keys: [other.publicJwk] } }
    const rotated = await sign(other, { alg: 'RS256', kid: 'k2' })
    expect(await verify(rotated)).toMatchObject({ verdict: 'valid', keyId: 'k2' })
    expect(state.asked).toBe(2)
    const unknown = await sign(other, { alg: 'RS256', kid: 'k3' })
    for (let round = 0; round < 5; round += 1) {
      expect(await verify(unknown)).toMatchObject({ verdict: 'cannot-check', reason: expect.stringContaining('“k3”') })
    }
    expect(state.asked).toBe(2)
    state.nowMs += 61_000
    await verify(unknown)
    expect(state.asked).toBe(3)
  })

  test('that can’t be had leave the question open, and are asked for again', async () => {
    const { verify, state } = verifierOver(null)
    const token = await sign(rsa, { alg: 'RS256', kid: 'k1' })
    state.answer = { ok: false, reason: 'The issuer answered 503' }
    expect(await verify(token)).toEqual({ verdict: 'cannot-check', reason: 'The issuer answered 503.' })
    state.answer = { ok: true, jwks: { keys: [rsa.publicJwk] } }
    expect(await verify(token)).toMatchObject({ verdict: 'valid' })
  })

  test.each<[string, unknown]>([
    ['null', null],
    ['a list', []],
    ['an object without keys', {}],
    ['keys that are no list', { keys: 'x' }],
    ['keys that are no objects', { keys: [1, null, 'x'] }],
    ['a broken key', { keys: [{ kty: 'RSA', kid: 'k1', n: '!', e: '' }] }],
    ['an empty key', { keys: [{ kty: 'RSA', kid: 'k1' }] }],
    [
      'a key that is too short',
      {
        keys: [
          {
            kty: 'RSA',
            kid: 'k1',
            n: 'sXchDaQebHnPiGvyDOAT4saGEUetSyo9MKLOoWFsueri23bOdgWp4Dy1WlUzewbgBHod5pcM9H95GQRV3JDXboIRROSBigeC5yjU1hGzHHyXss8UDpre',
            e: 'AQAB',
          },
        ],
      },
    ],
  ])('that are %s leave the question open', async (_what, jwks) => {
    const { verify } = verifierOver(jwks)
    expect(await verify(await sign(rsa, { alg: 'RS256', kid: 'k1' }))).toMatchObject({ verdict: 'cannot-check' })
  })
})
