import { createHash, randomUUID } from 'node:crypto'
import { calculateJwkThumbprint, decodeProtectedHeader, EmbeddedJWK, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { emptyDraft } from '../../../../electron/contract/requests.ts'
import { looseTokenId } from '../../../../electron/contract/ids.ts'
import type { Carriage, Way } from '../../../../electron/contract/ways.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { anOAuthWay, aProfile, aTokenSet } from '../../../support/token-builder.ts'
import { invalidToken, senderUnderTest, startApi, status, tokensWith } from './sender-under-test.ts'

const looseToken = looseTokenId.parse(randomUUID())
const madeHere = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJsb29zZS1jYW5hcnkifQ.'
const startEverywhere = (answer = status(200)) => startApi((socket) => void socket.write(answer))

interface Situation {
  readonly way?: Way
  readonly token?: string
  readonly synthetic?: boolean
  readonly tokenType?: string | null
}

/** A sender whose profile's own token must not be touched. */
async function sending({
  way = anOAuthWay(),
  token = madeHere,
  synthetic = true,
  tokenType = 'Bearer',
}: Situation = {}) {
  const touched: string[] = []
  const made = await senderUnderTest({
    profile: aProfile({ way }),
    looseTokens: new Map([[looseToken, { token: new SecretText(token), synthetic }]]),
    peek: async () => (tokenType === null ? null : aTokenSet({ tokenType })),
    authority: {
      usableTokens: () => {
        touched.push('usable')
        return Promise.reject(new Error('the profile’s own token was asked for'))
      },
      tokensAfterRejection: () => {
        touched.push('rejected')
        return Promise.resolve(tokensWith('the-profile’s-good-token'))
      },
    },
  })
  return { ...made, touched, loose: { looseToken } }
}

const lineOf = (head: string | undefined, name: string): string =>
  head?.split('\r\n').find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`)) ?? ''
const carried = (carriage: Carriage): Way => ({ kind: 'static_token', carriage })

describe('a token that is sent in place of the profile’s', () => {
  test.each([
    ['Bearer', 'Bearer'],
    ['bearer', 'Bearer'],
    ['MAC', 'MAC'],
    [null, 'Bearer'],
  ])('goes as the profile’s own type: %s', async (tokenType, scheme) => {
    const api = await startEverywhere()
    const { send, loose, touched } = await sending({ tokenType })
    const exchange = await send({ url: api.origin }, 'profile', loose)
    expect(lineOf(api.heads[0], 'Authorization')).toBe(`Authorization: ${scheme} ${madeHere}`)
    expect(exchange).toMatchObject({ synthetic: true, refreshed: 'no', sentAs: { name: 'alice' } })
    expect(touched).toEqual([])
  })

  test.each([
    [
      { in: 'header', name: 'X-Key', prefix: 'Key ' } as const,
      (head: string) => lineOf(head, 'X-Key'),
      `X-Key: Key ${madeHere}`,
    ],
    [
      { in: 'query', name: 'key' } as const,
      (head: string) => head.split(' ')[1],
      `/?key=${encodeURIComponent(madeHere)}`,
    ],
    [{ in: 'cookie', name: 'sid' } as const, (head: string) => lineOf(head, 'Cookie'), `Cookie: sid=${madeHere}`],
  ])('stands where the profile’s would: %j', async (carriage, find, wanted) => {
    const api = await startEverywhere()
    const { send, loose } = await sending({ way: carried(carriage) })
    const exchange = await send({ url: api.origin }, 'profile', loose)
    expect(find(api.heads[0] ?? '')).toBe(wanted)
    expect(JSON.stringify(exchange)).not.toContain('eyJzdWIiOiJsb29zZS1jYW5hcnkifQ')
  })

  test.each<Way>([
    { kind: 'none' },
    { kind: 'basic', username: 'joe' },
    { kind: 'digest', username: 'joe' },
    { kind: 'certificate' },
  ])('goes as Bearer where the profile sends no token: $kind', async (way) => {
    const api = await startEverywhere()
    const { send, loose } = await sending({ way })
    await send({ url: api.origin }, 'profile', loose)
    expect(lineOf(api.heads[0], 'Authorization')).toBe(`Authorization: Bearer ${madeHere}`)
  })

  test('goes as Bearer as nobody', async () => {
    const api = await startEverywhere()
    const { send, loose } = await sending()
    const exchange = await send({ url: api.origin }, 'nobody', loose)
    expect(lineOf(api.heads[0], 'Authorization')).toBe(`Authorization: Bearer ${madeHere}`)
    expect(exchange).toMatchObject({ sentAs: null, synthetic: true })
    expect(JSON.stringify(exchange)).not.toContain(madeHere)
  })

  test('is proved with the profile’s key, anew for each step, and the proof is of this token', async () => {
    const nonce = 'WWW-Authenticate: DPoP error="use_dpop_nonce"\r\nDPoP-Nonce: n-1'
    const answers = [status(401, nonce), status(200)]
    const api = await startApi((socket) => void socket.write(answers.shift() ?? status(500)))
    const { send, loose, profile, dpopKeys, touched } = await sending({
      way: anOAuthWay({ dpop: true }),
      tokenType: 'DPoP',
    })
    const key = await dpopKeys.ensure(profile.id)
    const exchange = await send({ url: `${api.origin}/orders?x=1` }, 'profile', loose)
    expect(exchange.steps.map(({ why }) => why)).toEqual(['request', 'retry-after-challenge'])
    expect(exchange.steps.at(-1)?.result).toMatchObject({ status: 200 })
    const proofs = api.heads.map((head) => lineOf(head, 'DPoP').slice('DPoP: '.length))
    for (const proof of proofs) {
      const { payload } = await jwtVerify(proof, EmbeddedJWK, { typ: 'dpop+jwt' })
      expect(payload).toMatchObject({ htm: 'GET', htu: `${api.origin}/orders` })
      expect(payload['ath']).toBe(createHash('sha256').update(madeHere).digest('base64url'))
      const { jwk } = decodeProtectedHeader(proof)
      expect(jwk === undefined ? '' : await calculateJwkThumbprint(jwk)).toBe(key.thumbprint)
    }
    expect(new Set(proofs).size).toBe(2)
    expect(lineOf(api.heads[1], 'Authorization')).toBe(`Authorization: DPoP ${madeHere}`)
    expect(touched).toEqual([])
  })

  test('is not sent where a proof is due and the profile has no key yet', async () => {
    const { send, loose, profile } = await sending({ way: anOAuthWay({ dpop: true }), tokenType: null })
    await expect(send({ url: 'http://127.0.0.1:1/' }, 'profile', loose)).rejects.toMatchObject({
      code: 'session.signed_out',
      details: { profileId: profile.id },
    })
  })

  test('is never refreshed, nor tried again with the profile’s good token, and is no use or refusal of that', async () => {
    const api = await startEverywhere(status(401, invalidToken))
    const { send, loose, touched, uses } = await sending()
    const exchange = await send({ url: api.origin }, 'profile', loose)
    expect(exchange).toMatchObject({ steps: [{ result: { status: 401 } }], refreshed: 'no' })
    expect([touched, uses, api.heads.length]).toEqual([[], [], 1])
  })

  test('is refused as what was wanted where it was made here, with the API’s own reason', async () => {
    const api = await startEverywhere(status(401, invalidToken))
    const { send, loose, exchanged } = await sending()
    expect((await send({ url: api.origin }, 'profile', loose)).why).toMatchObject({ cause: 'synthetic' })
    const [told] = exchanged
    expect(told).toMatchObject({ synthetic: true, tokens: null, refusal: { credential: 'loose', synthetic: true } })
    expect(told?.token?.reveal()).toBe(madeHere)
  })

  test('is not called synthetic where a person pasted it', async () => {
    const api = await startEverywhere(status(401, invalidToken))
    const { send, loose, exchanged } = await sending({ synthetic: false })
    const exchange = await send({ url: api.origin }, 'profile', loose)
    expect(exchange.synthetic).toBe(false)
    expect(exchange.why?.cause).not.toBe('synthetic')
    expect(exchanged[0]).toMatchObject({ synthetic: false, refusal: { synthetic: false } })
  })

  test('is not shown, also where the API repeats it', async () => {
    const api = await startEverywhere(status(302, `Location: /next?echo=${madeHere}`, `X-Echo: ${madeHere}`))
    const { send, loose } = await sending()
    const exchange = await send(
      { url: api.origin, settings: { ...emptyDraft.settings, followRedirects: false } },
      'profile',
      loose,
    )
    expect(JSON.stringify(exchange)).not.toContain('eyJzdWIiOiJsb29zZS1jYW5hcnkifQ')
  })

  test('does not go on to another origin', async () => {
    const other = await startEverywhere()
    const api = await startEverywhere(status(302, `Location: ${other.origin}/`))
    const { send, loose, exchanged } = await sending()
    await send({ url: api.origin }, 'profile', loose)
    expect(other.heads[0]).not.toMatch(/authorization|eyJ/i)
    expect(exchanged[0]?.token).toBeNull()
  })

  test('that is held no more is told before anything is sent', async () => {
    const api = await startEverywhere()
    const { send } = await sending()
    const gone = send({ url: api.origin }, 'profile', { looseToken: looseTokenId.parse(randomUUID()) })
    await expect(gone).rejects.toMatchObject({ code: 'inspection.gone' })
    expect(api.heads).toEqual([])
  })

  test.each([
    ['as alice', 'profile'],
    ['as nobody', 'nobody'],
  ] as const)('and a typed one are one too many: %s', async (_what, as) => {
    const { send, loose } = await sending()
    const headers = [{ name: 'Authorization', value: 'Bearer typed', enabled: true }]
    await expect(send({ url: 'http://127.0.0.1:1/', headers }, as, loose)).rejects.toMatchObject({
      code: 'input.header_invalid',
      details: { reason: 'repeated-authorization' },
    })
  })

  test('that no header can hold is told before it is sent', async () => {
    const { send, loose } = await sending({ token: 'two\r\nlines' })
    await expect(send({ url: 'http://127.0.0.1:1/' }, 'profile', loose)).rejects.toMatchObject({
      code: 'input.header_invalid',
    })
  })
})
