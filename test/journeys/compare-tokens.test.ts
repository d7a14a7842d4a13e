import { afterEach, describe, expect, test } from 'vitest'
import type { TokenSubject } from '../../electron/contract/jwt.ts'
import { closeServers, closing } from '../support/closing-servers.ts'
import { composeForJourney, endJourneys } from '../support/compose-for-journey.ts'
import { chooseEnvironment } from '../support/environments-in-journey.ts'
import { accessOf, anIssuerOfJwts, carolSignedIn, jtiOf, pastOf, type IssuerOfJwts } from '../support/issuer-of-jwts.ts'
import { copyOf, forge, lookAt, paste, tokenOf } from '../support/tokens-in-journey.ts'

afterEach(async () => {
  await endJourneys()
  await closeServers()
})

describe('two tokens with one jti', () => {
  const warningsOf = ({ warnings }: Awaited<ReturnType<typeof lookAt>>) =>
    warnings.filter(({ about }) => about === 'jti')

  test('are marked: another token of the profile had it, also one that is over, also after a restart', async () => {
    const { claimcheck, server, profileId } = await carolSignedIn()
    server.says.access = { jti: 'always-the-same' }
    await claimcheck.ask('tokens.refresh', { profileId })
    expect(warningsOf(await lookAt(claimcheck, await tokenOf(claimcheck, 'carol')))).toEqual([])
    server.says.access = { jti: 'always-the-same', scope: 'other' }
    await claimcheck.ask('tokens.refresh', { profileId })
    const [current, before] = accessOf(await pastOf(claimcheck))
    expect(current?.jtiSeen).toContain('carol')
    expect(before?.jtiSeen).toContain('carol')
    await claimcheck.end()
    const again = await composeForJourney({ folder: claimcheck.folder, keyring: claimcheck.keyring })
    expect(warningsOf(await lookAt(again, await tokenOf(again, 'carol')))).toHaveLength(1)
  })

  test('are marked between a pasted one and another; the same token twice, or one made from it, is no second', async () => {
    const { claimcheck, server } = await carolSignedIn()
    const own = await copyOf(claimcheck, await tokenOf(claimcheck, 'carol'))
    expect(warningsOf((await paste(claimcheck, own)).shown)).toEqual([])
    await forge(claimcheck, await tokenOf(claimcheck, 'carol'), { signing: { how: 'bit-flipped' } })
    expect(warningsOf(await lookAt(claimcheck, await tokenOf(claimcheck, 'carol')))).toEqual([])
    const { subject } = await paste(claimcheck, await server.server.idToken({ jti: jtiOf(own), sub: 'somebody else' }))
    expect(warningsOf(await lookAt(claimcheck, subject))).toHaveLength(1)
    expect(warningsOf(await lookAt(claimcheck, await tokenOf(claimcheck, 'carol')))).toHaveLength(1)
  })
})

describe('compared claim by claim, what differs first', () => {
  test('alice with bob: who they are and what bob may do besides', async () => {
    const claimcheck = await composeForJourney()
    for (const name of ['alice', 'bob']) expect(await claimcheck.signIn(name)).toMatchObject({ ok: true })
    const [left, right] = [await tokenOf(claimcheck, 'alice'), await tokenOf(claimcheck, 'bob')]
    const comparison = await claimcheck.ask('inspection.compare', { left, right })
    expect(comparison.left.title).toBe("alice's access token, held now")
    expect(comparison.right.title).toBe("bob's access token, held now")
    expect(comparison.sentence).toContain('Another person')
    expect(comparison.sentence).toContain('orders:write')
    const states = comparison.rows.map(({ state }) => state === 'same')
    expect(states.lastIndexOf(false)).toBeLessThan(states.indexOf(true))
    const row = (name: string) => comparison.rows.find((each) => each.name === name)
    expect(row('sub')).toMatchObject({ state: 'changed', left: { json: '"alice"' }, right: { json: '"bob"' } })
    expect(row('scope')?.chips).toEqual(
      expect.arrayContaining([
        { text: 'orders:read', in: 'both' },
        { text: 'orders:write', in: 'right' },
      ]),
    )
    expect(row('iss')).toMatchObject({ state: 'same' })
  })

  test('staging with production: the issuers and the keys, of one profile in two environments', async () => {
    const [staging, production] = [closing(await anIssuerOfJwts()), closing(await anIssuerOfJwts())]
    production.says.access = { aud: 'api-of-production' }
    const claimcheck = await composeForJourney()
    const signIn = async (at: IssuerOfJwts) => {
      await chooseEnvironment(claimcheck, { idp: at.issuer })
      await at.signIn(claimcheck, 'carol')
    }
    await chooseEnvironment(claimcheck, { idp: staging.issuer })
    await claimcheck.saveProfile({ name: 'carol', issuer: '{{idp}}', scopes: ['openid', 'read'] })
    await signIn(staging)
    await signIn(production)
    const { id: profileId } = await claimcheck.profile('carol')
    const ofStaging = accessOf(await pastOf(claimcheck)).find(
      ({ authority }) => authority === new URL(staging.issuer).host,
    )
    const left: TokenSubject = { of: 'past', profileId, entry: ofStaging?.entry ?? '' }
    const { rows, sentence } = await claimcheck.ask('inspection.compare', {
      left,
      right: await tokenOf(claimcheck, 'carol'),
    })
    const changed = rows.filter(({ state }) => state === 'changed').map(({ name }) => name)
    expect(changed).toEqual(expect.arrayContaining(['iss', 'aud']))
    expect(sentence).toMatch(/another issuer/i)
  })
})
