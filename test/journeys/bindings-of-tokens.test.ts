import { afterEach, describe, expect, test } from 'vitest'
import { closeServers, closing } from '../support/closing-servers.ts'
import { composeForJourney, endJourneys } from '../support/compose-for-journey.ts'
import { anIssuerOfJwts, carolSignedIn } from '../support/issuer-of-jwts.ts'
import { claimIn, copyOf, forge, lookAt, paste, tokenOf, verify } from '../support/tokens-in-journey.ts'

afterEach(async () => {
  await endJourneys()
  await closeServers()
})

describe('an ID token', () => {
  test('fits the access token beside it and the nonce of its own sign-in', async () => {
    const { claimcheck } = await carolSignedIn()
    const { signature, bindings } = await verify(claimcheck, await tokenOf(claimcheck, 'carol', 'id'))
    expect(signature).toMatchObject({ verdict: 'valid' })
    expect(bindings.map(({ name, state }) => [name, state])).toEqual([
      ['at_hash', 'holds'],
      ['nonce', 'holds'],
    ])
    for (const { words, reference } of bindings) {
      expect(words).toMatch(/^It is .{20,}\.$/)
      expect(reference).toMatch(/^OpenID Connect Core §/)
    }
  })

  test('that came by a refresh fits the new access token, and there was no nonce to compare it with', async () => {
    const { claimcheck, profileId } = await carolSignedIn()
    await claimcheck.ask('tokens.refresh', { profileId })
    const { bindings } = await verify(claimcheck, await tokenOf(claimcheck, 'carol', 'id'))
    expect(bindings).toEqual([expect.objectContaining({ name: 'at_hash', state: 'holds' })])
  })

  test('that is older than the access token beside it is not called broken for that', async () => {
    const { claimcheck, server, profileId } = await carolSignedIn()
    server.says.refreshGivesIdToken = false
    await claimcheck.ask('tokens.refresh', { profileId })
    const { bindings } = await verify(claimcheck, await tokenOf(claimcheck, 'carol', 'id'))
    expect(bindings).toEqual([
      expect.objectContaining({
        name: 'at_hash',
        state: 'not-checked',
        words: expect.stringContaining('refreshed since'),
      }),
      expect.objectContaining({ name: 'nonce', state: 'holds' }),
    ])
  })

  test('of another access token, or of another sign-in, never becomes carol’s: the sign-in says what does not fit', async () => {
    const [claimcheck, server] = [await composeForJourney(), closing(await anIssuerOfJwts())]
    await claimcheck.saveProfile({ name: 'carol', issuer: server.issuer, scopes: ['openid'] })
    for (const [says, what] of [
      [{ at_hash: 'of-another-token-AAAAA' }, 'at_hash'],
      [{ nonce: 'of another sign-in' }, 'nonce'],
    ] as const) {
      server.says.id = says
      await expect(server.signIn(claimcheck, 'carol')).rejects.toThrow(new RegExp(`id_token_rejected.*${what}`))
    }
    expect(await claimcheck.session('carol')).toEqual({ state: 'signed-out' })
  })

  test('of carol with another hash or nonce written into it is hers no more: nothing is held to tell a tie by', async () => {
    const { claimcheck } = await carolSignedIn()
    const base = await tokenOf(claimcheck, 'carol', 'id')
    const { claims } = await claimcheck.ask('inspection.draft', { subject: base, recipe: null })
    const other = JSON.stringify({ ...JSON.parse(claims), at_hash: 'of-another-token-AAAAA', nonce: 'another' })
    const made = await forge(claimcheck, base, { claims: other })
    const { signature, bindings } = await verify(claimcheck, made.subject)
    expect(signature).toMatchObject({ verdict: 'invalid' })
    expect(bindings.map(({ state }) => state)).toEqual(['not-checked', 'not-checked'])
  })

  test('that was pasted is compared with nothing: nobody knows what came with it', async () => {
    const { claimcheck } = await carolSignedIn()
    const { subject } = await paste(claimcheck, await copyOf(claimcheck, await tokenOf(claimcheck, 'carol', 'id')))
    const { bindings } = await verify(claimcheck, subject)
    expect(bindings.map(({ state }) => state)).toEqual(['not-checked', 'not-checked'])
  })
})

describe('a token that is bound to a key', () => {
  test('of the DPoP profile is bound to that profile’s own key, and to nobody’s where somebody else has it', async () => {
    const claimcheck = await composeForJourney()
    await claimcheck.ask('playground.addExamples', {})
    expect(await claimcheck.signIn('DPoP')).toMatchObject({ ok: true })
    const subject = await tokenOf(claimcheck, 'DPoP')
    const token = await lookAt(claimcheck, subject)
    expect(token.tokenType).toBe('DPoP')
    expect(claimIn(token, 'cnf')).toEqual({ jkt: expect.stringMatching(/^[\w-]{43}$/) })
    const { signature, bindings } = await verify(claimcheck, subject)
    expect(signature).toMatchObject({ verdict: 'valid' })
    expect(bindings).toEqual([expect.objectContaining({ name: 'cnf.jkt', state: 'holds', reference: 'RFC 9449 §6.1' })])
    const { subject: copied } = await paste(claimcheck, await copyOf(claimcheck, subject))
    expect((await verify(claimcheck, copied)).bindings).toMatchObject([{ name: 'cnf.jkt', state: 'not-checked' }])
  })

  test('that is another one is told as broken: an API must refuse it from here', async () => {
    const claimcheck = await composeForJourney()
    await claimcheck.ask('playground.addExamples', {})
    await claimcheck.signIn('DPoP')
    const base = await tokenOf(claimcheck, 'DPoP')
    const { claims } = await claimcheck.ask('inspection.draft', { subject: base, recipe: null })
    const bound = { ...JSON.parse(claims), cnf: { jkt: 'A'.repeat(43) } }
    const made = await forge(claimcheck, base, { claims: JSON.stringify(bound) })
    const { signature, bindings } = await verify(claimcheck, made.subject)
    expect(signature).toMatchObject({ verdict: 'invalid' })
    expect(bindings).toEqual([expect.objectContaining({ name: 'cnf.jkt', state: 'broken' })])
  })

  test('at an API is refused without its proof, and the token that I broke goes out with a proof of its own', async () => {
    const claimcheck = await composeForJourney()
    await claimcheck.ask('playground.addExamples', {})
    await claimcheck.signIn('DPoP')
    const made = await forge(claimcheck, await tokenOf(claimcheck, 'DPoP'), { signing: { how: 'bit-flipped' } })
    const request = await claimcheck.prepare({ url: '{{playgroundApi}}/with/dpop/me' }, 'DPoP')
    const exchange = await claimcheck.ask('requests.send', { ...request, looseToken: made.token.id })
    const sent = exchange.steps.at(-1)?.sent.headers.map(([name]) => name.toLowerCase())
    expect(sent).toEqual(expect.arrayContaining(['authorization', 'dpop']))
    expect(exchange.why).toMatchObject({ cause: 'synthetic' })
  })
})
