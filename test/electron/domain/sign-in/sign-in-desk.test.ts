import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Profile } from '../../../../electron/domain/profiles/profile.ts'
import { desktopClientId, robotClientId, robotClientSecret } from '../../../../electron/playground/starter.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { aDesk, isListening } from '../../../support/desk-builder.ts'
import { startTestPlayground } from '../../../support/playground-client.ts'
import { signInOverHttp } from '../../../support/playground.ts'
import { diskFull } from '../../../support/records-in-memory.ts'
import { aProfile } from '../../../support/token-builder.ts'

let playground: Awaited<ReturnType<typeof startTestPlayground>>
beforeAll(async () => {
  playground = await startTestPlayground()
})
afterAll(() => playground.stop())

const person = (name: string, some: Partial<Profile> = {}): Profile =>
  aProfile({
    name,
    issuer: '{{playgroundIssuer}}',
    clientId: desktopClientId,
    scopes: ['openid', 'offline_access', 'orders:read'],
    loginHint: name,
    isPlayground: true,
    ...some,
  })
const robot = (): Profile =>
  person('robot', {
    grant: 'client_credentials',
    clientId: robotClientId,
    clientAuthentication: 'client_secret_basic',
    scopes: ['orders:read'],
    loginHint: null,
  })

/** A person at a browser: goes where the address leads, and comes back. */
const browsing =
  (as: 'alice' | 'bob', consent: 'allow' | 'deny' = 'allow') =>
  async (url: string): Promise<void> => {
    const callback = await signInOverHttp(url, { as, consent })
    // The browser is another process: nobody waits for it.
    void fetch(callback).then((response) => response.text())
  }
const deskFor = (profiles: Profile[], browse?: (url: string) => Promise<void>) =>
  aDesk({ profiles, playgroundIssuer: playground.issuer, ...(browse !== undefined && { browse }) })

describe('signing in through the browser', () => {
  test('gives an active session whose tokens are kept and can be refreshed', async () => {
    const alice = person('alice')
    const { desk, keeper, vault, steps } = deskFor([alice], browsing('alice'))
    const session = await desk.start(alice.id, [])
    expect(session).toMatchObject({ state: 'active', refreshable: true, refreshCount: 0, kept: 'on-disk' })
    expect(steps).toEqual(['discovering', 'waiting-for-browser', 'exchanging-code', 'saving', 'done'])
    expect(vault.disk.has(`tokens/${alice.id}`)).toBe(true)
    const [before, after] = [await keeper.peek(alice.id), await keeper.refreshNow(alice.id)]
    expect(after).toMatchObject({ state: 'active', refreshCount: 1 })
    expect((await keeper.peek(alice.id))?.refreshToken?.reveal()).not.toBe(before?.refreshToken?.reveal())
  })

  test('opens the system browser on the very address, and asks for the scopes on top', async () => {
    const alice = person('alice')
    const { desk, browsed } = deskFor([alice], browsing('alice'))
    await desk.start(alice.id, ['orders:write', 'orders:read'])
    const url = new URL(browsed[0] ?? '')
    expect(url.origin).toBe(playground.issuer)
    expect(url.searchParams.get('scope')).toBe('openid offline_access orders:read orders:write')
    expect(url.searchParams.get('code_challenge_method')).toBe('S256')
    expect(url.searchParams.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback\/[\w-]{22,}$/)
  })

  test('leaves nothing that listens', async () => {
    const alice = person('alice')
    const { desk, listeners } = deskFor([alice], browsing('alice'))
    await desk.start(alice.id, [])
    expect(await Promise.all(listeners.map(isListening))).toEqual([false])
  })

  test('verifier, state and nonce come from the platform CSPRNG, 32 bytes each, new each time', async () => {
    const alice = person('alice')
    const { desk, browsed, randomAsked } = deskFor([alice], browsing('alice'))
    await desk.start(alice.id, [])
    await desk.start(alice.id, [])
    expect(randomAsked).toEqual([32, 32, 32, 32, 32, 32])
    const values = browsed.flatMap((url) =>
      ['state', 'nonce', 'code_challenge'].map((name) => new URL(url).searchParams.get(name)),
    )
    expect(new Set(values).size).toBe(6)
  })

  test('of two people at once ends for each with their own tokens, though the answers are crossed first', async () => {
    const [alice, bob] = [person('alice'), person('bob')]
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
    const alice = person('alice')
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
    const alice = person('alice')
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

  test('a person who waits just under five minutes is still waited for', async () => {
    const alice = person('alice')
    const made: Desk = deskFor([alice], async (url) => {
      await made.clock.advance(299_000)
      await browsing('alice')(url)
    })
    expect(await made.desk.start(alice.id, [])).toMatchObject({ state: 'active' })
  })

  test('a forged error cannot end ours', async () => {
    const alice = person('alice')
    const { desk } = deskFor([alice], async (url) => {
      const redirectUri = new URL(url).searchParams.get('redirect_uri') ?? ''
      const forged = await fetch(`${redirectUri}?error=access_denied&state=guessed`)
      expect(forged.status).toBe(400)
      await browsing('alice')(url)
    })
    expect(await desk.start(alice.id, [])).toMatchObject({ state: 'active' })
  })

  test('an issuer that is not there', async () => {
    const alice = person('alice', { issuer: 'http://127.0.0.1:9' })
    const { desk, browsed, listeners } = deskFor([alice])
    await expect(desk.start(alice.id, [])).rejects.toMatchObject({ code: 'sign_in.issuer_unreachable' })
    expect(browsed).toEqual([])
    expect(await Promise.all(listeners.map(isListening))).toEqual([false])
  })

  test('a playground that is not running', async () => {
    const alice = person('alice')
    const { desk } = aDesk({ profiles: [alice] })
    await expect(desk.start(alice.id, [])).rejects.toMatchObject({
      code: 'input.variable_unknown',
      details: { names: ['playgroundIssuer'] },
    })
  })

  test('a locked vault, before any browser is opened', async () => {
    const alice = person('alice')
    const { desk, vault, browsed } = deskFor([alice])
    vault.locked = true
    await expect(desk.start(alice.id, [])).rejects.toMatchObject({ code: 'vault.locked' })
    expect(browsed).toEqual([])
  })

  test('a disk that is full: signed in all the same, and said', async () => {
    const alice = person('alice')
    const { desk, keeper, vault } = deskFor([alice], browsing('alice'))
    vault.beforeWrite = async () => diskFull()
    await expect(desk.start(alice.id, [])).rejects.toMatchObject({ code: 'session.not_saved' })
    expect(await keeper.session(alice.id)).toMatchObject({ state: 'active', kept: 'until-quit' })
  })

  test('a profile that does not exist', async () => {
    const { desk, steps } = deskFor([])
    const { id } = person('alice')
    await expect(desk.start(id, [])).rejects.toMatchObject({ code: 'profile.not_found', details: { profileId: id } })
    expect(steps).toEqual(['failed'])
  })
})

describe('while the browser is open', () => {
  test('its address can be opened again and copied, and the session says what is going on', async () => {
    const alice = person('alice')
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

describe('client credentials', () => {
  test('sign in without a browser, and are renewed by asking again', async () => {
    const machine = robot()
    const { desk, keeper, vault, steps, browsed } = deskFor([machine])
    vault.disk.set(`client-secret/${machine.id}`, robotClientSecret)
    expect(await desk.start(machine.id, [])).toMatchObject({
      state: 'active',
      refreshable: true,
      scopes: ['orders:read'],
    })
    expect(steps).toEqual(['requesting-token', 'saving', 'done'])
    expect(browsed).toEqual([])
    const before = await keeper.peek(machine.id)
    expect(await keeper.refreshNow(machine.id)).toMatchObject({ refreshCount: 1 })
    expect((await keeper.peek(machine.id))?.accessToken.reveal()).not.toBe(before?.accessToken.reveal())
  })

  test('with a wrong secret name the client, and keep the secret out of all that is told', async () => {
    const machine = robot()
    const { desk, vault } = deskFor([machine])
    vault.disk.set(`client-secret/${machine.id}`, 'wrong-secret-canary')
    const failure = await desk.start(machine.id, []).catch((thrown: unknown) => thrown)
    expect(failure).toMatchObject({ code: 'sign_in.client_refused', details: { error: 'invalid_client' } })
    expect(JSON.stringify([failure, desk.trace(machine.id)])).not.toContain('canary')
  })

  test('without a secret ask for it', async () => {
    const machine = robot()
    const { desk } = deskFor([machine])
    await expect(desk.start(machine.id, [])).rejects.toMatchObject({
      code: 'profile.incomplete',
      details: { field: 'clientSecret' },
    })
  })
})

describe('the trace', () => {
  test('tells each step and no secret of any', async () => {
    const alice = person('alice')
    const seen: string[] = []
    const { desk, keeper, browsed } = deskFor([alice], async (url) => {
      const callback = await signInOverHttp(url, { as: 'alice', consent: 'allow' })
      for (const name of ['code', 'state']) seen.push(callback.searchParams.get(name) ?? '')
      void fetch(callback).then((response) => response.text())
    })
    await desk.start(alice.id, [])
    const trace = desk.trace(alice.id)
    expect(trace).toMatchObject({ outcome: 'done' })
    expect(trace?.entries.map(({ title }) => title)).toEqual([
      'Read the metadata',
      'Open the browser',
      'The browser came back',
      'Ask for tokens',
      'Read the keys',
    ])
    const tokens = await keeper.peek(alice.id)
    seen.push(new URL(browsed[0] ?? '').searchParams.get('nonce') ?? '')
    for (const token of [tokens?.accessToken, tokens?.refreshToken, tokens?.idToken]) seen.push(token?.reveal() ?? '')
    expect(seen.every((secret) => secret.length > 20)).toBe(true)
    const told = JSON.stringify(trace)
    for (const secret of seen) expect(told).not.toContain(secret)
    expect(told).toContain('[secret]')
  })

  test('is null before the first sign-in', () => {
    const alice = person('alice')
    expect(deskFor([alice]).desk.trace(alice.id)).toBeNull()
  })
})

test('200 callers at expiry cost the playground one refresh, and the session lives on', async () => {
  const own = await startTestPlayground(10)
  try {
    const alice = person('alice')
    const { desk, keeper, vault } = aDesk({
      profiles: [alice],
      playgroundIssuer: own.issuer,
      browse: browsing('alice'),
    })
    await desk.start(alice.id, [])
    const record: { tokens: Record<string, unknown> } = JSON.parse(vault.disk.get(`tokens/${alice.id}`) ?? '')
    const past = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString()
    for (let expiry = 1; expiry <= 3; expiry += 1) {
      const now: { tokens: Record<string, unknown> } = JSON.parse(vault.disk.get(`tokens/${alice.id}`) ?? '')
      const aged = { ...record, tokens: { ...now.tokens, obtainedAt: past(20), expiresAt: past(10) } }
      vault.disk.set(`tokens/${alice.id}`, JSON.stringify(aged))
      await Promise.all(Array.from({ length: 200 }, () => keeper.usableTokens(alice.id)))
      expect(own.counts().refreshes).toBe(expiry)
    }
    expect(own.counts().refusedRefreshes).toBe(0)
  } finally {
    await own.stop()
  }
})
