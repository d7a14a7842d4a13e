import { describe, expect, test } from 'vitest'
import type { Profile } from '../../../../electron/domain/profiles/profile.ts'
import { aDesk, isListening } from '../../../support/desk-builder.ts'
import { aPerson, browsing, desksAtPlayground } from '../../../support/playground-desk.ts'
import { anOAuthWay } from '../../../support/token-builder.ts'
import { diskFull } from '../../../support/records-in-memory.ts'

const { deskFor } = desksAtPlayground()

describe('a sign-in that ends badly leaves nothing behind', () => {
  type Desk = ReturnType<typeof aDesk>
  const endings: readonly (readonly [
    string,
    (desk: () => Desk, profile: Profile) => (url: string) => Promise<void>,
    object,
    string,
  ])[] = [
    [
      'a denied consent',
      () => browsing('alice', 'deny'),
      { code: 'sign_in.denied', details: { error: 'access_denied' } },
      'failed',
    ],
    [
      'a cancel',
      (desk, { id }) =>
        async () =>
          desk().desk.cancel(id),
      { code: 'sign_in.cancelled' },
      'cancelled',
    ],
    [
      'a browser that cannot be opened',
      () => async () => Promise.reject(new Error('no browser')),
      { code: 'sign_in.browser_failed' },
      'failed',
    ],
    [
      'nobody coming back in five minutes',
      (desk) => async () => void desk().clock.advance(300_000),
      { code: 'sign_in.timed_out', details: { afterSeconds: 300 } },
      'failed',
    ],
  ]
  test.each(endings)('%s', async (_what, behaviour, failure, step) => {
    const alice = aPerson('alice')
    const made: Desk = deskFor([alice], async (url) => behaviour(() => made, alice)(url))
    await expect(made.desk.start(alice.id, [])).rejects.toMatchObject(failure)
    expect(made.steps.at(-1)).toBe(step)
    expect(await Promise.all(made.listeners.map(isListening))).toEqual([false])
    expect(made.vault.disk.size).toBe(0)
    expect(made.clock.pending()).toEqual([])
    expect(await made.keeper.session(alice.id)).toEqual({ state: 'signed-out' })
    const trace = made.desk.trace(alice.id)
    expect(trace?.outcome).toBe(step)
    expect(trace?.entries.some(({ problem }) => problem !== null)).toBe(true)
    // The profile is free for the next try.
    expect(() => made.desk.copyAddress(alice.id)).toThrow()
  })

  test('an edit that makes somebody else of the profile, while the browser is open', async () => {
    const alice = aPerson('alice')
    const made: Desk = deskFor([alice], async (url) => {
      await made.store.put({ ...alice, way: anOAuthWay({ issuer: 'https://other.example.test' }) })
      await browsing('alice')(url)
    })
    await expect(made.desk.start(alice.id, [])).rejects.toMatchObject({ code: 'sign_in.cancelled' })
    expect(made.vault.disk.size).toBe(0)
  })

  test('a cancel while the vault is looked at for the last time', async () => {
    const alice = aPerson('alice')
    const made: Desk = deskFor([alice], browsing('alice'))
    made.vault.beforeRead = () => {
      if (made.steps.includes('exchanging-code')) made.desk.cancel(alice.id)
    }
    await expect(made.desk.start(alice.id, [])).rejects.toMatchObject({ code: 'sign_in.cancelled' })
    expect(made.vault.disk.size).toBe(0)
  })

  test('a person who waits just under five minutes is still waited for', async () => {
    const alice = aPerson('alice')
    const made: Desk = deskFor([alice], async (url) => {
      await made.clock.advance(299_000)
      await browsing('alice')(url)
    })
    expect(await made.desk.start(alice.id, [])).toMatchObject({ state: 'active' })
  })

  test('a forged error cannot end ours', async () => {
    const alice = aPerson('alice')
    const { desk } = deskFor([alice], async (url) => {
      const redirectUri = new URL(url).searchParams.get('redirect_uri') ?? ''
      const forged = await fetch(`${redirectUri}?error=access_denied&state=guessed`)
      expect(forged.status).toBe(400)
      await browsing('alice')(url)
    })
    expect(await desk.start(alice.id, [])).toMatchObject({ state: 'active' })
  })

  test('an issuer that is not there', async () => {
    const alice = aPerson('alice', { issuer: 'http://127.0.0.1:9' })
    const { desk, browsed, listeners } = deskFor([alice])
    await expect(desk.start(alice.id, [])).rejects.toMatchObject({ code: 'sign_in.issuer_unreachable' })
    expect(browsed).toEqual([])
    expect(await Promise.all(listeners.map(isListening))).toEqual([false])
  })

  test('a playground that is not running', async () => {
    const alice = aPerson('alice')
    const { desk } = aDesk({ profiles: [alice] })
    await expect(desk.start(alice.id, [])).rejects.toMatchObject({
      code: 'input.variable_unknown',
      details: { names: ['playgroundIssuer'] },
    })
  })

  test('a locked vault, before any browser is opened', async () => {
    const alice = aPerson('alice')
    const { desk, vault, browsed } = deskFor([alice])
    vault.locked = true
    await expect(desk.start(alice.id, [])).rejects.toMatchObject({ code: 'vault.locked' })
    expect(browsed).toEqual([])
  })

  test('a disk that is full: signed in all the same, and said', async () => {
    const alice = aPerson('alice')
    const { desk, keeper, vault } = deskFor([alice], browsing('alice'))
    vault.beforeWrite = async () => diskFull()
    await expect(desk.start(alice.id, [])).rejects.toMatchObject({ code: 'session.not_saved' })
    expect(await keeper.session(alice.id)).toMatchObject({ state: 'active', kept: 'until-quit' })
  })

  test('a profile that does not exist', async () => {
    const { desk, steps } = deskFor([])
    const { id } = aPerson('alice')
    await expect(desk.start(id, [])).rejects.toMatchObject({ code: 'profile.not_found', details: { profileId: id } })
    expect(steps).toEqual(['failed'])
  })
})
