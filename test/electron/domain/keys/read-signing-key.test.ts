import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readSigningKey } from '../../../../electron/domain/keys/read-signing-key.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const secret = new SecretText('x'.repeat(64))

const failOf = (key: SecretText, algorithm: Parameters<typeof readSigningKey>[1]): Promise<unknown> =>
  readSigningKey(key, algorithm).catch((thrown: unknown) => thrown)

describe('a private key as a person has it', () => {
  test.each([
    ['PKCS#8', rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }), 'RS256'],
    ['PKCS#1', rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }), 'PS384'],
    ['SEC 1', ec.privateKey.export({ type: 'sec1', format: 'pem' }), 'ES256'],
    ['JWK', JSON.stringify(ec.privateKey.export({ format: 'jwk' })), 'ES256'],
    ['JWK of a shared secret', JSON.stringify({ kty: 'oct', k: Buffer.alloc(32, 7).toString('base64url') }), 'HS256'],
  ] as const)('is read from %s, with space around it', async (_kind, text, algorithm) => {
    expect(await readSigningKey(new SecretText(`\n  ${String(text)}\n`), algorithm)).toBeTruthy()
  })

  test('of HS* is the text itself, its spaces among it', async () => {
    const text = ` ${'x'.repeat(40)} `
    expect(await readSigningKey(new SecretText(text), 'HS256')).toEqual(new TextEncoder().encode(text))
  })
})

describe('a key of no use is told in words that hold no part of it', () => {
  test.each([
    [
      'encrypted',
      ec.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'p' }),
      'ES256',
      /encrypted/,
    ],
    ['public', JSON.stringify(ec.publicKey.export({ format: 'jwk' })), 'ES256', /public key/],
    ['a public PEM', ec.publicKey.export({ type: 'spki', format: 'pem' }), 'ES256', /PEM/],
    ['of another kind', rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }), 'ES256', /ES256/],
    ['too short for its hash', 'x'.repeat(47), 'HS384', /48 bytes/],
    ['no key at all', 'canary', 'RS256', /PEM/],
  ] as const)('%s', async (_what, text, algorithm, words) => {
    const failure = await failOf(new SecretText(String(text)), algorithm)
    expect(failure).toMatchObject({ code: 'sign_in.key_unusable', details: { reason: expect.stringMatching(words) } })
    expect(JSON.stringify(failure)).not.toMatch(/canary|MII|MHc|xxxx/)
  })
})

test('a shared secret of 64 bytes will do for each HS*', async () => {
  for (const algorithm of ['HS256', 'HS384', 'HS512'] as const)
    expect(await readSigningKey(secret, algorithm)).toBeTruthy()
})
