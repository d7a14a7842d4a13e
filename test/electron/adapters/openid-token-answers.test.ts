import { describe, expect, test } from 'vitest'
import type { Bent } from '../../support/bendable-issuer.ts'
import { anIssuerUnderTest, aProvider, asked, tokens } from '../../support/provider-under-test.ts'

const { server, client, call, entries, tokenCalls } = await anIssuerUnderTest()

const json = { 'content-type': 'application/json' }
const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
const plain = { 'content-type': 'text/plain' }

type Good = readonly [what: string, answer: Bent, expected: object, note: RegExp | null]
const minutes = (expiresIn: unknown): Bent => ({ body: { ...tokens, expires_in: expiresIn } })
const unknownEnd = { expiresAt: null, expirySource: 'unknown' }

const good: Good[] = [
  ['as the standard has it', { body: tokens }, { scopes: asked.scopes, expirySource: 'expires_in' }, null],
  ['token_type bearer', { body: { ...tokens, token_type: 'bearer' } }, { tokenType: 'bearer' }, null],
  ['token_type BEARER', { body: { ...tokens, token_type: 'BEARER' } }, { tokenType: 'BEARER' }, null],
  ['without a refresh token', { body: { ...tokens, refresh_token: undefined } }, { refreshToken: null }, null],
  ['an empty scope', { body: { ...tokens, scope: '' } }, { scopes: asked.scopes }, null],
  [
    'a narrower scope',
    { body: { ...tokens, scope: 'openid' } },
    { scopes: ['openid'] },
    /does not name offline_access/,
  ],
  [
    'a wider scope',
    { body: { ...tokens, scope: 'openid offline_access admin' } },
    { scopes: ['openid', 'offline_access', 'admin'] },
    null,
  ],
  [
    'a scope with odd spaces',
    { body: { ...tokens, scope: ' openid\t orders:read ' } },
    { scopes: asked.scopes },
    /offline_access/,
  ],
  [
    'nulls where there is nothing',
    { body: { ...tokens, refresh_token: null, id_token: null, scope: null } },
    { refreshToken: null },
    null,
  ],
  ['expires_in in a string', minutes('300'), { expirySource: 'expires_in' }, null],
  ['expires_in with a fraction', minutes(299.9), { expirySource: 'expires_in' }, null],
  ['expires_in missing', minutes(undefined), unknownEnd, null],
  ['expires_in null', minutes(null), unknownEnd, null],
  ['expires_in 0', minutes(0), unknownEnd, /is no lifetime \(0\)/],
  ['expires_in negative', minutes(-1), unknownEnd, /is no lifetime \(-1\)/],
  ['expires_in a word', minutes('soon'), unknownEnd, /is no lifetime \("soon"\)/],
  ['expires_in an object', minutes({ seconds: 5 }), unknownEnd, /is no lifetime/],
  ['expires_in beyond all time', minutes(1e300), { expirySource: 'expires_in' }, null],
  [
    'a form',
    { headers: form, body: 'access_token=access-canary&token_type=bearer&expires_in=300&scope=a%20b' },
    { scopes: ['a', 'b'] },
    /form-encoded, not JSON/,
  ],
  [
    'a form that calls itself text',
    { headers: plain, body: 'access_token=access-canary&token_type=bearer' },
    unknownEnd,
    /form-encoded/,
  ],
  ['JSON that calls itself text', { headers: plain, body: JSON.stringify(tokens) }, { scopes: asked.scopes }, null],
  ['members nobody knows', { body: { ...tokens, foo: { bar: [1] }, not_before: 0 } }, { scopes: asked.scopes }, null],
  [
    '__proto__ as a member',
    { headers: json, body: JSON.stringify(tokens).replace('{', '{"__proto__":{"scope":"admin"},') },
    { scopes: asked.scopes },
    null,
  ],
  [
    'a member that nests objects without end',
    {
      headers: json,
      body: JSON.stringify(tokens).replace('{', `{"x":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)},`),
    },
    { scopes: asked.scopes },
    /nests without end/,
  ],
  [
    'a member that nests lists without end',
    { headers: json, body: JSON.stringify(tokens).replace('{', `{"x":${'['.repeat(50_000)}${']'.repeat(50_000)},`) },
    { scopes: asked.scopes },
    /nests without end/,
  ],
  ['a token of 100 kB', { body: { ...tokens, access_token: 'a'.repeat(100_000) } }, { scopes: asked.scopes }, null],
]

type Bad = readonly [what: string, answer: Bent, failure: object, said: RegExp]
const unreadable = (status: number) => ({ code: 'sign_in.answer_unreadable', details: { status } })
const refused = (error: string, cause: string) => ({ code: 'sign_in.grant_refused', details: { error, cause } })

const bad: Bad[] = [
  ['a page', { body: '<html>welcome</html>' }, unreadable(200), /no JSON but text\/html/],
  ['nothing', { headers: json, body: '' }, unreadable(200), /no JSON/],
  ['null', { headers: json, body: 'null' }, unreadable(200), /no JSON/],
  ['a number', { headers: json, body: '7' }, unreadable(200), /not one of this protocol/],
  ['a list', { body: [tokens] }, unreadable(200), /not one of this protocol/],
  ['no access token', { body: { token_type: 'Bearer' } }, unreadable(200), /"access_token"/],
  ['an empty access token', { body: { ...tokens, access_token: '' } }, unreadable(200), /"access_token"/],
  ['an access token that is a number', { body: { ...tokens, access_token: 7 } }, unreadable(200), /"access_token"/],
  ['no token type', { body: { access_token: 'x' } }, unreadable(200), /"token_type"/],
  ['a token type that nobody knows', { body: { ...tokens, token_type: 'mac' } }, unreadable(200), /token_type/],
  ['a token that needs a proof', { body: { ...tokens, token_type: 'DPoP' } }, unreadable(200), /proof of possession/],
  ['cut in the middle', { headers: json, body: '{"access_token":"access-can' }, unreadable(200), /no JSON/],
  [
    'a redirect',
    { status: 307, headers: { location: 'http://127.0.0.1:1/' }, body: '' },
    unreadable(307),
    /redirects elsewhere \(307\)/,
  ],
  ['201', { status: 201, body: tokens }, unreadable(201), /not one of this protocol/],
  ['204', { status: 204, body: '' }, unreadable(204), /no JSON/],
  ['500 with tokens', { status: 500, body: tokens }, unreadable(500), /not one of this protocol/],
  ['503 with a page', { status: 503, body: '<html>busy</html>' }, unreadable(503), /status 503/],
  ['429', { status: 429, body: { error: 'slow' } }, unreadable(429), /not one of this protocol/],
  ['400 with nothing', { status: 400, body: '' }, unreadable(400), /status 400/],
  ['200 with an error', { body: { error: 'invalid_scope' } }, refused('invalid_scope', 'scope'), /refused a scope/],
  [
    '200 with an error in a form',
    { headers: form, body: 'error=invalid_target' },
    refused('invalid_target', 'resource'),
    /no token for the resource/,
  ],
  [
    '403 with an error',
    { status: 403, body: { error: 'invalid_scope' } },
    refused('invalid_scope', 'scope'),
    /invalid_scope/,
  ],
]

const ask = () =>
  aProvider({ deadlineMs: 500 }).requestTokens(client, { ...asked, grant: 'client_credentials' }, call())

test(`there are at least 40 answers in these tables: ${good.length + bad.length}`, () => {
  expect(good.length + bad.length).toBeGreaterThanOrEqual(40)
})

describe(`tokens in one of ${good.length} forms`, () => {
  test.each(good)('%s: are taken', async (_what, answer, expected, note) => {
    server.answer('/token', answer)
    expect((await ask()).answer).toMatchObject(expected)
    const notes = entries().flatMap(({ answerFields }) => answerFields.filter(([name]) => name === 'note'))
    if (note === null) expect(notes).toEqual([])
    else expect(notes.map(([, said]) => said).join('\n')).toMatch(note)
    expect(entries().map(({ problem }) => problem)).toEqual([null, null])
    expect(JSON.stringify(entries())).not.toContain('canary')
  })
})

describe(`no tokens, in one of ${bad.length} forms`, () => {
  test.each(bad)('%s: fails in its own words, at the step that failed', async (_what, answer, failure, said) => {
    server.answer('/token', answer)
    await expect(ask()).rejects.toMatchObject(failure)
    expect(entries().at(-1)).toMatchObject({ title: 'Ask for tokens', problem: expect.stringMatching(said) })
    expect(JSON.stringify(entries())).not.toContain('canary')
    expect(tokenCalls()).toHaveLength(1)
  })

  test('a page is kept beside the failure, redacted and short', async () => {
    const page = `<html>password=hunter2-canary ${'long '.repeat(500)}</html>`
    server.answer('/token', { status: 500, body: page })
    await expect(ask()).rejects.toMatchObject(unreadable(500))
    const [, body = ''] =
      entries()
        .at(-1)
        ?.answerFields.find(([name]) => name === 'body') ?? []
    expect(body).toMatch(/^<html>password=\[secret\] long/)
    expect(body.length).toBeLessThanOrEqual(501)
  })
})
