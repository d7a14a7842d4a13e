import { describe, expect, test } from 'vitest'
import { halfHash } from '../../../../electron/domain/jwt/half-hash.ts'
import type { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { aDesk, isListening } from '../../../support/desk-builder.ts'
import { aPerson, browsing, desksAtPlayground } from '../../../support/playground-desk.ts'
import { signInOverHttp } from '../../../support/playground.ts'

const { deskFor, issuer } = desksAtPlayground()

describe('signing in through the browser', () => {
  test('gives an active session whose tokens are kept and can be refreshed', async () => {
    const alice = aPerson('alice')
    const { desk, keeper, vault, steps } = deskFor([alice], browsing('alice'))
    const session = await desk.start(alice.id, [])
    expect(session).toMatchObject({ state: 'active', refreshable: true, refreshCount: 0, kept: 'on-disk' })
    expect(steps).toEqual(['discovering', 'waiting-for-browser', 'exchanging-code', 'saving', 'done'])
    expect([...vault.disk.keys()].some((key) => key.startsWith(`tokens/${alice.id}`))).toBe(true)
    const [before, after] = [await keeper.peek(alice.id), await keeper.refreshNow(alice.id)]
    expect(after).toMatchObject({ state: 'active', refreshCount: 1 })
    expect((await keeper.peek(alice.id))?.refreshToken?.reveal()).not.toBe(before?.refreshToken?.reveal())
  })

  test('opens the system browser on the very address, and asks for the scopes on top', async () => {
    const alice = aPerson('alice')
    const { desk, browsed } = deskFor([alice], browsing('alice'))
    await desk.start(alice.id, ['orders:write', 'orders:read'])
    const url = new URL(browsed[0] ?? '')
    expect(url.origin).toBe(issuer())
    expect(url.searchParams.get('scope')).toBe('openid offline_access orders:read orders:write')
    expect(url.searchParams.get('code_challenge_method')).toBe('S256')
    expect(url.searchParams.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback\/[\w-]{22,}$/)
  })

  test('leaves nothing that listens', async () => {
    const alice = aPerson('alice')
    const { desk, listeners } = deskFor([alice], browsing('alice'))
    await desk.start(alice.id, [])
    expect(await Promise.all(listeners.map(isListening))).toEqual([false])
  })

  test('verifier, state and nonce come from the platform CSPRNG, 32 bytes each, new each time', async () => {
    const alice = aPerson('alice')
    const { desk, browsed, randomAsked } = deskFor([alice], browsing('alice'))
    await desk.start(alice.id, [])
    await desk.start(alice.id, [])
    expect(randomAsked).toEqual([32, 32, 32, 32, 32, 32])
    const values = browsed.flatMap((url) =>
      ['state', 'nonce', 'code_challenge'].map((name) => new URL(url).searchParams.get(name)),
    )
    expect(new Set(values).size).toBe(6)
  })

  test('keeps what the ID token is tied to: the nonce that was sent, half a hash of code and state, and neither itself', async () => {
    const alice = aPerson('alice')
    const { desk, keeper, browsed } = deskFor([alice], browsing('alice'))
    await desk.start(alice.id, [])
    const sent = new URL(browsed[0] ?? '').searchParams
    const ties = (await keeper.peek(alice.id))?.ties
    expect(ties).toMatchObject({ idTokenFrom: 'sign-in', nonce: sent.get('nonce'), isAccessTokenNewer: false })
    expect(ties?.stateHash).toBe(halfHash(sent.get('state') ?? '', 'RS256'))
    expect(ties?.codeHash).toMatch(/^[\w-]{22}$/)
  })

  test('of two people at once ends for each with their own tokens, though the answers are crossed first', async () => {
    const [alice, bob] = [aPerson('alice'), aPerson('bob')]
    const callbacks: URL[] = []
    const { desk, keeper } = deskFor([alice, bob], async (url) => {
      const as = new URL(url).searchParams.get('login_hint') === 'bob' ? 'bob' : 'alice'
      callbacks.push(await signInOverHttp(url, { as, consent: 'allow' }))
      const [one, other] = callbacks
      if (one === undefined || other === undefined) return
      for (const [to, from] of [
        [one, other],
        [other, one],
      ] as const) {
        const crossed = await fetch(`${to.origin}${to.pathname}${from.search}`)
        expect(crossed.status).toBe(400)
      }
      for (const callback of callbacks) void fetch(callback).then((response) => response.text())
    })
    await Promise.all([desk.start(alice.id, []), desk.start(bob.id, [])])
    const subjects = await Promise.all(
      [alice, bob].map(async ({ id }) => subjectOf((await keeper.peek(id))?.accessToken)),
    )
    expect(subjects).toEqual(['alice', 'bob'])
  })

  test('is refused while one for the same profile runs, which goes on', async () => {
    const alice = aPerson('alice')
    let second: unknown = null
    const { desk } = deskFor([alice], async (url) => {
      second = await desk.start(alice.id, []).catch((thrown: unknown) => thrown)
      await browsing('alice')(url)
    })
    expect(await desk.start(alice.id, [])).toMatchObject({ state: 'active' })
    expect(second).toMatchObject({ code: 'sign_in.already_running', details: { profileId: alice.id } })
  })
})

const subjectOf = (token: SecretText | undefined): unknown => {
  const claims: { sub?: unknown } = JSON.parse(
    Buffer.from(token?.reveal().split('.')[1] ?? '', 'base64url').toString('utf8'),
  )
  return claims.sub
}

describe('while the browser is open', () => {
  test('its address can be opened again and copied, and the session says what is going on', async () => {
    const alice = aPerson('alice')
    const made: ReturnType<typeof aDesk> = deskFor([alice], async (url) => {
      if (made.browsed.length > 1) return browsing('alice')(url)
      expect(await made.keeper.session(alice.id)).toEqual({ state: 'signing-in', step: 'waiting for the browser' })
      made.desk.copyAddress(alice.id)
      await made.desk.openBrowser(alice.id)
    })
    await made.desk.start(alice.id, [])
    expect(made.copied).toEqual([made.browsed[0]])
    expect(made.browsed[1]).toBe(made.browsed[0])
  })
})
