import { afterEach, describe, expect, test } from 'vitest'
import { robotClientId, robotClientSecret } from '../../electron/playground/demo-credentials.ts'
import type { TokenSubject } from '../../electron/contract/jwt.ts'
import { aBendableIssuer } from '../support/bendable-issuer.ts'
import { closeServers, closing } from '../support/closing-servers.ts'
import { answerOf, composeForJourney, endJourneys, type Journey } from '../support/compose-for-journey.ts'
import { aStranger } from '../support/strange-issuer.ts'
import { claimIn, copyOf, lookAt, paste, tokenOf, verify } from '../support/tokens-in-journey.ts'
import { aJwt } from '../support/token-to-inspect.ts'

afterEach(async () => {
  await endJourneys()
  await closeServers()
})

const field = (name: string, value: string) => ({ name, value, enabled: true })
const inExchange = (claimcheck: Journey, exchangeId: Awaited<ReturnType<Journey['send']>>['id']) =>
  claimcheck.ask('inspection.inExchange', { exchangeId })

describe('where a token stands in an exchange, I can look at it:', () => {
  test('in the answer of the playground’s token endpoint to a request that I typed, and it is genuine', async () => {
    const claimcheck = await composeForJourney()
    const { issuer } = await claimcheck.ask('playground.start', {})
    const basic = Buffer.from(`${robotClientId}:${robotClientSecret}`).toString('base64')
    const exchange = await claimcheck.send({
      ...{ url: `${issuer}/token`, method: 'POST', headers: [field('Authorization', `Basic ${basic}`)] },
      body: { kind: 'form', fields: [field('grant_type', 'client_credentials'), field('scope', 'orders:read')] },
    })
    expect(answerOf(exchange).status).toBe(200)
    const found = await inExchange(claimcheck, exchange.id)
    const inBody = found.filter(({ part }) => part === 'answer-body')
    expect(inBody).toMatchObject([
      { step: 0, header: null, token: { format: 'jwt', place: expect.stringContaining('access_token') } },
    ])
    // Found is not looked at: the desk is as empty as before, until somebody looks.
    expect(await claimcheck.ask('inspection.loose', {})).toEqual([])
    const subject: TokenSubject = { of: 'loose', id: inBody[0]?.token.id ?? failed('no token') }
    expect(claimIn(await lookAt(claimcheck, subject), 'client_id')).toBe('robot')
    expect(await claimcheck.ask('inspection.loose', {})).toHaveLength(1)
    expect(await verify(claimcheck, subject)).toMatchObject({ signature: { verdict: 'valid' } })
    expect((await inExchange(claimcheck, exchange.id)).map(({ token }) => token.id)).toEqual(
      found.map(({ token }) => token.id),
    )
  })

  test('in a header and a cookie of the answer, in the address and the body that I sent, at every step', async () => {
    const [claimcheck, api] = [await composeForJourney(), closing(await aBendableIssuer())]
    const jwt = (sub: string) => aJwt({ alg: 'RS256' }, { sub, iss: 'https://id.example.test' })
    api.answer(`/first?access_token=${jwt('in the address')}`, {
      ...{ status: 307, body: '', headers: { location: '/second', 'x-session': jwt('in a header') } },
    })
    api.answer('/second', {
      headers: { 'set-cookie': `session=${jwt('in a cookie')}; HttpOnly` },
      body: { data: [{ nested: { id_token: jwt('in the body') } }] },
    })
    const exchange = await claimcheck.send({
      ...{ url: `${api.issuer}/first?access_token=${jwt('in the address')}`, method: 'POST' },
      body: { kind: 'json', text: JSON.stringify({ assertion: jwt('sent in the body') }) },
    })
    const found = await inExchange(claimcheck, exchange.id)
    const told: [number, string, string | null, unknown][] = []
    for (const { step, part, header, token } of found) {
      const looked = await lookAt(claimcheck, { of: 'loose', id: token.id })
      told.push([step, part, header, claimIn(looked, 'sub')])
    }
    expect(told).toEqual([
      [0, 'sent-url', null, 'in the address'],
      [0, 'sent-body', null, 'sent in the body'],
      [0, 'answer-header', 'x-session', 'in a header'],
      [1, 'sent-body', null, 'sent in the body'],
      [1, 'answer-header', 'set-cookie', 'in a cookie'],
      [1, 'answer-body', null, 'in the body'],
    ])
  })
})

describe('the token that was sent', () => {
  test('is the one I look at, also when the profile has a newer one', async () => {
    const claimcheck = await composeForJourney()
    await claimcheck.signIn('alice')
    const { id: profileId } = await claimcheck.profile('alice')
    const exchange = await claimcheck.send({ url: '{{baseUrl}}/orders', method: 'POST' }, 'alice')
    expect(exchange.why?.cause).toBe('missing-scope')
    const sent: TokenSubject = { of: 'sent', exchangeId: exchange.id }
    const before = await lookAt(claimcheck, sent)
    await claimcheck.ask('tokens.refresh', { profileId })
    const current = await lookAt(claimcheck, await tokenOf(claimcheck, 'alice'))
    expect(claimIn(current, 'jti')).not.toBe(claimIn(before, 'jti'))
    expect(claimIn(await lookAt(claimcheck, sent), 'jti')).toBe(claimIn(before, 'jti'))
    expect(await verify(claimcheck, sent)).toMatchObject({ signature: { verdict: 'valid' } })
    expect(exchange.why?.remedies).toContainEqual({ do: 'inspect', subject: sent, claim: 'scope' })
    const { left } = await claimcheck.ask('inspection.compare', {
      left: sent,
      right: await tokenOf(claimcheck, 'alice'),
    })
    expect(left.title).toBe('The access token that was sent')
    // The header of the request shows the same token.
    const inHeader = (await inExchange(claimcheck, exchange.id)).filter(({ part }) => part === 'sent-header')
    expect(inHeader).toMatchObject([{ header: 'authorization', token: { reference: before.reference } }])
  })

  test('is held for the last fifty exchanges, and gone before that', async () => {
    const [claimcheck, api] = [await composeForJourney(), closing(await aBendableIssuer())]
    api.answer('/orders', { body: { count: 4 } })
    const ids = []
    for (let time = 0; time < 51; time += 1) {
      const typed = field('Authorization', `Bearer ${aJwt({ alg: 'RS256' }, { sub: `nobody ${time}` })}`)
      ids.push((await claimcheck.send({ url: `${api.issuer}/orders`, headers: [typed] })).id)
    }
    const [first, second] = ids
    const gone = { code: 'inspection.gone', details: {} }
    if (first === undefined || second === undefined) throw new Error('nothing was sent')
    expect(await claimcheck.failureOf('tokens.inspect', { subject: { of: 'sent', exchangeId: first } })).toEqual(gone)
    expect(await claimcheck.failureOf('inspection.inExchange', { exchangeId: first })).toEqual(gone)
    expect(claimIn(await lookAt(claimcheck, { of: 'sent', exchangeId: second }), 'sub')).toBe('nobody 1')
  })

  test('and was revoked is told as such when I let Claimcheck ask its server', async () => {
    const claimcheck = await composeForJourney()
    expect(await claimcheck.startSignIn('robot')).toMatchObject({ ok: true })
    const { issuer } = await claimcheck.ask('playground.status', {})
    const token = await copyOf(claimcheck, await tokenOf(claimcheck, 'robot'))
    const basic = Buffer.from(`${robotClientId}:${robotClientSecret}`).toString('base64')
    const revoked = await fetch(`${issuer}/token/revocation`, {
      ...{ method: 'POST', headers: { authorization: `Basic ${basic}` }, body: new URLSearchParams({ token }) },
    })
    expect(revoked.status).toBe(200)
    const { loose } = await paste(claimcheck, token)
    const request = await claimcheck.prepare({ url: '{{playgroundApi}}/me' }, 'robot')
    const exchange = await claimcheck.ask('requests.send', { ...request, looseToken: loose.id })
    expect(answerOf(exchange).status).toBe(401)
    const reason = await claimcheck.ask('exchanges.askServer', { exchangeId: exchange.id })
    expect(reason).toMatchObject({ cause: 'revoked', confidence: 'certain' })
  })
})

describe('an opaque token that I pasted', () => {
  test('is explained by the server of the profile that I choose, asked as that profile’s client and only then', async () => {
    const [claimcheck, server] = [await composeForJourney(), closing(await aStranger({ isOpaque: true }))]
    await claimcheck.saveProfile({
      ...{ name: 'service', issuer: server.issuer, clientId: 'private', scopes: [] },
      ...{ clientAuthentication: 'client_secret_basic', grant: { type: 'client_credentials' } },
      secrets: { clientSecret: { change: 'replace', value: 'the-client-secret-canary' } },
    })
    const { subject, shown } = await paste(claimcheck, server.accessToken)
    expect(shown).toMatchObject({ format: 'opaque', claims: [] })
    expect(await verify(claimcheck, subject)).toMatchObject({ signature: { verdict: 'cannot-check' } })
    expect(server.asked).toEqual([])
    const { id: profileId } = await claimcheck.profile('service')
    const told = await claimcheck.ask('inspection.introspect', { subject, profileId })
    expect(told.active).toBe(true)
    expect(told.claims).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'sub', json: '"alice"' }),
        expect.objectContaining({ name: 'client_id', json: '"public"' }),
      ]),
    )
    expect(server.asked).toEqual(['/.well-known/openid-configuration', '/token/introspection'])
    expect(JSON.stringify(told)).not.toContain(server.accessToken)
    // Nobody was signed in for it.
    expect(await claimcheck.session('service')).toEqual({ state: 'signed-out' })
    const { subject: unknown } = await paste(claimcheck, '2YotnFZFEjr1zCsicMWpAA')
    const ofUnknown = await claimcheck.ask('inspection.introspect', { subject: unknown, profileId })
    expect(ofUnknown).toMatchObject({ active: false, claims: [{ name: 'active', json: 'false' }] })
  })

  test('of somebody else is not told by the playground to robot’s client, which is said as it is', async () => {
    const claimcheck = await composeForJourney()
    await claimcheck.signIn('alice')
    const { subject } = await paste(claimcheck, await copyOf(claimcheck, await tokenOf(claimcheck, 'alice', 'refresh')))
    const { id: robot } = await claimcheck.profile('robot')
    const told = await claimcheck.ask('inspection.introspect', { subject, profileId: robot })
    expect(told).toMatchObject({ active: false, claims: [{ name: 'active', json: 'false' }] })
    expect(told.sentence).toMatch(/^\S.{20,}/)
    const { id: alice } = await claimcheck.profile('alice')
    expect(await claimcheck.ask('inspection.introspect', { subject, profileId: alice })).toMatchObject({ active: true })
  })
})

function failed(why: string): never {
  throw new Error(why)
}
