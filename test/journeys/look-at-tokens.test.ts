import { createHash, createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aBendableIssuer, type BendableIssuer } from '../support/bendable-issuer.ts'
import { composeForJourney, endJourneys, type Journey } from '../support/compose-for-journey.ts'
import { addProfileAt, signInThere } from '../support/rotating-issuer.ts'
import { claimIn, copyOf, lookAt, paste, tokenOf, verify } from '../support/tokens-in-journey.ts'
import { aJwt } from '../support/token-to-inspect.ts'

let claimcheck: Journey
let server: BendableIssuer
beforeAll(async () => {
  server = await aBendableIssuer()
  claimcheck = await composeForJourney()
  expect(await claimcheck.signIn('alice')).toMatchObject({ ok: true })
})
afterAll(async () => {
  await endJourneys()
  await server.close()
})

describe('of alice, who is signed in, I see', () => {
  test('her access token, each claim with what it means and where that is written', async () => {
    const token = await lookAt(claimcheck, await tokenOf(claimcheck, 'alice'))
    const { issuer } = await claimcheck.ask('playground.status', {})
    expect(token).toMatchObject({
      ...{ which: 'access', format: 'jwt', tokenType: 'Bearer', expirySource: 'expires_in' },
      ...{ scopes: ['orders:read'], roles: ['customer'], synthetic: false, past: false, hasInner: false },
    })
    expect(claimIn(token, 'iss')).toBe(issuer)
    const meanings = new Map(token.claims.map((claim) => [claim.name, claim]))
    for (const name of ['iss', 'sub', 'aud', 'exp', 'iat', 'jti', 'scope', 'client_id']) {
      expect(meanings.get(name), name).toMatchObject({ source: 'registered', reference: expect.stringMatching(/RFC/) })
      expect(meanings.get(name)?.meaning, name).toMatch(/^\S.{10,}/)
    }
    const end = new Date(Number(claimIn(token, 'exp')) * 1000).toISOString()
    expect(meanings.get('exp')).toMatchObject({ kind: 'time', instant: end })
    expect(meanings.get('scope')?.chips).toEqual(['orders:read'])
    expect(meanings.get('iss')?.attention).toBe(false)
    expect(token.header.map(({ name }) => name)).toEqual(expect.arrayContaining(['alg', 'kid', 'typ']))
    expect(token.warnings.filter(({ severity }) => severity === 'high')).toEqual([])
  })

  test('her ID token, with the sign-in that it came from', async () => {
    const token = await lookAt(claimcheck, await tokenOf(claimcheck, 'alice', 'id'))
    expect(token).toMatchObject({ which: 'id', format: 'jwt' })
    expect(claimIn(token, 'aud')).toBe('claimcheck-desktop')
    for (const name of ['nonce', 'auth_time', 'sub', 'iat', 'exp']) expect(claimIn(token, name), name).toBeDefined()
  })

  test('her refresh token as far as it can be told: it is opaque, and no claim is made up for it', async () => {
    const subject = await tokenOf(claimcheck, 'alice', 'refresh')
    const token = await lookAt(claimcheck, subject)
    expect(token).toMatchObject({
      which: 'refresh',
      format: 'opaque',
      claims: [],
      header: [],
      length: expect.any(Number),
    })
    expect(await verify(claimcheck, subject)).toMatchObject({ signature: { verdict: 'cannot-check' }, bindings: [] })
    expect(await copyOf(claimcheck, subject)).toHaveLength(token.length)
  })

  test('a refresh token that is a JWT, explained like any other, with its own end', async () => {
    const seconds = Math.floor(Date.now() / 1000)
    const refreshToken = await server.idToken({ aud: server.issuer, typ: 'Refresh', exp: seconds + 1800, sid: 's-1' })
    server.answer('/token', {
      body: { access_token: 'access-1', refresh_token: refreshToken, token_type: 'Bearer', expires_in: 300 },
    })
    await addProfileAt(claimcheck, server)
    await signInThere(claimcheck, server)
    const subject = await tokenOf(claimcheck, 'carol', 'refresh')
    const token = await lookAt(claimcheck, subject)
    expect(token).toMatchObject({ which: 'refresh', format: 'jwt', length: refreshToken.length })
    expect(token.expiresAt).toBe(new Date((seconds + 1800) * 1000).toISOString())
    expect(token.claims.find(({ name }) => name === 'sid')).toMatchObject({ source: 'registered' })
    expect(await verify(claimcheck, subject)).toMatchObject({ signature: { verdict: 'valid', keyId: 'one' } })
  })

  test('nothing of a token that she does not have: nobody is signed in as bob', async () => {
    const subject = await tokenOf(claimcheck, 'bob')
    expect(await claimcheck.ask('tokens.inspect', { subject })).toBeNull()
    expect(await verify(claimcheck, subject)).toMatchObject({ signature: { verdict: 'not-checked' }, bindings: [] })
    expect(await claimcheck.failureOf('tokens.copy', { subject })).toMatchObject({ code: 'session.signed_out' })
  })
})

describe('whatever I paste,', () => {
  const claims = { iss: 'https://id.example.test', sub: 'alice', exp: 1_800_000_000 }
  const jwt = aJwt({ alg: 'RS256', kid: 'k' }, claims)

  test.each([
    ['a header line', `Authorization: Bearer ${jwt}`],
    ['a command', `curl -s -H 'authorization: bearer ${jwt}' https://api.example.test/orders`],
    ['the answer of a server', JSON.stringify({ access_token: jwt, token_type: 'Bearer', expires_in: 300 }, null, 2)],
    ['an address', `https://app.example.test/cb#access_token=${jwt}&token_type=bearer`],
    ['text with quotes', `“${jwt}”`],
    ['lines that a mail broke', jwt.replace(/(.{60})/g, '$1\r\n')],
  ])('%s: the token in it is found and explained at once', async (_what, text) => {
    const { loose, shown } = await paste(claimcheck, text)
    expect(shown).toMatchObject({ format: 'jwt', which: expect.any(String), length: jwt.length })
    expect(claimIn(shown, 'sub')).toBe('alice')
    expect(loose.title).toBe('alice · id.example.test')
    expect((await claimcheck.ask('inspection.loose', {}))[0]?.id).toBe(loose.id)
  })

  test('a token inside a token can be opened, and what is inside is held like any other', async () => {
    const { subject, shown } = await paste(claimcheck, aJwt({ alg: 'RS256', cty: 'JWT' }, jwt))
    expect(shown.hasInner).toBe(true)
    const inner = await claimcheck.ask('inspection.openInner', { subject })
    expect(claimIn(await lookAt(claimcheck, { of: 'loose', id: inner.id }), 'sub')).toBe('alice')
    const innermost = { of: 'loose', id: inner.id } as const
    expect(await claimcheck.failureOf('inspection.openInner', { subject: innermost })).toEqual({
      ...{ code: 'inspection.nothing_inside', details: {} },
    })
  })

  test('an SD-JWT shows what it discloses, and says of a disclosure that was slipped in not to believe it', async () => {
    const [email, stranger] = ['["s1","email","a@b.test"]', '["s2","admin",true]'].map((text) =>
      Buffer.from(text).toString('base64url'),
    )
    const digest = createHash('sha256')
      .update(email ?? '')
      .digest('base64url')
    const issued = aJwt({ alg: 'ES256', typ: 'dc+sd-jwt' }, { ...claims, _sd: [digest], _sd_alg: 'sha-256' })
    const { shown } = await paste(claimcheck, `${issued}~${email}~${stranger}~`)
    expect(shown.kindName).toContain('SD-JWT')
    expect(shown.disclosures).toEqual([
      expect.objectContaining({ name: 'email', json: '"a@b.test"', state: 'fits' }),
      expect.objectContaining({ name: 'admin', state: 'stranger' }),
    ])
  })

  test('a PASETO is named, and what can be read of it is', async () => {
    const payload = Buffer.concat([
      Buffer.from('{"sub":"alice","exp":"2039-01-01T00:00:00+00:00"}'),
      Buffer.alloc(64, 1),
    ])
    const { shown, subject } = await paste(claimcheck, `v4.public.${payload.toString('base64url')}`)
    expect(shown).toMatchObject({ format: 'paseto', kindName: expect.stringContaining('PASETO') })
    expect(shown.facts.length).toBeGreaterThan(0)
    expect(await verify(claimcheck, subject)).toMatchObject({ signature: { verdict: 'cannot-check' } })
  })

  test('a text without a token says why nothing was found', async () => {
    const answer = await claimcheck.ask('inspection.take', { text: 'GET /orders HTTP/1.1\r\nAccept: */*' })
    expect(answer).toMatchObject({ found: [], shown: null })
    expect(answer.note).toMatch(/^\S.{10,}/)
  })

  test('what I put away is gone, and said so by the same words everywhere', async () => {
    const { subject } = await paste(claimcheck, jwt)
    await claimcheck.ask('inspection.drop', { ids: [subject.id] })
    const gone = { code: 'inspection.gone', details: {} }
    expect(await claimcheck.failureOf('tokens.inspect', { subject })).toEqual(gone)
    expect(await claimcheck.failureOf('tokens.verify', { subject, with: { key: 'known-issuer' } })).toEqual(gone)
    expect(await claimcheck.failureOf('tokens.copy', { subject })).toEqual(gone)
    expect(await claimcheck.failureOf('inspection.compare', { left: subject, right: subject })).toEqual(gone)
    expect((await claimcheck.ask('inspection.loose', {})).map(({ id }) => id)).not.toContain(subject.id)
  })
})

test('an own token that a guessable secret signed is told as one: its signature proves nothing', async () => {
  await claimcheck.addProfile({
    name: 'weak',
    way: { kind: 'static_token', carriage: { in: 'header', name: 'Authorization', prefix: 'Bearer ' } },
    secrets: { token: { change: 'replace', value: signedWith('secret') } },
  })
  const { signature } = await verify(claimcheck, await tokenOf(claimcheck, 'weak'))
  expect(signature).toMatchObject({ verdict: 'cannot-check', reason: expect.stringContaining('guessable') })
})

function signedWith(secret: string): string {
  const [head, body] = aJwt({ alg: 'HS256' }, { sub: 'alice' }).split('.')
  return `${head}.${body}.${createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url')}`
}
