import { generateKeyPairSync } from 'node:crypto'
import { generate } from 'selfsigned'
import { describe, expect, test } from 'vitest'
import type { ProfileDraft } from '../../../../electron/contract/profiles.ts'
import type { Carriage } from '../../../../electron/contract/ways.ts'
import { aBook, aDraft, problemsOf } from '../../../support/book-builder.ts'
import { anOAuthWay } from '../../../support/token-builder.ts'
import { aSignedJwtWay } from '../../../support/way-builder.ts'

const pem = (key: { export: (how: { type: 'pkcs8'; format: 'pem' }) => string | Buffer }) =>
  key.export({ type: 'pkcs8', format: 'pem' }).toString()
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const encrypted = rsa.privateKey
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'opens it' })
  .toString()
const named = [{ name: 'commonName', value: 'claimcheck test' }]
const keyPair = {
  privateKey: pem(rsa.privateKey),
  publicKey: rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
}
const { cert: certificate } = await generate(named, { keyPair })
const yesterday = new Date(Date.now() - 86_400_000)
const { cert: expired } = await generate(named, {
  keyPair,
  notBeforeDate: new Date(yesterday.getTime() - 86_400_000),
  notAfterDate: yesterday,
})

const replace = (value: string) => ({ change: 'replace', value }) as const
const aKey = (carriage: Carriage) => ({ kind: 'static_token', carriage }) as const
const keyed = { way: anOAuthWay({ clientAuthentication: 'private_key_jwt' }) } as const
const jwtBearer = (claims: string) =>
  anOAuthWay({
    grant: { type: 'jwt_bearer', signing: { algorithm: 'RS256', keyId: null }, claims, lifetimeSeconds: 60 },
  })

describe('a draft', () => {
  test.each<[string, Partial<ProfileDraft>, string[]]>([
    [
      'a private key in the certificate, which is kept as plain text',
      { certificate: `${certificate}\n${keyPair.privateKey}` },
      ['certificate: There is a private key in it: it goes into its own field, to be kept secret'],
    ],
    [
      'a token that no header can hold',
      { way: aKey({ in: 'header', name: 'X-Api-Key', prefix: '' }), secrets: { token: replace('k🦊') } },
      ['secrets.token: A header can’t hold this: it has characters beyond Latin-1 (RFC 9110 §5.5)'],
    ],
    [
      'a token with a line break',
      { way: aKey({ in: 'cookie', name: 'session' }), secrets: { token: replace('k\r\nX: y') } },
      ['secrets.token: A header can’t hold this: it has a line break or another control character (RFC 9110 §5.5)'],
    ],
    [
      'a token that ends a cookie',
      { way: aKey({ in: 'cookie', name: 'session' }), secrets: { token: replace('a;b') } },
      ['secrets.token: A cookie can’t hold this: it has blanks, quotes, commas or semicolons (RFC 6265 §4.1.1)'],
    ],
    [
      'a signing key of another kind',
      {
        way: aSignedJwtWay({ signing: { algorithm: 'ES256', keyId: null } }),
        secrets: { signingKey: replace(pem(rsa.privateKey)) },
      },
      ["secrets.signingKey: The key can't be used with ES256"],
    ],
    [
      'a signing key that is none',
      { way: jwtBearer('{}'), secrets: { signingKey: replace('hush') } },
      ['secrets.signingKey: This is no private key in PEM'],
    ],
    [
      'a shared secret that is too short',
      { way: aSignedJwtWay(), secrets: { signingKey: replace('hush') } },
      ['secrets.signingKey: HS256 needs a secret of at least 32 bytes (RFC 7518 §3.2)'],
    ],
    [
      'a client key that is a public one',
      { ...keyed, secrets: { clientKey: replace(JSON.stringify(ec.publicKey.export({ format: 'jwk' }))) } },
      ['secrets.clientKey: This JWK is a public key: a private one signs'],
    ],
    [
      'a certificate that is none',
      { certificate: 'PEM, honestly', way: { kind: 'certificate' } },
      ['certificate: This is no certificate in PEM'],
    ],
    [
      'a certificate that is damaged',
      { certificate: certificate.replace(/M/g, 'A'), way: { kind: 'certificate' } },
      ['certificate: This is no certificate in PEM'],
    ],
    [
      'the key of another certificate',
      { certificate, way: { kind: 'certificate' }, secrets: { certificateKey: replace(pem(ec.privateKey)) } },
      ['secrets.certificateKey: This key belongs to another certificate'],
    ],
    [
      'a certificate key that is none',
      { certificate, way: { kind: 'certificate' }, secrets: { certificateKey: replace('hush') } },
      ['secrets.certificateKey: This is no private key in PEM'],
    ],
    [
      'an encrypted key without its passphrase',
      { certificate, way: { kind: 'certificate' }, secrets: { certificateKey: replace(encrypted) } },
      ['secrets.certificatePassphrase: The key is encrypted: enter its passphrase'],
    ],
    [
      'an encrypted key with another passphrase',
      {
        certificate,
        way: { kind: 'certificate' },
        secrets: { certificateKey: replace(encrypted), certificatePassphrase: replace('does not') },
      },
      ['secrets.certificatePassphrase: This passphrase does not open the key'],
    ],
  ])('with %s is refused at its field, and nothing is kept', async (_what, some, expected) => {
    expect(await problemsOf(some)).toEqual(expected)
  })

  test.each<[string, Partial<ProfileDraft>]>([
    ['a key whose algorithm nobody chose', { ...keyed, secrets: { clientKey: replace(pem(ec.privateKey)) } }],
    [
      'a certificate that has expired: servers are tested with those too',
      { certificate: expired, way: { kind: 'certificate' }, secrets: { certificateKey: replace(pem(rsa.privateKey)) } },
    ],
    [
      'an encrypted key and its passphrase',
      {
        certificate,
        way: { kind: 'certificate' },
        secrets: { certificateKey: replace(encrypted), certificatePassphrase: replace('opens it') },
      },
    ],
    ['any token in the query', { way: aKey({ in: 'query', name: 'key' }), secrets: { token: replace('🦊 x') } }],
    ['secrets that are still to be entered', { certificate, ...keyed }],
  ])('with %s is taken', async (_what, some) => {
    expect(await problemsOf(some)).toEqual([])
  })

  test('that changes the algorithm is checked against the key that is kept', async () => {
    const { book } = aBook()
    const { id } = await book.save(aDraft({ way: aSignedJwtWay(), secrets: { signingKey: replace('a'.repeat(32)) } }))
    const way = aSignedJwtWay({ signing: { algorithm: 'HS512', keyId: null } })
    await expect(book.save(aDraft({ id, way }))).rejects.toMatchObject({
      code: 'input.invalid',
      details: { problems: [{ path: 'secrets.signingKey' }] },
    })
  })

  test('with another certificate is checked against the key that is kept', async () => {
    const { book } = aBook()
    const way = { kind: 'certificate' } as const
    const secrets = { certificateKey: replace(pem(rsa.privateKey)) }
    const { id } = await book.save(aDraft({ certificate, way, secrets }))
    const { cert: another } = await generate(named)
    await expect(book.save(aDraft({ id, certificate: another, way }))).rejects.toMatchObject({
      details: { problems: [{ path: 'secrets.certificateKey' }] },
    })
  })

  test('never tells a part of a key', async () => {
    const told = await problemsOf({
      certificate,
      ...keyed,
      secrets: { clientKey: replace('canary'), certificateKey: replace('canary') },
    })
    expect(told).toHaveLength(2)
    expect(told.join()).not.toContain('canary')
  })
})
