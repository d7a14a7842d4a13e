import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { CompactSign, generateKeyPair } from 'jose'
import { expect } from 'vitest'
import type { TokenSubject } from '../../electron/contract/jwt.ts'
import { emptyDraft } from '../../electron/contract/requests.ts'
import { aBendableIssuer, type BendableIssuer } from './bendable-issuer.ts'
import { createCanaries } from './canaries.ts'
import { aPrivateKey } from './canary-every-way.ts'
import type { Journey } from './compose-for-journey.ts'
import { startHostileServer, type RawServer } from './hostile-server.ts'
import { signInThere } from './rotating-issuer.ts'
import { forge, paste, pasted, sendWith, verify } from './tokens-in-journey.ts'
import { anOAuthWay } from './token-builder.ts'
import { aJwt } from './token-to-inspect.ts'

const { planted, plant: canary } = createCanaries()
/** What was looked at in this story, by what it is: no reply, no file and no stream may hold any of it. */
export const ofInspector = planted

const claims = createCanaries()
/** What its tokens say: for a person to read in the window, and for nobody on the disk. */
export const saidByTokens = claims.planted

/** Keeps a token to be searched for: whole, and each part that is not the same in all. */
function plantToken(token: string, what: string): string {
  const [, payload, signature] = token.split('.')
  planted.set(token, what)
  if (payload !== undefined && payload.length >= 12) planted.set(payload, `the claims of ${what}`)
  if (signature !== undefined && signature.length >= 12) planted.set(signature, `the signature of ${what}`)
  return token
}

/** A JWT that nobody checks, with a signature of its own. */
const unchecked = (said: object | string, header: object = {}): string =>
  aJwt({ alg: 'ES256', typ: 'JWT', ...header }, said).replace(/[^.]*$/, randomBytes(32).toString('base64url'))

/** Says something that must not get to the disk. */
const saying = (what: string) => ({ note: claims.plant(`what ${what} said`), jti: randomUUID() })

/** An API that says again what it was sent, in every place of its answer, and gives a token besides. */
function aTalkativeApi(given: string): Promise<RawServer> {
  return startHostileServer((socket, head) => {
    const came = /^authorization: \w+ (.*)$/im.exec(head)?.[1] ?? 'none'
    // What was typed in the window is known there already.
    const token = planted.get(came)?.startsWith('a typed') === true ? 'withheld' : came
    const isSynthetic = !planted.has(token) && token.startsWith('ey')
    if (isSynthetic) plantToken(token, 'a synthetic token')
    const body = JSON.stringify({ title: 'Not you', detail: `Nobody knows ${token}`, data: { access_token: given } })
    socket.end(
      `HTTP/1.1 401 Unauthorized\r\nX-Echo: ${token}\r\nContent-Type: application/problem+json\r\n` +
        `WWW-Authenticate: Bearer error="invalid_token", error_description="Nobody knows ${token}"\r\n` +
        `Content-Length: ${body.length}\r\n\r\n${body}`,
    )
  })
}

/** Everything that the window may ask about a token. */
async function lookFromAllSides(claimcheck: Journey, subject: TokenSubject, other: TokenSubject): Promise<void> {
  await claimcheck.bridge.call('tokens.inspect', { subject })
  await claimcheck.bridge.call('tokens.verify', { subject, with: { key: 'known-issuer' } })
  await claimcheck.bridge.call('inspection.compare', { left: subject, right: other })
  await claimcheck.bridge.call('inspection.openInner', { subject })
  await claimcheck.bridge.call('inspection.recipes', { subject })
  await claimcheck.bridge.call('inspection.draft', { subject, recipe: null })
}

/** Every known way to attack a verifier, made of one token. */
async function forgeInEveryWay(claimcheck: Journey, subject: TokenSubject): Promise<void> {
  let made = 0
  for (const { id } of await claimcheck.ask('inspection.recipes', { subject })) {
    const draft = await claimcheck.bridge.call('inspection.draft', { subject, recipe: id })
    if (draft.ok)
      made += Number((await claimcheck.bridge.call('inspection.forge', { base: subject, draft: draft.value })).ok)
  }
  expect(made).toBeGreaterThan(15)
}

async function pastedOnes(claimcheck: Journey): Promise<TokenSubject[]> {
  const secret = canary('a pasted secret of an HMAC')
  const signed = (said: object) => {
    const [head, body] = aJwt({ alg: 'HS256' }, said).split('.')
    return `${head}.${body}.${createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url')}`
  }
  const jwt = plantToken(signed(saying('a pasted token')), 'a pasted token')
  const { subject: ofSecret } = await paste(claimcheck, `Authorization: Bearer ${jwt}`)
  expect(await verify(claimcheck, ofSecret, pasted(secret))).toMatchObject({ signature: { verdict: 'valid' } })
  await verify(claimcheck, ofSecret, pasted(canary('a wrong secret of an HMAC')))

  const key = aPrivateKey('a pasted private key')
  await claimcheck.bridge.call('tokens.verify', { subject: ofSecret, with: pasted(key) })
  const opaque = canary('a pasted opaque token')
  const { subject: ofOpaque } = await paste(claimcheck, JSON.stringify({ access_token: opaque, expires_in: 300 }))
  const inner = plantToken(signed(saying('an inner token')), 'an inner token')
  const { subject: ofNested } = await paste(claimcheck, plantToken(unchecked(inner, { cty: 'JWT' }), 'an outer token'))

  const { header, claims: text } = await claimcheck.ask('inspection.draft', { subject: ofSecret, recipe: null })
  const own = { header: header.replace('HS256', 'ES256'), claims: text }
  const made = await forge(claimcheck, ofSecret, { ...own, signing: { how: 'key', alg: 'ES256', key } })
  const unusable = { how: 'key', alg: 'RS256', key } as const
  await claimcheck.failureOf('inspection.forge', { base: ofSecret, draft: { ...own, signing: unusable } })
  const shared = canary('a secret that forges')
  await forge(claimcheck, ofSecret, { signing: { how: 'key', alg: 'HS256', key: shared } })
  return [ofSecret, ofOpaque, ofNested, made.subject]
}

/** eve's tokens are JWTs, and her server says again what it is asked about. */
async function eveSignsIn(claimcheck: Journey, server: BendableIssuer): Promise<void> {
  const { issuer } = server
  const metadata = { ...server.metadata, introspection_endpoint: `${issuer}/introspect` }
  server.answer('/.well-known/openid-configuration', { body: metadata })
  server.answer('/introspect', ({ form }) => ({
    body: { active: true, sub: 'eve', said: form.get('token'), [String(form.get('token'))]: 'as a name' },
  }))
  const { privateKey } = await generateKeyPair('ES256')
  server.answer('/token', async () => {
    const said = JSON.stringify(saying('a token of eve'))
    const opaquePart = new CompactSign(Buffer.from(said)).setProtectedHeader({ alg: 'ES256', typ: 'JWT' })
    const refresh = plantToken(await opaquePart.sign(privateKey), 'a refresh token of eve')
    const access = plantToken(await server.idToken(saying('an access token of eve')), 'an access token of eve')
    const id = plantToken(await server.idToken(saying('an ID token of eve')), 'an ID token of eve')
    return {
      body: { access_token: access, id_token: id, refresh_token: refresh, token_type: 'Bearer', expires_in: 300 },
    }
  })
  await claimcheck.addProfile({ name: 'eve', way: anOAuthWay({ issuer, scopes: ['read'] }) })
  await signInThere(claimcheck, server, 'eve')
}

async function sentOnes(claimcheck: Journey, api: RawServer, made: TokenSubject): Promise<TokenSubject[]> {
  const exchange = await claimcheck.send({ url: api.origin }, 'eve')
  expect(exchange.why).not.toBeNull()
  const looseToken = made.of === 'loose' ? made.id : null
  const synthetic = await sendWith(claimcheck, { looseToken, url: api.origin, as: 'eve' })
  expect(synthetic).toMatchObject({ synthetic: true, why: { cause: 'synthetic' } })
  const typed = plantToken(unchecked(saying('a typed token')), 'a typed token')
  const headers = [{ name: 'Authorization', value: `Bearer ${typed}`, enabled: true }]
  const draft = { ...emptyDraft, url: api.origin, headers }
  const asNobody = await claimcheck.send(draft)
  const tab = { id: randomUUID(), path: null, title: 'Typed token', draft, changed: true }
  await claimcheck.ask('workbench.save', { tabs: [tab], activeTab: tab.id })
  for (const { id: exchangeId } of [exchange, synthetic, asNobody]) {
    const found = await claimcheck.ask('inspection.inExchange', { exchangeId })
    expect(found.map(({ part }) => part)).toEqual(expect.arrayContaining(['sent-header', 'answer-body']))
    for (const { token } of found) await claimcheck.ask('tokens.inspect', { subject: { of: 'loose', id: token.id } })
  }
  await claimcheck.ask('exchanges.askServer', { exchangeId: exchange.id })
  for (const { id: exchangeId } of [synthetic, asNobody]) {
    await claimcheck.bridge.call('exchanges.askServer', { exchangeId })
  }
  return [exchange, synthetic, asNobody].map(({ id: exchangeId }) => ({ of: 'sent', exchangeId }))
}

/** A day at the token desk: pasted, found, made, sent and remembered tokens, each looked at from all sides. */
export async function looksAtTokens(claimcheck: Journey): Promise<void> {
  const server = await aBendableIssuer()
  const given = plantToken(unchecked(saying('a token in an answer')), 'a token in an answer')
  const api = await aTalkativeApi(given)
  try {
    const loose = await pastedOnes(claimcheck)
    await eveSignsIn(claimcheck, server)
    const { id: profileId } = await claimcheck.profile('eve')
    for (let time = 0; time < 3; time += 1) await claimcheck.ask('tokens.refresh', { profileId })
    const own = (['access', 'id', 'refresh'] as const).map((which) => ({ of: 'profile', profileId, which }) as const)
    const past = (await claimcheck.ask('inspection.past', { profileId })).map(
      ({ entry }) => ({ of: 'past', profileId, entry }) as const,
    )
    expect(past.length).toBeGreaterThanOrEqual(8)
    const [first] = own
    const made = await forge(claimcheck, first ?? failed(), { signing: { how: 'bit-flipped' } })
    const sent = await sentOnes(claimcheck, api, made.subject)
    for (const subject of [...loose, ...own, ...past, ...sent]) {
      await lookFromAllSides(claimcheck, subject, first ?? failed())
      await claimcheck.bridge.call('inspection.introspect', { subject, profileId })
    }
    for (const subject of [...loose.slice(0, 1), ...own.slice(0, 1), ...sent.slice(0, 1)]) {
      await forgeInEveryWay(claimcheck, subject)
    }
    await claimcheck.ask('inspection.loose', {})
  } finally {
    await server.close()
    await api.close()
  }
}

function failed(): never {
  throw new Error('the story has no such token')
}
