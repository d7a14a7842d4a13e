import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { profilesChannels } from '../../electron/contract/profiles.ts'
import { desktopClientId } from '../../electron/playground/demo-credentials.ts'
import type { Playground } from '../../electron/playground/playground.ts'
import {
  aDataFolder,
  answerOf,
  composeForJourney,
  endJourneys,
  type Journey,
  type JourneySituation,
} from '../support/compose-for-journey.ts'
import { aJourneyClock } from '../support/journey-clock.ts'
import { aJourneySchedule } from '../support/journey-timers.ts'
import { aKeyring, noKeyring } from '../support/keyring-builder.ts'
import { startTestPlayground } from '../support/playground-client.ts'
import { addProfileAt, aRotatingIssuer, signInThere, type RotatingIssuer } from '../support/rotating-issuer.ts'
import { anOAuthWay } from '../support/token-builder.ts'
import { forgetting, opening, otherPassphrase, passphrase, underPassphrase } from '../support/vault-requests.ts'
import { aStaticTokenWay } from '../support/way-builder.ts'
import { ofProfile } from '../support/subject-of.ts'

let issuer: RotatingIssuer
beforeEach(async () => {
  issuer = await aRotatingIssuer()
})
afterEach(async () => {
  await endJourneys()
  await issuer.close()
})

/** Two Claimchecks on one data folder, as a window and a command line are, or a shared home. */
async function twoPrograms(
  prepare: (first: Journey) => Promise<unknown>,
  { keyring = aKeyring().wrapper, clock = aJourneyClock(), schedule }: Partial<JourneySituation> = {},
) {
  const folder = await aDataFolder()
  const start = () => composeForJourney({ folder, keyring, clock, ...(schedule && { schedule }) })
  const first = await start()
  await prepare(first)
  const second = await start()
  return { folder, clock, keyring, first, second }
}

const carolSignsIn = async (first: Journey) => {
  await addProfileAt(first, issuer)
  await signInThere(first, issuer)
}
const statusOfSend = async (claimcheck: Journey) => answerOf(await claimcheck.send(issuer.orders, 'carol')).status
const enter = (value: string) => ({ token: { change: 'replace', value } }) as const

describe('two programs on one vault', () => {
  test('ask a server that rotates only once between them, whoever comes first, expiry after expiry', async () => {
    const { clock, first, second } = await twoPrograms(carolSignsIn)
    for (let expiry = 1; expiry <= 3; expiry += 1) {
      clock.passes(301)
      const sends = [first, second].flatMap((program) => Array.from({ length: 50 }, () => statusOfSend(program)))
      expect(new Set(await Promise.all(sends))).toEqual(new Set([200]))
      expect(issuer.refreshes()).toBe(expiry)
    }
    for (const program of [first, second]) {
      expect(await program.session('carol')).toMatchObject({ state: 'active', refreshCount: 3 })
    }
    const { id: profileId } = await first.profile('carol')
    await Promise.all([first.end(), second.end()])
    const next = await composeForJourney({ folder: first.folder, keyring: first.keyring, clock })
    expect(await statusOfSend(next)).toBe(200)
    expect(issuer.refreshes()).toBe(3)
    // One diary for both: each refresh stands in it once.
    const timeline = await next.ask('tokens.timeline', { profileId })
    expect(timeline.filter(({ what }) => what.kind === 'refreshed')).toHaveLength(3)
  })

  test('keep what each of them saved, when both save at once and when both quit', async () => {
    const names = Array.from({ length: 10 }, (_, nth) => `number ${nth}`)
    const { folder, keyring, first, second } = await twoPrograms(async (program) => {
      for (const name of names)
        await program.addProfile({ name, way: aStaticTokenWay(), secrets: enter(`old ${name}`) })
    })
    await Promise.all(
      names.map(async (name, nth) => {
        const program = nth % 2 === 0 ? first : second
        const { session: _, isPlayground: __, secrets: ___, ...settings } = await program.profile(name)
        const request = { ...settings, secrets: enter(`new-${nth}`) }
        await program.ask('profiles.save', profilesChannels['profiles.save'].request.parse(request))
      }),
    )
    await Promise.all([first.end(), second.end()])
    const next = await composeForJourney({ folder, keyring })
    expect(await next.ask('vault.status', {})).toMatchObject({ state: 'open', unreadable: 0 })
    for (const [nth, name] of names.entries()) {
      const { id: profileId } = await next.profile(name)
      await next.ask('tokens.copy', ofProfile(profileId))
      expect(next.copied.at(-1)).toBe(`new-${nth}`)
    }
  })

  test('one uses the sign-in that the other got, and stops where the other signed out', async () => {
    const { first, second } = await twoPrograms((program) => addProfileAt(program, issuer))
    expect(await second.failureOfSend(issuer.orders, 'carol')).toMatchObject({ code: 'session.signed_out' })
    await signInThere(first, issuer)
    expect(await statusOfSend(second)).toBe(200)
    expect(second.browser.addresses).toEqual([])
    const { id: profileId } = await first.profile('carol')
    await first.ask('tokens.forget', { profileId })
    expect(await second.failureOf('tokens.refresh', { profileId })).toMatchObject({ code: 'session.signed_out' })
    expect(issuer.refreshes()).toBe(0)
  })

  test('one that removes a profile takes its tokens along: the other brings none of them back', async () => {
    const { folder, keyring, clock, first, second } = await twoPrograms(carolSignsIn)
    const before = await first.ask('vault.status', {})
    const { id: profileId } = await first.profile('carol')
    await first.ask('profiles.remove', { profileId })
    clock.passes(301)
    const reply = await second.bridge.call('requests.send', await second.prepare(issuer.orders, 'carol'))
    expect(reply).toMatchObject({
      ok: false,
      failure: { code: expect.stringMatching(/session.signed_out|profile.not_found/) },
    })
    expect(issuer.refreshes()).toBe(0)
    await Promise.all([first.end(), second.end()])
    const next = await composeForJourney({ folder, keyring, clock })
    const after = await next.ask('vault.status', {})
    if (before.state !== 'open' || after.state !== 'open') throw new Error('the vault is closed')
    // Its tokens, and what is remembered of them.
    expect(after.records).toBe(before.records - 2)
  })

  test('keep one sign-in fresh between them: each expiry is one refresh, by whoever comes first', async () => {
    const clock = aJourneyClock()
    const time = aJourneySchedule(clock)
    const { first, second } = await twoPrograms(
      async (program) => {
        await addProfileAt(program, issuer, { keepFresh: true })
        await signInThere(program, issuer)
      },
      { clock, schedule: time.schedule },
    )
    for (let expiry = 1; expiry <= 4; expiry += 1) {
      await time.passes(200)
      await vi.waitFor(
        async () => {
          await time.passes(2)
          for (const program of [first, second]) {
            expect(await program.session('carol')).toMatchObject({ refreshCount: expiry, refreshing: false })
          }
        },
        { timeout: 20_000 },
      )
      expect(issuer.refreshes()).toBe(expiry)
    }
  })

  test('one that forgets everything leaves the other nothing: not to use, not to bring back', async () => {
    const { folder, keyring, clock, first, second } = await twoPrograms(carolSignsIn)
    expect(await statusOfSend(second)).toBe(200)
    await first.ask('vault.forgetEverything', forgetting)
    clock.passes(301)
    // The starters began a new vault meanwhile, which the one that is open must not be written over.
    expect(await second.failureOfSend(issuer.orders, 'carol')).toEqual({ code: 'vault.replaced', details: {} })
    expect(issuer.refreshes()).toBe(0)
    await second.ask('vault.lock', {})
    expect(await second.ask('vault.unlock', { by: 'keyring' })).toMatchObject({ state: 'open', unreadable: 0 })
    expect(await second.session('carol')).toEqual({ state: 'signed-out' })
    await Promise.all([first.end(), second.end()])
    const next = await composeForJourney({ folder, keyring, clock })
    expect(await next.session('carol')).toEqual({ state: 'signed-out' })
    await signInThere(next, issuer)
    expect(await statusOfSend(next)).toBe(200)
  })

  test('one that changes the passphrase locks the other, which says so, and opens with the new one only', async () => {
    const { first, second, clock } = await twoPrograms(
      async (program) => {
        await program.ask('vault.protect', underPassphrase())
        await carolSignsIn(program)
      },
      { keyring: noKeyring() },
    )
    await second.ask('vault.unlock', opening())
    expect(await statusOfSend(second)).toBe(200)
    await first.ask('vault.protect', underPassphrase(otherPassphrase, passphrase))

    clock.passes(301)
    expect(await second.failureOfSend(issuer.orders, 'carol')).toMatchObject({ code: 'vault.locked' })
    expect(await second.ask('vault.status', {})).toMatchObject({
      ...{ state: 'locked', cause: 'changed-elsewhere', opensWith: ['passphrase'] },
    })
    expect(second.events.map(({ event }) => event)).toContain('vault.changed')
    expect(issuer.refreshes()).toBe(0)
    expect(await second.failureOf('vault.unlock', opening())).toMatchObject({ code: 'vault.wrong_passphrase' })
    expect(await second.ask('vault.unlock', opening(otherPassphrase))).toMatchObject({ state: 'open' })
    expect(await statusOfSend(second)).toBe(200)
    expect(await statusOfSend(first)).toBe(200)
    expect(issuer.refreshes()).toBe(1)
  })
})

describe('two programs at the playground’s own server', () => {
  let playground: Playground
  beforeAll(async () => {
    playground = await startTestPlayground()
  })
  afterAll(async () => {
    vi.useRealTimers()
    await playground.stop()
  })

  test('fifty sends from each at expiry are one call of its token endpoint', async () => {
    const { clock, first, second } = await twoPrograms(async (program) => {
      const scopes = ['openid', 'offline_access', 'orders:read']
      const way = anOAuthWay({ issuer: playground.issuer, clientId: desktopClientId, scopes })
      await program.addProfile({ name: 'alice at work', way })
      expect(await program.signIn('alice at work')).toMatchObject({ ok: true })
    })
    const before = playground.counts()
    clock.passes(301)
    const orders = { url: `${playground.apiUrl}/orders` }
    const sends = [first, second].flatMap((program) =>
      Array.from({ length: 50 }, async () => answerOf(await program.send(orders, 'alice at work')).status),
    )
    expect(new Set(await Promise.all(sends))).toEqual(new Set([200]))
    const after = playground.counts()
    expect(after.refreshes - before.refreshes).toBe(1)
    expect(after.tokenRequests - before.tokenRequests).toBe(1)
    expect(after.refusedRefreshes).toBe(0)
  })
})
