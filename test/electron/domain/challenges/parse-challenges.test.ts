import { describe, expect, test } from 'vitest'
import type { Challenge } from '../../../../electron/contract/challenges.ts'
import { parseChallenges } from '../../../../electron/domain/challenges/parse-challenges.ts'
import { challengeCorpus } from './challenge-corpus.ts'

const c = (scheme: string, params: Record<string, string> = {}, token68: string | null = null): Challenge => ({
  scheme,
  params: Object.entries(params),
  token68,
})

// The forms that there are: the standards' own examples, and each slip by itself.
const forms: readonly (readonly [string | readonly string[], readonly Challenge[]])[] = [
  ['Basic realm="WallyWorld"', [c('Basic', { realm: 'WallyWorld' })]],
  ['Basic realm="foo", charset="UTF-8"', [c('Basic', { realm: 'foo', charset: 'UTF-8' })]],
  ['basic realm=foo', [c('basic', { realm: 'foo' })]],
  ['Basic', [c('Basic')]],
  ['Bearer', [c('Bearer')]],
  ['Bearer realm="example"', [c('Bearer', { realm: 'example' })]],
  [
    'Bearer realm="example", error="invalid_token", error_description="The access token expired"',
    [c('Bearer', { realm: 'example', error: 'invalid_token', error_description: 'The access token expired' })],
  ],
  [
    'Bearer error="insufficient_scope", scope="orders:read orders:write"',
    [c('Bearer', { error: 'insufficient_scope', scope: 'orders:read orders:write' })],
  ],
  [
    'Newauth realm="apps", type=1, title="Login to \\"apps\\"", Basic realm="simple"',
    [c('Newauth', { realm: 'apps', type: '1', title: 'Login to "apps"' }), c('Basic', { realm: 'simple' })],
  ],
  ['Negotiate', [c('Negotiate')]],
  ['Negotiate, NTLM', [c('Negotiate'), c('NTLM')]],
  ['Negotiate, Basic realm="x"', [c('Negotiate'), c('Basic', { realm: 'x' })]],
  ['Negotiate YIIJvwYGKwYBBQUCoIIJszCC==', [c('Negotiate', {}, 'YIIJvwYGKwYBBQUCoIIJszCC==')]],
  [
    'NTLM TlRMTVNTUAACAAAADgAOADgAAAAzgoriASNFZ4mrze8=',
    [c('NTLM', {}, 'TlRMTVNTUAACAAAADgAOADgAAAAzgoriASNFZ4mrze8=')],
  ],
  ['Negotiate abc/+=, Basic realm="x"', [c('Negotiate', {}, 'abc/+='), c('Basic', { realm: 'x' })]],
  [
    'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"',
    [
      c('Digest', {
        realm: 'http-auth@example.org',
        qop: 'auth, auth-int',
        algorithm: 'SHA-256',
        nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
        opaque: 'FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS',
      }),
    ],
  ],
  [
    'Digest qop="auth",nonce=abc,stale=FALSE,realm="r"',
    [c('Digest', { qop: 'auth', nonce: 'abc', stale: 'FALSE', realm: 'r' })],
  ],
  ['DPoP algs="ES256 PS256"', [c('DPoP', { algs: 'ES256 PS256' })]],
  [
    'DPoP error="use_dpop_nonce", error_description="Resource server requires nonce in DPoP proof"',
    [c('DPoP', { error: 'use_dpop_nonce', error_description: 'Resource server requires nonce in DPoP proof' })],
  ],
  ['Bearer, DPoP algs="ES256"', [c('Bearer'), c('DPoP', { algs: 'ES256' })]],
  [
    'Bearer error="invalid_token", DPoP error="invalid_token", algs="ES256"',
    [c('Bearer', { error: 'invalid_token' }), c('DPoP', { error: 'invalid_token', algs: 'ES256' })],
  ],
  [
    'Bearer error="insufficient_user_authentication", error_description="A different authentication level is required", acr_values="myACR", max_age="5"',
    [
      c('Bearer', {
        error: 'insufficient_user_authentication',
        error_description: 'A different authentication level is required',
        acr_values: 'myACR',
        max_age: '5',
      }),
    ],
  ],
  [
    'Bearer resource_metadata="https://resource.example.com/.well-known/oauth-protected-resource"',
    [c('Bearer', { resource_metadata: 'https://resource.example.com/.well-known/oauth-protected-resource' })],
  ],
  [
    ['Bearer realm="a"', 'Basic realm="b"'],
    [c('Bearer', { realm: 'a' }), c('Basic', { realm: 'b' })],
  ],
  // Slips.
  [
    'error=invalid_request,error_description=no_token',
    [c('', { error: 'invalid_request', error_description: 'no_token' })],
  ],
  ['error="invalid_token"', [c('', { error: 'invalid_token' })]],
  ['Bearer realm="x" error="invalid_token"', [c('Bearer', { realm: 'x', error: 'invalid_token' })]],
  ['Bearer realm="x" Basic realm="y"', [c('Bearer', { realm: 'x' }), c('Basic', { realm: 'y' })]],
  ["Bearer error='invalid_token'", [c('Bearer', { error: 'invalid_token' })]],
  [
    "Bearer error_description='The token is bad', error='invalid_token'",
    [c('Bearer', { error_description: 'The token is bad', error: 'invalid_token' })],
  ],
  [
    'Bearer error=invalid_token, error_description=The access token expired',
    [c('Bearer', { error: 'invalid_token', error_description: 'The access token expired' })],
  ],
  [
    'Bearer error_description="The token "abc" is bad", error="invalid_token"',
    [c('Bearer', { error_description: 'The token "abc" is bad', error: 'invalid_token' })],
  ],
  ['Bearer realm="never closed', [c('Bearer', { realm: 'never closed' })]],
  ['Bearer realm=""', [c('Bearer', { realm: '' })]],
  ['Bearer realm=', [c('Bearer', { realm: '' })]],
  ['Bearer realm = "x" , error = "invalid_token"', [c('Bearer', { realm: 'x', error: 'invalid_token' })]],
  ['Bearer realm="x",,, error="e",', [c('Bearer', { realm: 'x', error: 'e' })]],
  [', Bearer', [c('Bearer')]],
  ['Bearer realm="x"; error="invalid_token"', [c('Bearer', { realm: 'x', error: 'invalid_token' })]],
  [
    'Bearer authorization_uri=https://login.example.test/x, resource_id=api',
    [c('Bearer', { authorization_uri: 'https://login.example.test/x', resource_id: 'api' })],
  ],
  ['AWS4-HMAC-SHA256', [c('AWS4-HMAC-SHA256')]],
  [
    'PrivateToken challenge="abc=", token-key="def=="',
    [c('PrivateToken', { challenge: 'abc=', 'token-key': 'def==' })],
  ],
  ['Bearer ERROR="invalid_token"', [c('Bearer', { ERROR: 'invalid_token' })]],
  ['', []],
  ['   ', []],
  ['"', []],
  ['=', []],
]

const asFields = (fields: string | readonly string[]) => (typeof fields === 'string' ? [fields] : fields)

describe('the forms of a challenge', () => {
  test.each(forms)('%j', (fields, expected) => expect(parseChallenges(asFields(fields))).toEqual(expected))
})

describe('challenges of real servers', () => {
  test('are sixty at least', () => expect(challengeCorpus.length).toBeGreaterThanOrEqual(60))

  test.each(challengeCorpus)('%s', (_product, fields, expected) => {
    expect(parseChallenges(asFields(fields))).toEqual(expected)
  })
})

/** A small generator of its own, so that a failure can be run again. */
function randomFrom(seed: number) {
  let state = seed
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const noise = [
  ...['"', "'", ',', '=', ' ', '\\', '\t', '\r\n ', ';', ':', '{', '==', '"x"', '*=', "UTF-8''%", '%c3%28'],
  ...['Bearer ', 'realm=', 'error="', '\u00ff', '\u00c3\u00bc', '\u0000', '\u2028', 'é“', '<b a="c">', 'a'.repeat(50)],
]

describe('challenges that nobody meant', () => {
  test('are read without throwing, in bounds, 20,000 times', () => {
    const random = randomFrom(20_260_101)
    const texts = [...forms, ...challengeCorpus.map(([, fields]) => [fields])].flatMap(([fields]) =>
      asFields(fields ?? ''),
    )
    for (let run = 0; run < 20_000; run += 1) {
      let text = texts[random(texts.length)] ?? ''
      for (let edit = random(6); edit >= 0; edit -= 1) {
        const at = random(text.length + 1)
        const kind = random(4)
        const piece = noise[random(noise.length)] ?? ''
        if (kind === 0) text = text.slice(0, at)
        else if (kind === 1) text = `${text.slice(0, at)}${piece}${text.slice(at)}`
        else if (kind === 2) text = text.slice(0, at) + text.slice(at + 1 + random(5))
        else text = text.slice(at) + text.slice(0, at)
      }
      const found = parseChallenges([text])
      const held = found.flatMap(({ scheme, params, token68 }) => [scheme, token68 ?? '', ...params.flat()])
      const wrong =
        held.join('').length > text.length + held.length * 'error_description'.length ||
        found.some(({ scheme }) => /[\s,;="]/.test(scheme)) ||
        found.some(({ params }) => params.some(([name]) => !/^[^\s,;="]+$/.test(name)))
      // One assertion for all: twenty thousand of them take seconds.
      if (wrong) expect.fail(`${JSON.stringify(text)} gave ${JSON.stringify(found)}`)
    }
  })

  test.each([
    ['challenges', 'Bearer, '],
    ['parameters', 'a="b", '],
    ['one value', 'x'],
  ])('give no more than a page can show: %s', (_what, piece) => {
    const found = parseChallenges(Array.from({ length: 3 }, () => `Bearer z="${piece}", ${piece.repeat(20_000)}`))
    const names = found.flatMap(({ scheme, params }) => [scheme, ...params.flat()])
    expect(found.length).toBeLessThanOrEqual(100)
    expect(found.every(({ params }) => params.length <= 100)).toBe(true)
    expect(names.every((text) => text.length <= 4000)).toBe(true)
  })

  test.each([
    ['quotes', '" '],
    ['open quotes', 'a="'],
    ['escapes', 'a="\\'],
    ['words', 'word '],
    ['equals', '='],
    ['parameters', 'a=b '],
    ['single quotes', "a='b "],
    ['spaces', ' '],
    ['spaces after quotes', '"x"            '],
    ['schemes', 'Bearer '],
    ['commas', ','],
    ['words after commas', 'a, '],
    ['values with commas', 'a=b, c d, '],
    ['folded lines', '\r\n '],
    ['UTF-8', '\u00c3\u00bc'],
    ['extended values', "a*=UTF-8''%c3%bc, "],
    ['glued parameters', 'a="b"'],
  ])('take a time in proportion to their length: %s', (_what, piece) => {
    const timeOf = (length: number) => {
      const text = `Bearer ${piece.repeat(Math.ceil(length / piece.length))}`
      const startedMs = performance.now()
      parseChallenges([text])
      return performance.now() - startedMs
    }
    timeOf(10_000)
    // A header block is at most 64 kB; quadratic time would be seconds. The best of three: others work beside us.
    expect(Math.min(timeOf(65_536), timeOf(65_536), timeOf(65_536))).toBeLessThan(50)
  })
})
