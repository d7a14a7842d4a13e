import { createHmac, createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { calculateJwkThumbprint, CompactSign, exportJWK } from 'jose'
import { afterEach, describe, expect, test } from 'vitest'
import { strangerKeys } from '../support/bendable-issuer.ts'
import { closeServers, closing } from '../support/closing-servers.ts'
import { composeForJourney, endJourneys } from '../support/compose-for-journey.ts'
import { recordConnections } from '../support/connection-recorder.ts'
import { aStranger } from '../support/strange-issuer.ts'
import { aCertificateAuthority, aClientCertificate } from '../support/tls-server.ts'
import { aJwt } from '../support/token-to-inspect.ts'
import { copyOf, forge, lookAt, paste, pasted, tokenOf, verify } from '../support/tokens-in-journey.ts'

afterEach(async () => {
  await endJourneys()
  await closeServers()
})

const headerIn = ({ header }: Awaited<ReturnType<typeof lookAt>>, name: string): unknown =>
  JSON.parse(header.find((each) => each.name === name)?.json ?? 'null')

describe('alice’s token', () => {
  test('is valid by her issuer’s keys, told with the id and the thumbprint of the key; after one bit it is not', async () => {
    const claimcheck = await composeForJourney()
    await claimcheck.signIn('alice')
    for (const which of ['access', 'id'] as const) {
      const subject = await tokenOf(claimcheck, 'alice', which)
      const keyId = headerIn(await lookAt(claimcheck, subject), 'kid')
      const { issuer } = await claimcheck.ask('playground.status', {})
      const { jwks_uri: jwksUri } = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()
      const { keys } = await (await fetch(jwksUri)).json()
      const key = keys.find(({ kid }: { kid: string }) => kid === keyId)
      expect(await verify(claimcheck, subject)).toMatchObject({
        signature: {
          ...{ verdict: 'valid', alg: key.alg, keyId, key: { from: 'issuer', jwksUri } },
          keyThumbprint: await calculateJwkThumbprint(key),
        },
      })
      // The same token in other hands: its issuer is one that a profile names.
      const { subject: copied } = await paste(claimcheck, await copyOf(claimcheck, subject))
      expect(await verify(claimcheck, copied)).toMatchObject({ signature: { verdict: 'valid', keyId } })

      const broken = await forge(claimcheck, subject, { signing: { how: 'bit-flipped' } })
      expect(await verify(claimcheck, broken.subject)).toMatchObject({ signature: { verdict: 'invalid' } })
      const cut = await forge(claimcheck, subject, { signing: { how: 'cut-off' } })
      const { signature } = await verify(claimcheck, cut.subject)
      expect(signature.verdict).not.toBe('valid')
    }
  })
})

describe('a token of an issuer that no profile names', () => {
  test('asks nobody by itself, says whose keys it would need, and is checked with them when I say so', async () => {
    const claimcheck = await composeForJourney()
    const stranger = closing(await aStranger())
    const { subject, shown } = await paste(claimcheck, `Authorization: Bearer ${stranger.accessToken}`)
    const connections = recordConnections()
    await lookAt(claimcheck, subject)
    await claimcheck.ask('inspection.compare', { left: subject, right: subject })
    await claimcheck.ask('inspection.recipes', { subject })
    const { signature } = await verify(claimcheck, subject)
    expect(signature).toEqual({
      verdict: 'not-checked',
      issuer: stranger.issuer,
      reason: expect.stringContaining(stranger.issuer),
    })
    connections.stop()
    expect([...connections.tried]).toEqual([])
    expect(stranger.asked).toEqual([])

    const named = { key: 'named-issuer', issuer: stranger.issuer } as const
    expect(await verify(claimcheck, subject, named)).toMatchObject({
      signature: { verdict: 'valid', keyId: headerIn(shown, 'kid'), key: { from: 'issuer' } },
    })
    expect(stranger.asked).toEqual(['/.well-known/openid-configuration', '/jwks'])
    // Once is once: the next look asks nobody again by itself.
    expect(await verify(claimcheck, subject)).toMatchObject({ signature: { verdict: 'not-checked' } })
    expect(stranger.asked).toHaveLength(2)
  })

  test('is held against no other issuer than the one that it names', async () => {
    const claimcheck = await composeForJourney()
    const [stranger, other] = [closing(await aStranger()), closing(await aStranger())]
    const { subject } = await paste(claimcheck, stranger.accessToken)
    const { signature } = await verify(claimcheck, subject, { key: 'named-issuer', issuer: other.issuer })
    expect(signature).toMatchObject({ verdict: 'cannot-check' })
    expect([stranger.asked, other.asked]).toEqual([[], []])
  })

  test.each([
    'http://login.example.test',
    'https://user:secret@login.example.test',
    'file:///etc/passwd',
    'not an address',
  ])('and that can’t be asked safely (%s) is not asked, whatever I say', async (issuer) => {
    const claimcheck = await composeForJourney()
    const { subject } = await paste(claimcheck, aJwt({ alg: 'RS256' }, { iss: issuer, sub: 'alice' }))
    const connections = recordConnections()
    expect(await verify(claimcheck, subject)).toMatchObject({ signature: { verdict: 'cannot-check' } })
    const named = { key: 'named-issuer', issuer } as const
    expect(await verify(claimcheck, subject, named)).toMatchObject({ signature: { verdict: 'cannot-check' } })
    connections.stop()
    expect([...connections.tried]).toEqual([])
  })
})

describe('with a key that I paste, and without asking anybody,', () => {
  async function signedByOwnKey() {
    const authority = await aCertificateAuthority()
    const certificate = await aClientCertificate('signer', authority)
    const publicKey = new X509Certificate(certificate.cert).publicKey
    const privateKey = createPrivateKey(certificate.key)
    const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'mine' }
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const claims = { iss: 'https://nobody.example.test', sub: 'alice' }
    const token = await new CompactSign(Buffer.from(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'ES256', kid: 'mine' })
      .sign(privateKey)
    return { token, jwk, pem, certificate: certificate.cert }
  }

  test('a JWKS, a JWK, a PEM key and a certificate prove the token, and another key does not', async () => {
    const claimcheck = await composeForJourney()
    const { token, jwk, pem, certificate } = await signedByOwnKey()
    const { subject } = await paste(claimcheck, token)
    const connections = recordConnections()
    for (const [form, material] of [
      ['jwks', JSON.stringify({ keys: [jwk] })],
      ['jwk', JSON.stringify(jwk, null, 2)],
      ['pem', pem],
      ['certificate', certificate],
    ] as const) {
      expect(await verify(claimcheck, subject, pasted(material)), form).toMatchObject({
        signature: { verdict: 'valid', alg: 'ES256', key: { from: 'pasted', form } },
      })
    }
    const { publicKey } = await strangerKeys
    const other = JSON.stringify(await exportJWK(publicKey))
    expect(await verify(claimcheck, subject, pasted(other))).toMatchObject({ signature: { verdict: 'invalid' } })
    expect(await claimcheck.failureOf('tokens.verify', { subject, with: pasted('not a key at all') })).toMatchObject({
      code: 'inspection.key_unusable',
      details: { reason: expect.any(String) },
    })
    connections.stop()
    expect([...connections.tried]).toEqual([])
  })

  test('the shared secret of an HMAC proves it; a wrong one does not, and no public key stands in for it', async () => {
    const claimcheck = await composeForJourney()
    const secret = 'a-secret-of-the-api-that-is-long-enough-for-hs256'
    const [head, body] = aJwt({ alg: 'HS256', typ: 'JWT' }, { sub: 'alice' }).split('.')
    const signature = createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url')
    const { subject } = await paste(claimcheck, `${head}.${body}.${signature}`)
    expect(await verify(claimcheck, subject)).toMatchObject({ signature: { verdict: 'cannot-check' } })
    const told = await verify(claimcheck, subject, pasted(secret))
    expect(told).toMatchObject({
      signature: { verdict: 'valid', alg: 'HS256', key: { form: 'secret' }, keyThumbprint: null },
    })
    expect(JSON.stringify(told)).not.toContain(secret)
    const wrong = await verify(claimcheck, subject, pasted(`${secret}!`))
    expect(wrong).toMatchObject({ signature: { verdict: 'invalid' } })
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const reply = await claimcheck.bridge.call('tokens.verify', { subject, with: pasted(pem) })
    expect(reply).not.toMatchObject({ value: { signature: { verdict: 'valid' } } })
  })
})
