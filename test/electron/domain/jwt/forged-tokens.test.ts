import { createHmac, createPublicKey, createSign, generateKeyPairSync } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { SignatureVerdict } from '../../../../electron/contract/jwt.ts'
import { recordConnections } from '../../../support/connection-recorder.ts'
import { aSigner, sign, verifierOver, type Signer } from '../../../support/token-signer.ts'
import { usualClaims } from '../../../support/token-to-inspect.ts'

let rsa: Signer
let ec: Signer
let stranger: Signer
let pem: string
beforeAll(async () => {
  rsa = await aSigner('RS256', 'k1')
  ec = await aSigner('ES256', 'e1')
  stranger = await aSigner('RS256', 'k1')
  pem = createPublicKey({ key: { ...rsa.publicJwk }, format: 'jwk' })
    .export({ type: 'spki', format: 'pem' })
    .toString()
})

const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const unsigned = (header: unknown, claims: unknown = usualClaims): string => `${encode(header)}.${encode(claims)}`
const withHmac = (key: string | Buffer, header: object): string => {
  const text = unsigned(header)
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
}
const zeroes = (bytes: number): string => encode(Buffer.alloc(bytes).toString('latin1'))

/** The verdict of the issuer's keys, and of its key pasted as PEM; nobody else may be asked meanwhile. */
async function judge(token: string): Promise<{ verdicts: SignatureVerdict[]; askedTimes: number }> {
  const connections = recordConnections()
  const { verify, verifyWith, state } = verifierOver({ keys: [rsa.publicJwk, ec.publicJwk] })
  const pasted = await verifyWith(token, pem).catch((): SignatureVerdict => ({
    verdict: 'cannot-check',
    reason: 'key',
  }))
  const verdicts = [await verify(token), pasted]
  connections.stop()
  expect([...connections.tried]).toEqual([])
  return { verdicts, askedTimes: state.asked }
}

describe('a forged token is never called valid', () => {
  test.each<[string, () => string | Promise<string>, RegExp]>([
    ...['none', 'None', 'NONE', 'nOnE', ' none'].map((alg): [string, () => string, RegExp] => [
      ...([`alg ${alg}`, () => `${unsigned({ alg, kid: 'k1' })}.`, /not signed at all/] as const),
    ]),
    ['alg none with a signature', () => `${unsigned({ alg: 'none' })}.AAAA`, /not signed at all/],
    ['alg in other letters', () => `${unsigned({ alg: 'rs256', kid: 'k1' })}.AAAA`, /must refuse it/],
    ['no alg', () => `${unsigned({ kid: 'k1' })}.AAAA`, /names no algorithm/],
    ['alg that is a number', () => `${unsigned({ alg: 256 })}.AAAA`, /names no algorithm/],
    ['null signature', () => `${unsigned({ alg: 'RS256', kid: 'k1' })}.`, /cut off/],
    ['blank password', () => withHmac(Buffer.alloc(1), { alg: 'HS256', kid: 'k1' }), /secret/],
    ['key confusion', () => withHmac(pem, { alg: 'HS256', kid: 'k1' }), /secret/],
    ['key confusion, no line end', () => withHmac(pem.trimEnd(), { alg: 'HS256', kid: 'k1' }), /secret/],
    ['an embedded key', () => signed(stranger, { alg: 'RS256', kid: 'k1', jwk: stranger.publicJwk }), /does not fit/],
    ['an embedded key of another name', () => signed(stranger, { alg: 'RS256', kid: 'own', jwk: {} }), /no key “own”/],
    [
      'a foreign jku',
      () => signed(stranger, { alg: 'RS256', kid: 'k1', jku: 'https://127.0.0.1:9/k' }),
      /does not fit/,
    ],
    [
      'a foreign x5u',
      () => signed(stranger, { alg: 'RS256', kid: 'k1', x5u: 'https://127.0.0.1:9/c' }),
      /does not fit/,
    ],
    ['kid as a path', () => withHmac('', { alg: 'HS256', kid: '../../../../dev/null' }), /secret/],
    ['kid as a path, RS256', () => `${unsigned({ alg: 'RS256', kid: '../../dev/null' })}.AAAA`, /no key “\.\.\/\.\./],
    ['kid as SQL', () => `${unsigned({ alg: 'RS256', kid: "x' UNION SELECT 'k" })}.AAAA`, /no key/],
    ['kid as a list', () => `${unsigned({ alg: 'RS256', kid: ['k1'] })}.AAAA`, /./],
    ['zeroes for r and s', () => `${unsigned({ alg: 'ES256', kid: 'e1' })}.${zeroes(64)}`, /CVE-2022-21449/],
    ['a signature in DER', () => inDer(), /DER/],
    ['a cut signature', async () => (await signed(rsa, { alg: 'RS256', kid: 'k1' })).slice(0, -40), /was cut/],
    ['a longer signature', async () => `${await signed(rsa, { alg: 'RS256', kid: 'k1' })}AAAA`, /more than belongs/],
    ['changed claims', async () => withClaims(await signed(rsa, { alg: 'RS256', kid: 'k1' })), /does not fit/],
    ['another curve’s name', () => `${unsigned({ alg: 'ES384', kid: 'e1' })}.${zeroes(96)}`, /not one for ES384/],
    ['RSA by a curve’s key', () => `${unsigned({ alg: 'RS256', kid: 'e1' })}.AAAA`, /not one for RS256/],
    ['an unknown crit', () => `${unsigned({ alg: 'RS256', kid: 'k1', crit: ['x'], x: 1 })}.AAAA`, /crit/],
    ['an empty crit', () => `${unsigned({ alg: 'RS256', kid: 'k1', crit: [] })}.AAAA`, /./],
    ['b64 false', () => `${unsigned({ alg: 'RS256', kid: 'k1', crit: ['b64'], b64: false })}.AAAA`, /RFC 7797/],
    ['alg twice', () => `${encode('{"alg":"RS256","alg":"none"}')}.${encode({})}.AAAA`, /not signed at all/],
    ['ES256K', () => `${unsigned({ alg: 'ES256K' })}.${zeroes(64)}`, /secp256k1/],
    ['Ed448', () => `${unsigned({ alg: 'Ed448' })}.${zeroes(114)}`, /Ed448/],
    ['an unknown alg', () => `${unsigned({ alg: 'XY' })}.AAAA`, /not known/],
  ])('%s', async (_what, forge, said) => {
    const { verdicts } = await judge(await forge())
    for (const each of verdicts) expect(['invalid', 'cannot-check']).toContain(each.verdict)
    const [byIssuer] = verdicts
    expect(byIssuer !== undefined && 'reason' in byIssuer ? byIssuer.reason : '').toMatch(said)
  })

  const signed = (signer: Signer, header: Parameters<typeof sign>[1]) => sign(signer, header)
  const withClaims = (token: string): string => {
    const [header, , signature] = token.split('.')
    return `${header}.${encode({ ...usualClaims, sub: 'admin' })}.${signature}`
  }
  function inDer(): string {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const text = unsigned({ alg: 'ES256', kid: 'e1' })
    return `${text}.${createSign('sha256').update(text).sign(privateKey, 'base64url')}`
  }
})

describe('an issuer whose keys prove nothing', () => {
  test.each([
    ['a short key', 1024, 65_537, /1024 bits/],
    ['an exponent of 3', 2048, 3, /exponent 3/],
  ] as const)('%s: what it signs is not called valid', async (_what, modulusLength, publicExponent, said) => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength, publicExponent })
    const text = unsigned({ alg: 'RS256', kid: 'k1' })
    const token = `${text}.${createSign('sha256').update(text).sign(privateKey, 'base64url')}`
    const { verify } = verifierOver({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1' }] })
    expect(await verify(token)).toMatchObject({ verdict: 'cannot-check', reason: expect.stringMatching(said) })
  })

  test('a published private key: anybody can sign with it', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const { verify } = verifierOver({ keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'k1' }] })
    const token = `${unsigned({ alg: 'RS256', kid: 'k1' })}.AAAA`
    expect(await verify(token)).toMatchObject({
      ...{ verdict: 'cannot-check', reason: expect.stringContaining('private half') },
    })
  })
})
