import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import {
  calculateJwkThumbprint,
  exportJWK,
  exportPKCS8,
  exportSPKI,
  generateKeyPair,
  importPKCS8,
  type JWK,
} from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { aSigner, sign, verifierOver, type Signer } from '../../../support/token-signer.ts'
import { aCertificateAuthority } from '../../../support/tls-server.ts'

let rsa: Signer
let ec: Signer
let token: string
let pem: { spki: string; pkcs1: string; pkcs8: string; pkcs1Private: string }
let thumbprint: string
const { verifyWith } = verifierOver({ keys: [] })

beforeAll(async () => {
  rsa = await aSigner('RS256', 'k1')
  ec = await aSigner('ES256', 'e1')
  token = await sign(rsa, { alg: 'RS256', kid: 'k1' })
  const { kid: _kid, ...jwk } = rsa.publicJwk
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
  const pkcs8 = await exportPKCS8(rsa.privateKey)
  pem = {
    spki: key.export({ type: 'spki', format: 'pem' }).toString(),
    pkcs1: key.export({ type: 'pkcs1', format: 'pem' }).toString(),
    pkcs8,
    pkcs1Private: createPrivateKey(pkcs8).export({ type: 'pkcs1', format: 'pem' }).toString(),
  }
  thumbprint = await calculateJwkThumbprint(rsa.publicJwk)
})

const base64 = (text: string): string => Buffer.from(text).toString('base64')
const der = (text: string): string => text.replace(/-----[^-]+-----|\s/g, '')

describe('a public key that was pasted', () => {
  test.each<[string, () => string, string]>([
    ['a JWKS', () => JSON.stringify({ keys: [ec.publicJwk, rsa.publicJwk] }), 'jwks'],
    ['a list of JWKs', () => JSON.stringify([rsa.publicJwk]), 'jwks'],
    ['a JWK', () => JSON.stringify(rsa.publicJwk, null, 2), 'jwk'],
    ['PEM', () => pem.spki, 'pem'],
    ['PEM of PKCS #1', () => pem.pkcs1, 'pem'],
    ['PEM between other lines', () => `the key:\n  ${pem.spki.replaceAll('\n', '\n  ')}\nthat was it`, 'pem'],
    ['PEM on one line', () => pem.spki.replaceAll('\n', ' '), 'pem'],
    ['PEM with Windows’ line ends', () => pem.spki.replaceAll('\n', '\r\n'), 'pem'],
    ['PEM in JSON', () => JSON.stringify(pem.spki), 'pem'],
    ['PEM as in an environment file', () => pem.spki.trim().replaceAll('\n', '\\n'), 'pem'],
    ['PEM in base64', () => base64(pem.spki), 'pem'],
    ['a JWK in base64', () => base64(JSON.stringify(rsa.publicJwk)), 'jwk'],
    ['DER in base64', () => der(pem.spki), 'pem'],
    ['DER of PKCS #1 in base64', () => der(pem.pkcs1), 'pem'],
  ])('is recognised: %s', async (_what, material, form) => {
    expect(await verifyWith(token, material())).toEqual({
      ...{ verdict: 'valid', alg: 'RS256', keyId: 'k1', keyThumbprint: thumbprint, key: { from: 'pasted', form } },
    })
  })

  test('is recognised: a certificate, a chain of them, one in base64, and several by their key id', async () => {
    const { key, cert } = await aCertificateAuthority('signs.example.test')
    const { cert: other } = await aCertificateAuthority('other.example.test')
    const signed = await sign({ privateKey: await importPKCS8(key, 'ES256') }, { alg: 'ES256', kid: 'k1' })
    const ofCertificate = { verdict: 'valid', alg: 'ES256', key: { from: 'pasted', form: 'certificate' } }
    const note = 'The certificate is for CN=signs.example.test.'
    expect(await verifyWith(signed, cert)).toMatchObject({ ...ofCertificate, note })
    const x5c = new X509Certificate(cert).raw.toString('base64')
    expect(await verifyWith(signed, x5c)).toMatchObject({ ...ofCertificate, note })
    expect(await verifyWith(signed, `${cert}\n${other}`)).toMatchObject({
      ...{ ...ofCertificate, note: 'Of the 2 certificates the first was used.' },
    })
    expect(await verifyWith(signed, `${other}\n${cert}`)).toMatchObject({ verdict: 'invalid' })
    expect(await verifyWith(signed, JSON.stringify({ k1: cert, k2: other }))).toMatchObject({
      ...{ verdict: 'valid', key: { from: 'pasted', form: 'jwks' } },
    })
  })
})

describe('a private key that was pasted', () => {
  const note = 'What was pasted is a private key; only its public half was used.'
  test.each<[string, () => string | Promise<string>]>([
    ['PKCS #8', () => pem.pkcs8],
    ['PKCS #1', () => pem.pkcs1Private],
    ['DER', () => der(pem.pkcs8)],
    ['a JWK', async () => JSON.stringify({ ...(await exportJWK(rsa.privateKey)), key_ops: ['sign'] })],
    ['a JWKS', async () => JSON.stringify({ keys: [{ ...(await exportJWK(rsa.privateKey)), kid: 'k1' }] })],
  ])('is used by its public half, and that is said: %s', async (_what, material) => {
    expect(await verifyWith(token, await material())).toMatchObject({
      verdict: 'valid',
      keyThumbprint: thumbprint,
      note,
    })
  })
})

describe('a shared secret that was pasted', () => {
  const secret = 'a secret of thirty-two characters'
  const signed = (bytes: Buffer | string, alg = 'HS256', hash = 'sha256') => {
    const unsigned = [{ alg }, { sub: 'alice' }].map((each) => Buffer.from(JSON.stringify(each)).toString('base64url'))
    const text = unsigned.join('.')
    return `${text}.${createHmac(hash, bytes).update(text).digest('base64url')}`
  }

  test.each<[string, string, string]>([
    ['the text', secret, 'secret'],
    ['a JWK', JSON.stringify({ kty: 'oct', k: Buffer.from(secret).toString('base64url') }), 'jwk'],
    ['a JWKS', JSON.stringify({ keys: [{ kty: 'oct', k: Buffer.from(secret).toString('base64url') }] }), 'jwks'],
  ])('is recognised: %s', async (_what, material, form) => {
    expect(await verifyWith(signed(secret), material)).toEqual({
      ...{ verdict: 'valid', alg: 'HS256', keyId: null, keyThumbprint: null, key: { from: 'pasted', form } },
    })
  })

  test.each([
    ['base64', Buffer.from(secret).toString('base64'), 'base64'],
    ['hexadecimal', Buffer.from(secret).toString('hex'), 'hexadecimal'],
    ['the text with a line break', `${secret}\n`, 'left out'],
  ])('is recognised, and how is said: %s', async (_what, material, said) => {
    expect(await verifyWith(signed(secret), material)).toMatchObject({
      ...{ verdict: 'valid', note: expect.stringContaining(said) },
    })
  })

  test('that is short is called so, and one that does not fit is invalid', async () => {
    expect(await verifyWith(signed('secret'), 'secret')).toMatchObject({
      ...{ verdict: 'valid', note: expect.stringContaining('6 bytes') },
    })
    expect(await verifyWith(signed(secret, 'HS512', 'sha512'), 'another')).toMatchObject({ verdict: 'invalid' })
    expect(await verifyWith(signed(''), ' ')).toMatchObject({ verdict: 'invalid' })
  })

  test('that is a public key is told as key confusion, and never called valid', async () => {
    for (const material of [pem.spki, pem.spki.trim(), der(pem.spki), JSON.stringify(rsa.publicJwk), pem.pkcs1]) {
      const verdict = await verifyWith(signed(pem.spki), material)
      expect(verdict).toMatchObject({ verdict: 'invalid', reason: expect.stringContaining('key confusion') })
    }
    expect(await verifyWith(signed(der(pem.spki)), der(pem.spki))).toMatchObject({ verdict: 'invalid' })
    await expect(verifyWith(signed(secret), pem.spki)).rejects.toMatchObject({
      ...{ code: 'inspection.key_unusable', details: { reason: expect.stringContaining('Paste that secret') } },
    })
  })
})

describe('a key that can’t be used is refused with a sentence and what to paste instead', () => {
  const weak = (bits: number, exponent = 65_537): string =>
    generateKeyPairSync('rsa', { modulusLength: bits, publicExponent: exponent })
      .publicKey.export({ type: 'spki', format: 'pem' })
      .toString()
  const jwkWith = (some: Partial<JWK>) => JSON.stringify({ ...rsa.publicJwk, ...some })

  test.each<[string, () => string | Promise<string>, RegExp]>([
    ['a short RSA key', () => weak(1024), /1024 bits/],
    ['an exponent of 3', () => weak(2048, 3), /exponent 3/],
    ['an exponent of 1', () => jwkWith({ e: 'AQ' }), /exponent 1/],
    ['a key on a curve', () => JSON.stringify(ec.publicJwk), /RS256, which needs an RSA key; this is .* P-256/],
    ['a key for another algorithm', () => jwkWith({ alg: 'PS256' }), /for PS256/],
    ['a key for encryption', () => jwkWith({ use: 'enc' }), /for encryption/],
    ['a broken key', () => jwkWith({ e: '' }), /no exponent|malformed/],
    ['an encrypted key', () => sealedKey(), /encrypted: decrypt it first/],
    ['a cut PEM', () => pem.spki.slice(0, 100), /no end/],
    ['a damaged PEM', () => pem.spki.replace(/\n.{20}/, '\nAAAA'), /cut or changed/],
    [
      'PEM of something else',
      () => '-----BEGIN DH PARAMETERS-----\nAAAA\n-----END DH PARAMETERS-----',
      /DH PARAMETERS/,
    ],
    ['a shared secret as JWK', () => '{"kty":"oct","k":"c2VjcmV0"}', /shared secret/],
    ['a text', () => 'correct horse', /no key.*JWKS/],
    ['a token', () => token, /token and not a key/],
    ['an address', () => 'https://id.example.test/jwks', /no address is asked/],
    ['metadata', () => '{"issuer":"x","jwks_uri":"https://id.example.test/jwks"}', /jwks_uri/],
    ['an empty set', () => '{"keys":[]}', /no key in it/],
    ['JSON without a key', () => '{"a":1}', /JSON without a key/],
  ])('%s', async (_what, material, reason) => {
    const pasted = await material()
    const thrown: unknown = await verifyWith(token, pasted).catch((error: unknown) => error)
    expect(thrown).toMatchObject({
      code: 'inspection.key_unusable',
      details: { reason: expect.stringMatching(reason) },
    })
    if (pasted.length > 60) expect(JSON.stringify(thrown)).not.toContain(pasted.slice(30, 60))
  })

  test('a set without the key that the token names is told what it has', async () => {
    const set = JSON.stringify({ keys: [{ ...rsa.publicJwk, kid: 'z9' }] })
    expect(await verifyWith(token, set)).toMatchObject({
      ...{ verdict: 'cannot-check', reason: expect.stringContaining('it has “z9”') },
    })
  })

  test('one key by another name is used, and that is said', async () => {
    expect(await verifyWith(token, JSON.stringify({ ...rsa.publicJwk, kid: 'z9' }))).toMatchObject({
      ...{ verdict: 'valid', note: expect.stringMatching(/names the key “k1”.*“z9”/) },
    })
  })

  test.each(['Ed448', 'secp256k1'])('a key on %s can’t be checked with here, and why is said', async (curve) => {
    const kty = curve === 'Ed448' ? 'OKP' : 'EC'
    expect(await verifyWith(token, JSON.stringify({ kty, crv: curve, x: 'AAAA', y: 'AAAA' }))).toMatchObject({
      ...{ verdict: 'cannot-check', reason: expect.stringContaining(curve) },
    })
  })
})

function sealedKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hush' }).toString()
}

test('PEM of every curve is recognised', async () => {
  for (const alg of ['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']) {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
    const signed = await sign({ privateKey }, { alg })
    expect(await verifyWith(signed, await exportSPKI(publicKey))).toMatchObject({ verdict: 'valid', alg })
  }
})
