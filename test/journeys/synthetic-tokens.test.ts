import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerOf, composeForJourney, endJourneys, type Journey } from '../support/compose-for-journey.ts'
import { respeltSignature } from '../support/respelt-signature.ts'
import { claimIn, copyOf, forge, lookAt, paste, sendWith, tokenOf, verify } from '../support/tokens-in-journey.ts'
import { aSigner } from '../support/token-signer.ts'
import { exportPKCS8 } from 'jose'

const orders = '{{baseUrl}}/orders'
const me = '{{playgroundApi}}/me'

let claimcheck: Journey
beforeAll(async () => {
  claimcheck = await composeForJourney()
  await claimcheck.ask('settings.save', { refreshInBackground: false })
  for (const name of ['alice', 'bob']) expect(await claimcheck.signIn(name)).toMatchObject({ ok: true })
})
afterAll(endJourneys)

const timelineOf = async (name: string) =>
  claimcheck.ask('tokens.timeline', { profileId: (await claimcheck.profile(name)).id })

describe('a token that I broke, sent in place of alice’s,', () => {
  test('is refused as what it is, with the API’s own reason; nothing of hers is refreshed, tried again or noted', async () => {
    const broken = await forge(claimcheck, await tokenOf(claimcheck, 'alice'), { signing: { how: 'bit-flipped' } })
    expect(broken.token).toMatchObject({ synthetic: true, place: expect.stringContaining('made here') })
    const [session, timeline] = [await claimcheck.session('alice'), await timelineOf('alice')]
    const { tokenRequests, refreshes } = claimcheck.playground.counts()
    const exchange = await sendWith(claimcheck, { looseToken: broken.token.id, url: orders, as: 'alice' })
    expect(exchange).toMatchObject({ synthetic: true, refreshed: 'no', sentAs: { name: 'alice' } })
    expect(exchange.steps.map(({ why }) => why)).toEqual(['request'])
    expect(answerOf(exchange).status).toBe(401)
    expect(exchange.why).toMatchObject({
      cause: 'synthetic',
      headline: 'The token was made here for a test, and the API noticed.',
      evidence: expect.arrayContaining([expect.stringMatching(/^Its reason: /)]),
    })
    expect(claimcheck.playground.counts()).toMatchObject({ tokenRequests, refreshes })
    // What the API says of the time is heard from any answer.
    expect(await claimcheck.session('alice')).toEqual({ ...session, clockSkewSeconds: expect.any(Number) })
    expect(await timelineOf('alice')).toEqual(timeline)
    // Hers goes on as before.
    expect(answerOf(await claimcheck.send({ url: orders }, 'alice')).status).toBe(200)
  })

  test('is refused in every known way to attack a verifier, and each time it is told what the API noticed', async () => {
    const base = await tokenOf(claimcheck, 'alice')
    const recipes = await claimcheck.ask('inspection.recipes', { subject: base })
    const usable = recipes.filter(({ whyNot }) => whyNot === null)
    expect(usable.length).toBeGreaterThan(20)
    for (const { id } of usable) {
      const made = await forge(claimcheck, base, {}, id)
      expect(await verify(claimcheck, made.subject), id).not.toMatchObject({ signature: { verdict: 'valid' } })
      const exchange = await sendWith(claimcheck, { looseToken: made.token.id, url: orders, as: 'alice' })
      expect([answerOf(exchange).status, exchange.why?.cause], id).toEqual([401, 'synthetic'])
    }
    expect(await claimcheck.session('alice')).toMatchObject({ state: 'active', refreshCount: 0 })
  })

  test('can say whatever I write, signed with a key of mine that is used once and not kept', async () => {
    const { privateKey, publicJwk } = await aSigner('ES256', 'mine')
    const key = await exportPKCS8(privateKey)
    const base = await tokenOf(claimcheck, 'alice')
    const draft = await claimcheck.ask('inspection.draft', { subject: base, recipe: null })
    const claims = JSON.stringify({ ...JSON.parse(draft.claims), sub: 'admin', scope: 'users:read' })
    const header = JSON.stringify({ ...JSON.parse(draft.header), alg: 'ES256', kid: 'mine' })
    const made = await forge(claimcheck, base, { header, claims, signing: { how: 'key', alg: 'ES256', key } })
    expect(claimIn(made.shown, 'sub')).toBe('admin')
    const mine = { key: 'pasted', material: JSON.stringify(publicJwk) } as const
    expect(await verify(claimcheck, made.subject, mine)).toMatchObject({ signature: { verdict: 'valid' } })
    const exchange = await sendWith(claimcheck, { looseToken: made.token.id, url: me, as: null })
    expect(exchange).toMatchObject({ synthetic: true, sentAs: null, why: { cause: 'synthetic' } })
    for (const { channel, reply } of claimcheck.replies) {
      expect(JSON.stringify(reply), channel).not.toContain(key.split('\n')[1])
    }
  })

  test('that the API took after all is told as that: a scope is missing, and the token was taken as good', async () => {
    const base = await tokenOf(claimcheck, 'alice')
    const draft = await claimcheck.ask('inspection.draft', { subject: base, recipe: null })
    expect(await claimcheck.failureOf('inspection.forge', { base, draft })).toMatchObject({
      ...{ code: 'inspection.recipe_unusable', details: { reason: expect.stringMatching(/^Nothing was changed/) } },
    })
    // The same signature, written otherwise: made here, and as good as the genuine one.
    const signature = respeltSignature(await copyOf(claimcheck, base))
    const whole = await forge(claimcheck, base, { signing: { how: 'written', signature } })
    const request = await claimcheck.prepare(
      { url: orders, method: 'POST', body: { kind: 'json', text: '{}' } },
      'alice',
    )
    const exchange = await claimcheck.ask('requests.send', { ...request, looseToken: whole.token.id })
    expect(answerOf(exchange).status).toBe(403)
    expect(exchange.why).toMatchObject({ cause: 'missing-scope' })
    expect(exchange.why?.evidence.join(' ')).toContain('took it as good')
  })

  test('is told from where it stands: a mistake in what I wrote, a key that is none, a recipe that does not fit', async () => {
    const base = await tokenOf(claimcheck, 'alice')
    const draft = await claimcheck.ask('inspection.draft', { subject: base, recipe: null })
    const forging = (change: Partial<typeof draft>) => ({ base, draft: { ...draft, ...change } })
    expect(await claimcheck.failureOf('inspection.forge', forging({ claims: '{"sub": "ali' }))).toMatchObject({
      code: 'inspection.draft_invalid',
      details: { part: 'claims' },
    })
    const noKey = { how: 'key', alg: 'RS256', key: 'not a key' } as const
    expect(await claimcheck.failureOf('inspection.forge', forging({ signing: noKey }))).toMatchObject({
      code: 'inspection.key_unusable',
    })
    const asked = { subject: base, recipe: 'no such recipe' }
    expect(await claimcheck.failureOf('inspection.draft', asked)).toMatchObject({ code: 'inspection.recipe_unusable' })
  })
})

describe('a real token that I pasted', () => {
  test('is sent in place of the profile’s, by whoever’s profile, and works', async () => {
    const { subject, loose } = await paste(claimcheck, await copyOf(claimcheck, await tokenOf(claimcheck, 'bob')))
    for (const as of ['alice', 'robot', null]) {
      const exchange = await sendWith(claimcheck, { looseToken: loose.id, url: me, as })
      expect(exchange).toMatchObject({ synthetic: false, why: null })
      const { bytes } = await claimcheck.ask('exchanges.readBody', { exchangeId: exchange.id, offset: 0, length: 9999 })
      expect(JSON.parse(Buffer.from(bytes).toString('utf8'))).toMatchObject({ id: 'bob' })
      const sent = await lookAt(claimcheck, { of: 'sent', exchangeId: exchange.id })
      expect(claimIn(sent, 'sub')).toBe('bob')
      expect(sent.synthetic).toBe(false)
    }
    expect(claimIn(await lookAt(claimcheck, subject), 'sub')).toBe('bob')
    // robot was not signed in for it.
    expect(await claimcheck.session('robot')).toEqual({ state: 'signed-out' })
  })

  test('that was put away is not sent: it is said to be gone, and no request goes out', async () => {
    const { loose } = await paste(claimcheck, await copyOf(claimcheck, await tokenOf(claimcheck, 'bob')))
    await claimcheck.ask('inspection.drop', { ids: [loose.id] })
    const { apiRequests } = claimcheck.playground.counts()
    const request = await claimcheck.prepare({ url: me }, 'alice')
    expect(await claimcheck.failureOf('requests.send', { ...request, looseToken: loose.id })).toEqual({
      ...{ code: 'inspection.gone', details: {} },
    })
    expect(claimcheck.playground.counts().apiRequests).toBe(apiRequests)
  })
})

test('what I pasted and made is written nowhere: after a restart there is none of it', async () => {
  const first = await composeForJourney()
  await first.signIn('alice')
  const { subject } = await paste(first, await copyOf(first, await tokenOf(first, 'alice')))
  const made = await forge(first, subject, { signing: { how: 'cut-off' } })
  expect(await first.ask('inspection.loose', {})).toHaveLength(2)
  await first.end()
  const second = await composeForJourney({ folder: first.folder, keyring: first.keyring })
  expect(await second.ask('inspection.loose', {})).toEqual([])
  for (const each of [subject, made.subject]) {
    expect(await second.failureOf('tokens.inspect', { subject: each })).toMatchObject({ code: 'inspection.gone' })
  }
})
