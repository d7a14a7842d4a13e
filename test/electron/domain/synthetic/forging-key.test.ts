import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { ClaimcheckError } from '../../../../electron/domain/failures/claimcheck-error.ts'
import { readForgingKey } from '../../../../electron/domain/synthetic/forging-key.ts'
import type { ForgingAlgorithm } from '../../../../electron/domain/synthetic/signature.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'

const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()

function failureOf(key: string, alg: ForgingAlgorithm): ClaimcheckError {
  try {
    readForgingKey(new SecretText(key), alg)
  } catch (thrown) {
    if (thrown instanceof ClaimcheckError) return thrown
    throw thrown
  }
  throw new Error('it was taken')
}

describe('a key that can’t sign', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const sealed = rsa.privateKey
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'canary' })
    .toString()
  const spki = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString()

  test.each([
    ['RS256', 'canary-no-key', /no private key in PEM.*choose HS256/],
    ['RS256', '', /paste it as PEM or as a JWK/],
    ['RS256', '{"kty":"RSA","n":"canary"}', /This JWK can’t be read/],
    ['RS256', spki, /public key or a certificate.*paste the private key/],
    ['RS256', JSON.stringify(rsa.publicKey.export({ format: 'jwk' })), /public key or a certificate/],
    ['RS256', sealed, /encrypted: decrypt it first/],
    ['RS256', pem(p384.privateKey), /RS256 signs with an RSA key.*Choose ES384/],
    ['ES256', pem(p384.privateKey), /ES256 signs with a P-256 key.*Choose ES384/],
    ['ES256', pem(rsa.privateKey), /Choose RS256 or PS256/],
    ['EdDSA', pem(rsa.privateKey), /Ed25519 key/],
    ['EdDSA', pem(generateKeyPairSync('x25519').privateKey), /Paste another key/],
    ['PS256', '{"keys":[{"kty":"RSA"}]}', /set of keys: paste the one key/],
    ['HS256', '{"keys":[]}', /set of keys/],
    ['HS256', pem(rsa.privateKey), /HS256 signs with a shared secret.*choose RS256/],
    ['HS512', JSON.stringify(p384.privateKey.export({ format: 'jwk' })), /choose ES384/],
  ] as const)('is told with a next step, and without any of it: %s %#', (alg, key, reason) => {
    const failure = failureOf(key, alg)
    expect(failure).toMatchObject({
      code: 'inspection.key_unusable',
      details: { reason: expect.stringMatching(reason) },
    })
    expect(`${JSON.stringify(failure.details)}${failure.message}${String(failure.cause)}`).not.toMatch(/canary|MII/)
  })

  test('may be public for HMAC: that attack is meant', () => {
    const key = readForgingKey(new SecretText(spki), 'HS256')
    expect(key instanceof Uint8Array && Buffer.from(key).toString('utf8')).toBe(spki)
  })
})
