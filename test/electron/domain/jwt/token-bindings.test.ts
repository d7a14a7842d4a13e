import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { tokenBinding } from '../../../../electron/contract/jwt.ts'
import { halfHash } from '../../../../electron/domain/jwt/half-hash.ts'
import { bindingsOf, type Sender, type SignIn } from '../../../../electron/domain/jwt/token-bindings.ts'
import type { TokenTies } from '../../../../electron/domain/tokens/token-set.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { aSigner, sign } from '../../../support/token-signer.ts'
import { aJwt } from '../../../support/token-to-inspect.ts'

const ties: TokenTies = {
  ...{ idTokenFrom: 'sign-in', nonce: 'n-0S6_WzA2Mj', isAccessTokenNewer: false },
  ...{ codeHash: halfHash('the-code', 'RS256'), stateHash: halfHash('the-state', 'RS256') },
}
const signIn: SignIn = { accessToken: new SecretText('the-access-token'), ties }

async function bind(claims: object, around: { signIn?: SignIn | null; sender?: Sender | null } = {}, alg = 'RS256') {
  const { signIn: from = signIn, sender = null } = around
  const bindings = await bindingsOf(aJwt({ alg }, claims), { signIn: async () => from, sender: async () => sender })
  return bindings.map((each) => tokenBinding.parse(each))
}

test('the half of a hash is the one of the specification’s example', () => {
  // OpenID Connect Core, appendix A.3 and A.4.
  expect(halfHash('jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y', 'RS256')).toBe('77QmUPtjPfzWtF2AnpK9RQ')
  expect(halfHash('Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk', 'RS256')).toBe('LDktKdoQak3Pk0cnXxCltA')
  expect(halfHash('a', 'EdDSA')).toHaveLength(43)
  expect(halfHash('a', 'XY')).toBeNull()
})

describe('an ID token and what came with it', () => {
  test('holds together: access token, code, state and nonce', async () => {
    const all = {
      ...{ at_hash: halfHash('the-access-token', 'RS256'), c_hash: ties.codeHash, s_hash: ties.stateHash },
      nonce: ties.nonce,
    }
    expect(await bind(all)).toMatchObject([
      { name: 'at_hash', state: 'holds', reference: 'OpenID Connect Core §3.1.3.6' },
      { name: 'c_hash', state: 'holds', reference: 'OpenID Connect Core §3.3.2.11' },
      { name: 's_hash', state: 'holds', reference: 'FAPI 1.0 Part 2 §5.1' },
      { name: 'nonce', state: 'holds', reference: 'OpenID Connect Core §3.1.3.7' },
    ])
  })

  test('does not hold together with another one’s', async () => {
    const all = { at_hash: 'x', c_hash: 'x', s_hash: 'x', nonce: 'x' }
    expect((await bind(all)).map(({ state }) => state)).toEqual(['broken', 'broken', 'broken', 'broken'])
    expect((await bind({ at_hash: 1, c_hash: [], s_hash: null, nonce: 2 })).map(({ state }) => state)).toEqual(
      Array.from({ length: 4 }, () => 'broken'),
    )
  })

  test('that misses the nonce that was sent is a replay that can’t be seen', async () => {
    expect(await bind({ sub: 'alice' })).toMatchObject([{ name: 'nonce', state: 'broken' }])
    expect(await bind({ sub: 'alice' }, { signIn: { ...signIn, ties: { ...ties, nonce: null } } })).toEqual([])
  })

  const all = { at_hash: 'x', c_hash: 'x', s_hash: 'x', nonce: 'x' }
  test.each<[string, SignIn | null, RegExp[]]>([
    [
      'of which no sign-in is known',
      null,
      [/not known here/, /Nothing is known/, /Nothing is known/, /Nothing is known/],
    ],
    [
      'kept by an earlier version',
      { ...signIn, ties: null },
      [/may have been refreshed/, /not noted/, /not noted/, /not noted/],
    ],
    [
      'whose access token was refreshed since',
      { ...signIn, ties: { ...ties, isAccessTokenNewer: true, codeHash: 'x', stateHash: 'x', nonce: 'x' } },
      [/refreshed since/],
    ],
    [
      'whose access token is gone',
      { accessToken: null, ties: { ...ties, codeHash: 'x', stateHash: 'x', nonce: 'x' } },
      [/no longer held/],
    ],
    [
      'of a grant without a browser',
      { ...signIn, ties: { ...ties, nonce: null, codeHash: null, stateHash: null, isAccessTokenNewer: true } },
      [/refreshed since/, /no code/, /no state/, /no nonce/],
    ],
    [
      'that a refresh gave',
      { ...signIn, ties: { ...ties, idTokenFrom: 'refresh', isAccessTokenNewer: true } },
      [/refreshed since/, /no code/, /no state/, /no nonce/],
    ],
  ])('is not blamed for what can’t be compared: one %s', async (_which, from, reasons) => {
    const open = (await bind(all, { signIn: from })).filter(({ state }) => state === 'not-checked')
    expect(open).toHaveLength(reasons.length)
    for (const [index, reason] of reasons.entries()) expect(open[index]?.words).toMatch(reason)
  })

  test('that a refresh gave is still compared with the access token beside it', async () => {
    const from = { ...signIn, ties: { ...ties, idTokenFrom: 'refresh' as const } }
    const hash = halfHash('the-access-token', 'RS256')
    expect(await bind({ at_hash: hash }, { signIn: from })).toMatchObject([{ state: 'holds' }])
    expect(await bind({ at_hash: 'x' }, { signIn: from })).toMatchObject([{ state: 'broken' }])
  })

  test('by an algorithm without a settled hash is not blamed', async () => {
    expect(await bind({ at_hash: 'x', nonce: ties.nonce }, {}, 'ML-DSA-44')).toMatchObject([
      { state: 'not-checked', words: expect.stringContaining('ML-DSA-44') },
      { state: 'holds' },
    ])
  })
})

describe('a token that is bound to a key', () => {
  const sender: Sender = { dpop: 'own-dpop', certificate: 'own-certificate' }
  const none: Sender = { dpop: null, certificate: null }
  test.each([
    ['its own', { jkt: 'own-dpop', 'x5t#S256': 'own-certificate' }, sender, 'holds'],
    ['another one', { jkt: 'x', 'x5t#S256': 'x' }, sender, 'broken'],
    ['one that the profile has not', { jkt: 'x', 'x5t#S256': 'x' }, none, 'broken'],
    ['nobody’s that is known', { jkt: 'x', 'x5t#S256': 'x' }, null, 'not-checked'],
    ['no text', { jkt: 1, 'x5t#S256': {} }, sender, 'broken'],
  ] as const)('%s: %s', async (_what, cnf, of, state) => {
    expect(await bind({ cnf }, { signIn: null, sender: of })).toMatchObject([
      { name: 'cnf.jkt', state, reference: 'RFC 9449 §6.1' },
      { name: 'cnf.x5t#S256', state, reference: 'RFC 8705 §3.1' },
    ])
  })

  test('asks for nobody’s keys where it is bound to none', async () => {
    const nobody = { signIn: async () => null, sender: () => Promise.reject(new Error('was asked for')) }
    expect(await bindingsOf(aJwt({ alg: 'RS256' }, { cnf: { jwk: {} } }), nobody)).toEqual([])
    expect(await bindingsOf('opaque', nobody)).toEqual([])
  })
})

describe('an SD-JWT with key binding', () => {
  async function shown(
    change: (parts: { text: string; kb: object; header: { alg: string; typ: string } }) => void = () => undefined,
  ) {
    const holder = await aSigner('ES256', null)
    const issued = aJwt({ alg: 'ES256', typ: 'dc+sd-jwt' }, { _sd_alg: 'sha-256', cnf: { jwk: holder.publicJwk } })
    const parts = { text: `${issued}~WyJhIiwgInN1YiIsICJhbGljZSJd~`, kb: {}, header: { alg: 'ES256', typ: 'kb+jwt' } }
    parts.kb = { nonce: 'n', aud: 'x', iat: 1, sd_hash: createHash('sha256').update(parts.text).digest('base64url') }
    change(parts)
    const kb = await sign(holder, parts.header, parts.kb)
    const nobody = { signIn: async () => null, sender: async () => null }
    return (await bindingsOf(`${parts.text}${kb}`, nobody)).map((each) => tokenBinding.parse(each))
  }

  test('holds where the holder signed for just these disclosures', async () => {
    expect(await shown()).toMatchObject([{ name: 'sd_hash', state: 'holds', reference: 'RFC 9901 §4.3' }])
  })

  test.each<[string, RegExp, Parameters<typeof shown>[0]]>([
    ['another disclosure', /other disclosures/, (parts) => void (parts.text += 'WyJiIl0~')],
    ['a JWT of another type', /not of the type/, (parts) => void (parts.header.typ = 'JWT')],
    ['another hash', /other disclosures/, (parts) => void (parts.kb = { sd_hash: 'x' })],
  ])('does not hold with %s', async (_what, words, change) => {
    expect(await shown(change)).toMatchObject([{ state: 'broken', words: expect.stringMatching(words) }])
  })

  test('does not hold by another key, and is not judged without one', async () => {
    const nobody = { signIn: async () => null, sender: async () => null }
    const [holder, thief] = [await aSigner('ES256', null), await aSigner('ES256', null)]
    for (const [cnf, state] of [
      [{ jwk: holder.publicJwk }, 'broken'],
      [{}, 'not-checked'],
      [{ jwk: { kty: 'EC' } }, 'not-checked'],
    ] as const) {
      const text = `${aJwt({ alg: 'ES256' }, { cnf })}~`
      const kb = await sign(thief, { alg: 'ES256', typ: 'kb+jwt' }, { sd_hash: 'x' })
      expect(await bindingsOf(text + kb, nobody)).toMatchObject([{ name: 'sd_hash', state }])
    }
  })
})
