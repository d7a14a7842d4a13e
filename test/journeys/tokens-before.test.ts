import { afterEach, describe, expect, test } from 'vitest'
import type { TokenSubject } from '../../electron/contract/jwt.ts'
import { closeServers } from '../support/closing-servers.ts'
import { composeForJourney, endJourneys } from '../support/compose-for-journey.ts'
import { accessOf, carolSignedIn, jtiOf, passphrase, pastOf } from '../support/issuer-of-jwts.ts'
import { claimIn, forge, lookAt, paste, tokenOf, verify } from '../support/tokens-in-journey.ts'

afterEach(async () => {
  await endJourneys()
  await closeServers()
})

describe('the tokens that a profile had before', () => {
  test('are there before and after a refresh, the newest first, and the one of now is marked', async () => {
    const { claimcheck, server, profileId } = await carolSignedIn()
    expect(accessOf(await pastOf(claimcheck))).toMatchObject([
      { isCurrent: true, authority: new URL(server.issuer).host },
    ])
    server.says.access = { scope: 'read write' }
    await claimcheck.ask('tokens.refresh', { profileId })
    const tokens = await pastOf(claimcheck)
    expect(accessOf(tokens)).toMatchObject([
      { isCurrent: true, jti: jtiOf(server.given[1]?.access ?? ''), scopes: ['read', 'write'], jtiSeen: null },
      { isCurrent: false, jti: jtiOf(server.given[0]?.access ?? ''), scopes: ['read'], jtiSeen: null },
    ])
    expect(tokens.filter(({ which, isCurrent }) => which === 'id' && isCurrent)).toHaveLength(1)
  })

  test('can be read, but neither copied, sent nor checked: what made them tokens was not kept', async () => {
    const { claimcheck, server, profileId } = await carolSignedIn()
    await claimcheck.ask('tokens.refresh', { profileId })
    const before = accessOf(await pastOf(claimcheck))[1]
    const subject: TokenSubject = { of: 'past', profileId, entry: before?.entry ?? '' }
    const token = await lookAt(claimcheck, subject)
    expect(token).toMatchObject({ past: true, which: 'access', format: 'jwt', reference: before?.reference })
    expect(claimIn(token, 'jti')).toBe(jtiOf(server.given[0]?.access ?? ''))
    expect(await verify(claimcheck, subject)).toMatchObject({ signature: { verdict: 'cannot-check' }, bindings: [] })
    const only = { code: 'inspection.only_remembered', details: {} }
    expect(await claimcheck.failureOf('tokens.copy', { subject })).toEqual(only)
    expect(await claimcheck.failureOf('inspection.introspect', { subject, profileId })).toEqual(only)
    const draft = await claimcheck.ask('inspection.draft', { subject, recipe: null })
    for (const how of ['as-it-was', 'bit-flipped'] as const) {
      const forging = { base: subject, draft: { ...draft, signing: { how } } }
      expect(await claimcheck.failureOf('inspection.forge', forging)).toEqual(only)
    }
    expect(claimcheck.copied).toEqual([])
  })

  test('are still there after a restart, and compared with the one of now', async () => {
    const { claimcheck, server, profileId } = await carolSignedIn()
    server.says.access = { scope: 'read write' }
    await claimcheck.ask('tokens.refresh', { profileId })
    const told = await pastOf(claimcheck)
    await claimcheck.end()
    const again = await composeForJourney({ folder: claimcheck.folder, keyring: claimcheck.keyring })
    expect(await pastOf(again)).toEqual(told)
    const left: TokenSubject = { of: 'past', profileId, entry: accessOf(told)[1]?.entry ?? '' }
    const { rows, sentence } = await again.ask('inspection.compare', { left, right: await tokenOf(again, 'carol') })
    expect(sentence).toContain('one scope more (write)')
    expect(rows.slice(0, 1)).toMatchObject([{ name: 'scope', state: 'changed', words: 'write was added' }])
    expect(rows.find(({ name }) => name === 'jti')).toMatchObject({ state: 'changed' })
    expect(rows.find(({ name }) => name === 'sub')).toMatchObject({ state: 'same' })
    expect(await again.ask('inspection.loose', {})).toEqual([])
  })

  test('are the last twenty, however often the token was refreshed', async () => {
    const { claimcheck, server, profileId } = await carolSignedIn()
    server.says.refreshGivesIdToken = false
    const ofSignIn = (await pastOf(claimcheck)).find(({ which }) => which === 'id')
    for (let time = 0; time < 24; time += 1) await claimcheck.ask('tokens.refresh', { profileId })
    const tokens = await pastOf(claimcheck)
    expect(tokens).toHaveLength(20)
    // The ID token that is held still is one of them, from when it came.
    expect(tokens.filter(({ which }) => which === 'id')).toEqual([ofSignIn])
    expect(accessOf(tokens).map(({ jti }) => jti)).toEqual(
      server.given
        .slice(-19)
        .toReversed()
        .map(({ access }) => jtiOf(access)),
    )
  })

  test('are forgotten with the sign-in, and with the profile, also on the disk', async () => {
    const { claimcheck, server, profileId } = await carolSignedIn()
    await claimcheck.ask('tokens.refresh', { profileId })
    const [entry] = accessOf(await pastOf(claimcheck)).map((each) => each.entry)
    await claimcheck.ask('tokens.forget', { profileId })
    expect(await pastOf(claimcheck)).toEqual([])
    const subject = { of: 'past', profileId, entry: entry ?? '' } as const
    expect(await claimcheck.failureOf('tokens.inspect', { subject })).toMatchObject({ code: 'inspection.gone' })

    await server.signIn(claimcheck, 'carol')
    const [last] = accessOf(await pastOf(claimcheck)).map((each) => each.entry)
    const jti = jtiOf(server.given.at(-1)?.access ?? '')
    await claimcheck.ask('profiles.remove', { profileId })
    const removed = { of: 'past', profileId, entry: last ?? '' } as const
    expect(await claimcheck.failureOf('tokens.inspect', { subject: removed })).toMatchObject({
      code: 'inspection.gone',
    })
    await claimcheck.end()
    const again = await composeForJourney({ folder: claimcheck.folder, keyring: claimcheck.keyring })
    expect(await again.ask('inspection.past', { profileId })).toEqual([])
    // Nor does the mark of a jti that was seen twice remember it.
    const { subject: other } = await paste(again, await server.server.idToken({ jti }))
    expect((await lookAt(again, other)).warnings.filter(({ about }) => about === 'jti')).toEqual([])
  })
})

describe('while the vault is locked', () => {
  async function lockable() {
    const made = await carolSignedIn({ under: 'passphrase' })
    await made.claimcheck.ask('tokens.refresh', { profileId: made.profileId })
    return made
  }

  test('what was before is locked like the rest, and comes back when it is opened', async () => {
    const { claimcheck, profileId } = await lockable()
    const told = await pastOf(claimcheck)
    const subject = { of: 'past', profileId, entry: told.at(-1)?.entry ?? '' } as const
    await claimcheck.ask('vault.lock', {})
    expect(await claimcheck.failureOf('inspection.past', { profileId })).toMatchObject({ code: 'vault.locked' })
    expect(await claimcheck.failureOf('tokens.inspect', { subject })).toMatchObject({ code: 'vault.locked' })
    await claimcheck.ask('vault.unlock', { by: 'passphrase', passphrase })
    expect(await pastOf(claimcheck)).toEqual(told)
  })

  test('everything that I pasted, made or sent is let go of: told as gone, also after it is opened again', async () => {
    const { claimcheck, server } = await lockable()
    const { subject: pasted } = await paste(claimcheck, await server.server.idToken({ jti: 'q-7' }))
    const made = await forge(claimcheck, await tokenOf(claimcheck, 'carol'), { signing: { how: 'bit-flipped' } })
    server.server.answer('/orders', { body: { access_token: server.given[0]?.access } })
    const exchange = await claimcheck.send({ url: `${server.issuer}/orders` }, 'carol')
    const sent: TokenSubject = { of: 'sent', exchangeId: exchange.id }
    const [inBody] = (await claimcheck.ask('inspection.inExchange', { exchangeId: exchange.id })).filter(
      ({ part }) => part === 'answer-body',
    )
    const found: TokenSubject = { of: 'loose', id: inBody?.token.id ?? pasted.id }
    const all = [pasted, made.subject, sent, found]
    for (const subject of all) expect(await lookAt(claimcheck, subject)).toMatchObject({ format: 'jwt' })

    await claimcheck.ask('vault.lock', {})
    const gone = { code: 'inspection.gone', details: {} }
    const isGone = async () => {
      for (const subject of all) {
        expect(await claimcheck.failureOf('tokens.inspect', { subject })).toEqual(gone)
        expect(await claimcheck.failureOf('tokens.copy', { subject })).toEqual(gone)
      }
      expect(await claimcheck.ask('inspection.loose', {})).toEqual([])
      expect(await claimcheck.failureOf('inspection.inExchange', { exchangeId: exchange.id })).toEqual(gone)
      expect(await claimcheck.failureOf('exchanges.askServer', { exchangeId: exchange.id })).toMatchObject({
        code: 'exchange.reason_gone',
      })
    }
    await isGone()
    await claimcheck.ask('vault.unlock', { by: 'passphrase', passphrase })
    await isGone()
  })

  test('what was on its way when it was locked is not held after it either', async () => {
    const { claimcheck, server } = await lockable()
    let letGo = (): void => undefined
    const held = new Promise<void>((resolve) => (letGo = resolve))
    let arrived = (): void => undefined
    const arrival = new Promise<void>((resolve) => (arrived = resolve))
    server.server.answer('/orders', async () => {
      arrived()
      await held
      return { body: { access_token: server.given[0]?.access } }
    })
    const sending = claimcheck.send({ url: `${server.issuer}/orders` }, 'carol')
    await arrival
    await claimcheck.ask('vault.lock', {})
    letGo()
    const { id: exchangeId } = await sending
    expect(await claimcheck.failureOf('tokens.inspect', { subject: { of: 'sent', exchangeId } })).toEqual({
      ...{ code: 'inspection.gone', details: {} },
    })
    expect(await claimcheck.failureOf('inspection.inExchange', { exchangeId })).toMatchObject({
      code: 'inspection.gone',
    })
  })
})
