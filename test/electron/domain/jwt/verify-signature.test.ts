import { createServer } from 'node:http'
import { calculateJwkThumbprint, flattenedVerify, importJWK } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { aSigner, jwksUri, sign, verifierOver, type Signer } from '../../../support/token-signer.ts'
import { usualClaims } from '../../../support/token-to-inspect.ts'

let rsa: Signer
let other: Signer
beforeAll(async () => {
  rsa = await aSigner('RS256', 'k1')
  other = await aSigner('RS256', 'k2')
})

describe('a signature', () => {
  test.each(['RS256', 'RS384', 'PS256', 'ES256', 'ES384', 'EdDSA'])('by %s that holds is valid', async (alg) => {
    const signer = await aSigner(alg, 'k')
    const { verify } = verifierOver({ keys: [rsa.publicJwk, signer.publicJwk] })
    expect(await verify(await sign(signer, { alg, kid: 'k' }))).toEqual({
      ...{ verdict: 'valid', alg, keyId: 'k', key: { from: 'issuer', jwksUri } },
      keyThumbprint: await calculateJwkThumbprint(signer.publicJwk),
    })
  })

  test('is judged by itself: an expired token may be genuine', async () => {
    const { verify } = verifierOver({ keys: [rsa.publicJwk] })
    expect(await verify(await sign(rsa, { alg: 'RS256', kid: 'k1' }, { exp: 1, nbf: 9e9 }))).toMatchObject({
      verdict: 'valid',
    })
  })

  test('is found among several keys without an id', async () => {
    const { kid: _a, ...first } = rsa.publicJwk
    const { kid: _b, ...second } = other.publicJwk
    const { verify } = verifierOver({ keys: [first, second] })
    expect(await verify(await sign(other, { alg: 'RS256' }))).toMatchObject({ verdict: 'valid', keyId: null })
    const stranger = await aSigner('RS256', null)
    expect(await verify(await sign(stranger, { alg: 'RS256' }))).toMatchObject({ verdict: 'invalid' })
  })

  test('does not hold for another payload, another key, or when it is cut', async () => {
    const { verify } = verifierOver({ keys: [rsa.publicJwk] })
    const token = await sign(rsa, { alg: 'RS256', kid: 'k1' })
    const [header = '', , signature = ''] = token.split('.')
    const changed = Buffer.from(JSON.stringify({ ...usualClaims, sub: 'admin' })).toString('base64url')
    expect(await verify(`${header}.${changed}.${signature}`)).toMatchObject({ verdict: 'invalid' })
    expect(await verify(await sign(other, { alg: 'RS256', kid: 'k1' }))).toMatchObject({ verdict: 'invalid' })
    expect(await verify(token.slice(0, -40))).toMatchObject({ verdict: 'invalid' })
    expect(await verify(`${token.slice(0, token.lastIndexOf('.'))}.`)).toMatchObject({
      verdict: 'invalid',
      reason: expect.stringContaining('cut off'),
    })
  })

  test('beside others speaks for itself only: which one was judged is said, whatever the verdict', async () => {
    const { verify } = verifierOver({ keys: [rsa.publicJwk] })
    const [head = '', payload = '', signature = ''] = (await sign(rsa, { alg: 'RS256', kid: 'k1' })).split('.')
    const [first, unsigned] = [
      { protected: head, signature },
      { protected: Buffer.from('{"alg":"none"}').toString('base64url'), signature: '' },
    ]
    const told = expect.stringContaining('It carries 2 signatures, and only the first was judged')
    const both = (...signatures: object[]) => verify(JSON.stringify({ payload, signatures }))
    expect(await both(first, unsigned)).toMatchObject({ verdict: 'valid', note: told })
    expect(await both({ ...first, signature: signature.slice(4) }, first)).toMatchObject({
      verdict: 'invalid',
      reason: told,
    })
    expect(await both(unsigned, first)).toMatchObject({ verdict: 'invalid', reason: told })
    expect(await both(first)).not.toHaveProperty('note')
  })

  test.each(['none', 'None', 'nOnE', 'NONE'])('is missing when the algorithm is %s', async (alg) => {
    const { verify, state } = verifierOver({ keys: [rsa.publicJwk] })
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    for (const signature of ['', 'AAAA']) {
      expect(await verify(`${encode({ alg })}.${encode(usualClaims)}.${signature}`)).toMatchObject({
        verdict: 'invalid',
      })
    }
    expect(state.asked).toBe(0)
  })

  test('made with the public key as a shared secret is never valid', async () => {
    const { createHmac, createPublicKey } = await import('node:crypto')
    const pem = createPublicKey({ key: { ...rsa.publicJwk }, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const unsigned = `${encode({ alg: 'HS256', kid: 'k1' })}.${encode(usualClaims)}`
    const token = `${unsigned}.${createHmac('sha256', pem).update(unsigned).digest('base64url')}`
    const { verify, state } = verifierOver({
      keys: [rsa.publicJwk, { kty: 'oct', kid: 'k1', k: Buffer.from(pem).toString('base64url') }],
    })
    expect(await verify(token)).toMatchObject({ verdict: 'cannot-check' })
    expect(state.asked).toBe(0)
  })

  test('by a key inside the token is judged by the issuer’s keys alone, and nothing in it is fetched', async () => {
    let visits = 0
    const server = createServer((_request, response) => {
      visits += 1
      response.end(JSON.stringify({ keys: [other.publicJwk] }))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const url = `http://127.0.0.1:${port}/`
    const { verify } = verifierOver({ keys: [rsa.publicJwk] })
    const token = await sign(other, { alg: 'RS256', kid: 'k1', jwk: other.publicJwk, jku: url, x5u: url })
    expect(await verify(token)).toMatchObject({ verdict: 'invalid' })
    expect(visits).toBe(0)
    server.close()
  })

  test('beside an unsigned header that says otherwise must be refused, as jose does', async () => {
    const { verify } = verifierOver({ keys: [rsa.publicJwk] })
    const token = await sign(rsa, { alg: 'RS256', kid: 'k1' })
    const [head = '', payload = '', signature = ''] = token.split('.')
    const key = await importJWK(rsa.publicJwk, 'RS256')
    for (const header of [{ alg: 'RS256' }, { kid: 'k2' }, { crit: ['exp'] }, { note: 'x' }, undefined]) {
      const jws = { payload, protected: head, signature, ...(header !== undefined && { header }) }
      const byJose = await flattenedVerify(jws, key).then(
        () => 'valid',
        () => 'invalid',
      )
      expect([header, await verify(JSON.stringify(jws))]).toMatchObject([header, { verdict: byJose }])
    }
  })

  test('over a payload that is sent apart can’t be checked: it is not the token that was changed', async () => {
    const { verify } = verifierOver({ keys: [rsa.publicJwk] })
    const [header, , signature] = (await sign(rsa, { alg: 'RS256', kid: 'k1' })).split('.')
    expect(await verify(`${header}..${signature}`)).toMatchObject({
      verdict: 'cannot-check',
      reason: expect.stringContaining('sent apart') as unknown,
    })
  })

  test('that demands an unknown extension must be refused', async () => {
    const { verify } = verifierOver({ keys: [rsa.publicJwk] })
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const token = `${encode({ alg: 'RS256', kid: 'k1', crit: ['exp2'], exp2: 1 })}.${encode(usualClaims)}.AAAA`
    expect(await verify(token)).toMatchObject({ verdict: 'invalid', reason: expect.stringContaining('crit') })
  })

  test('RFC 7515 appendix A.2: RS256, A.3: ES256; RFC 8037 appendix A.4: EdDSA', async () => {
    const ecKey = {
      kty: 'EC',
      crv: 'P-256',
      x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
      y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
    }
    const ec =
      'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q'
    const rsaKey = {
      kty: 'RSA',
      n: 'ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ',
      e: 'AQAB',
    }
    const rs =
      'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw'
    const edKey = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }
    const ed =
      'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg'
    const { verify } = verifierOver({ keys: [ecKey, rsaKey, edKey] })
    for (const token of [ec, rs, ed]) expect(await verify(token)).toMatchObject({ verdict: 'valid' })
    expect(await importJWK(ecKey, 'ES256')).toBeDefined()
  })
})

describe('what has no signature of this kind', () => {
  test.each(['opaque', '', 'a.b.c', `${Buffer.from('{"alg":"dir","enc":"A256GCM"}').toString('base64url')}.a.b.c.d`])(
    '%j can’t be checked, and nobody is asked',
    async (token) => {
      const { verify, state } = verifierOver({ keys: [rsa.publicJwk] })
      expect(await verify(token)).toMatchObject({ verdict: 'cannot-check' })
      expect(state.asked).toBe(0)
    },
  )
})
