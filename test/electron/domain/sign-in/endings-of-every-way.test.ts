import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Grant } from '../../../../electron/contract/oauth.ts'
import type { SecretName } from '../../../../electron/contract/profiles.ts'
import type { Way } from '../../../../electron/contract/ways.ts'
import { aBendableIssuer, type BendableIssuer } from '../../../support/bendable-issuer.ts'
import { settled } from '../../../support/clock.ts'
import { aDesk, isListening } from '../../../support/desk-builder.ts'
import { aFreePort } from '../../../support/free-port.ts'
import { aCustomWay } from '../../../support/login-server.ts'
import { callbackFor } from '../../../support/journey-browser.ts'
import { anOAuthWay, aProfile, inBrowser } from '../../../support/token-builder.ts'

let server: BendableIssuer
beforeAll(async () => {
  server = await aBendableIssuer()
})
afterAll(() => server.close())

const device = { device_code: 'd', user_code: 'WDJB-MJHT', expires_in: 120, interval: 1 }
beforeEach(() => {
  server.reset()
  server.answer('/.well-known/openid-configuration', {
    body: { ...server.metadata, device_authorization_endpoint: `${server.issuer}/device` },
  })
  server.answer('/token', () => 'hang')
  server.answer('/login', () => 'hang')
  server.answer('/device', { body: { ...device, verification_uri: `${server.issuer}/activate` } })
})

const oauth = (grant: Grant) => async (): Promise<Way> => anOAuthWay({ issuer: server.issuer, scopes: ['x'], grant })
const fixed = async (): Promise<Way> => {
  const redirect = { by: 'fixed', host: 'localhost', port: await aFreePort(), path: '/cb' } as const
  return anOAuthWay({ issuer: server.issuer, grant: { type: 'authorization_code', ...inBrowser, redirect } })
}
const pasted = { by: 'pasted', uri: 'myapp://done' } as const
const jwtBearer: Grant = {
  ...{ type: 'jwt_bearer', claims: '{}', lifetimeSeconds: 60 },
  signing: { algorithm: 'HS256', keyId: null },
}

const waiting: readonly (readonly [string, () => Promise<Way>])[] = [
  ['authorisation code', oauth({ type: 'authorization_code', ...inBrowser })],
  ['authorisation code at a fixed port', fixed],
  ['authorisation code, pasted', oauth({ type: 'authorization_code', ...inBrowser, redirect: pasted })],
  ['implicit', oauth({ type: 'implicit', ...inBrowser })],
  ['device code', oauth({ type: 'device_code' })],
]
const asking: readonly (readonly [string, () => Promise<Way>])[] = [
  ['client credentials', oauth({ type: 'client_credentials' })],
  ['password', oauth({ type: 'password', username: 'alice' })],
  ['JWT bearer', oauth(jwtBearer)],
  ['a pasted refresh token', oauth({ type: 'refresh_token' })],
  ['custom login', async () => aCustomWay(`${server.issuer}/login`)],
]

async function begun(way: Way) {
  const profile = aProfile({ way })
  const made = aDesk({ profiles: [profile] })
  for (const name of ['password', 'signingKey', 'refreshToken'] satisfies SecretName[]) {
    await made.secrets.change(profile.id, { [name]: { change: 'replace', value: 'x'.repeat(40) } })
  }
  const kept = made.vault.disk.size
  const ended: Promise<unknown> = made.desk.start(profile.id, []).catch((thrown: unknown) => thrown)
  await expect
    .poll(() => made.steps.some((step) => step.startsWith('waiting') || step === 'requesting-token'))
    .toBe(true)
  return { made, id: profile.id, ended, kept }
}

async function expectNothingLeft(
  { made, id, kept }: Awaited<ReturnType<typeof begun>>,
  outcome: string,
): Promise<void> {
  expect(await Promise.all(made.listeners.map(isListening))).not.toContain(true)
  expect(made.clock.pending()).toEqual([])
  expect(made.vault.disk.size).toBe(kept)
  expect(await made.keeper.session(id)).toEqual({ state: 'signed-out' })
  expect(made.desk.trace(id)?.outcome).toBe(outcome)
  expect(made.desk.underway(id)).toBeNull()
  expect(() => made.desk.paste(id, 'myapp://done?code=a')).toThrow(
    expect.objectContaining({ code: 'sign_in.cancelled' }),
  )
  expect(() => made.desk.copyAddress(id)).toThrow()
  const calls = server.calls.length
  await settled()
  expect(server.calls).toHaveLength(calls)
  expect(made.bugs).toEqual([])
}

describe('a cancel leaves nothing behind', () => {
  test.each([...waiting, ...asking])('of %s', async (_what, way) => {
    const run = await begun(await way())
    run.made.desk.cancel(run.id)
    expect(await run.ended).toMatchObject({ code: 'sign_in.cancelled' })
    expect(run.made.steps.at(-1)).toBe('cancelled')
    await expectNothingLeft(run, 'cancelled')
  })
})

test('a cancel of a token exchange does not wait for the profile whose token it trades in', async () => {
  const robot = aProfile({ name: 'robot', way: await oauth({ type: 'client_credentials' })() })
  const subject = { profileId: robot.id, which: 'access' } as const
  const exchange: Grant = { type: 'token_exchange', subject, actor: null, requestedType: null, audience: null }
  const profile = aProfile({ way: await oauth(exchange)() })
  const made = aDesk({ profiles: [robot, profile] })
  const ended: Promise<unknown> = made.desk.start(profile.id, []).catch((thrown: unknown) => thrown)
  await expect.poll(() => made.desk.underway(robot.id) !== null).toBe(true)
  made.desk.cancel(profile.id)
  expect(await ended).toMatchObject({ code: 'sign_in.cancelled' })
  // The other sign-in is one of its own: it is shown, and can be called off.
  const others = made.desk.underway(robot.id)?.catch((thrown: unknown) => thrown)
  made.desk.cancel(robot.id)
  expect(await others).toMatchObject({ code: 'sign_in.cancelled' })
  expect([made.clock.pending(), made.bugs]).toEqual([[], []])
})

describe('time that is over leaves nothing behind', () => {
  test.each(waiting)('of %s', async (what, way) => {
    const run = await begun(await way())
    await expect.poll(() => run.made.clock.pending().length).toBe(1)
    const afterSeconds = what === 'device code' ? 120 : 300
    expect(run.made.progress.at(-1)).toMatchObject({ secondsLeft: afterSeconds })
    await run.made.clock.advance(afterSeconds * 1000)
    expect(await run.ended).toMatchObject({ code: 'sign_in.timed_out', details: { afterSeconds } })
    await expectNothingLeft(run, 'failed')
  })
})

describe('a device’s address that nobody should be sent to', () => {
  test.each(['http://example.test/activate', 'javascript:alert(1)', 'file:///etc/passwd'])(
    '%s is shown and not opened',
    async (uri) => {
      server.answer('/device', {
        body: { ...device, verification_uri: uri, verification_uri_complete: `${uri}?code=1` },
      })
      const profile = aProfile({ way: await oauth({ type: 'device_code' })() })
      const made = aDesk({ profiles: [profile] })
      const ended = made.desk.start(profile.id, []).catch((thrown: unknown) => thrown)
      await expect.poll(() => made.steps.some((step) => step === 'waiting-for-device' || step === 'failed')).toBe(true)
      // Whether the protocol refuses it or the person is shown it: no browser is opened on it, by nobody.
      const opened: unknown = await made.desk.openBrowser(profile.id).catch((thrown: unknown) => thrown)
      expect(opened).toMatchObject({ code: expect.stringMatching(/^(?:link\.refused|sign_in\.cancelled)$/) })
      expect(made.progress.every((told) => (told.device?.completeUri ?? null) === null)).toBe(true)
      made.desk.cancel(profile.id)
      await ended
      expect(made.browsed).toEqual([])
    },
  )
})

describe('a vault that is locked while a sign-in waits', () => {
  type Begun = Awaited<ReturnType<typeof begun>>
  const givesTokens = () =>
    server.answer('/token', { body: { access_token: 'token-canary', token_type: 'Bearer', expires_in: 300 } })
  async function answeredWhileLocked(): Promise<Begun> {
    const run = await begun(await oauth({ type: 'authorization_code', ...inBrowser })())
    givesTokens()
    await expect.poll(() => run.made.browsed).toHaveLength(1)
    run.made.lockVault(true)
    await fetch(callbackFor(run.made.browsed[0] ?? '', { code: 'a-code', iss: server.issuer }))
    await expect.poll(() => run.made.steps.at(-1)).toBe('waiting-for-vault')
    return run
  }
  const exchanges = () => server.calls.filter(({ path }) => path === '/token').length

  test('holds a code back until it is open, and then exchanges it', async () => {
    const before = exchanges()
    const { made, id, ended, kept } = await answeredWhileLocked()
    expect([exchanges(), made.vault.disk.size]).toEqual([before, kept])
    // Another change than the unlock ends nothing.
    made.lockVault(true)
    made.lockVault(false)
    expect(await ended).toMatchObject({ state: 'active' })
    expect(made.steps.slice(-4)).toEqual(['waiting-for-vault', 'exchanging-code', 'saving', 'done'])
    expect(await made.keeper.session(id)).toMatchObject({ state: 'active' })
    expect([made.clock.pending(), made.vaultListeners.size, exchanges()]).toEqual([[], 0, before + 1])
  })

  test('tells, as ever, that the server takes a code no more that waited', async () => {
    const { made, ended } = await answeredWhileLocked()
    server.answer('/token', { status: 400, body: { error: 'invalid_grant' } })
    made.lockVault(false)
    expect(await ended).toMatchObject({ code: 'sign_in.code_refused' })
  })

  test('drops a code that waited for longer than one lives, and says why', async () => {
    const before = exchanges()
    const { made, ended } = await answeredWhileLocked()
    await made.clock.advance(600_000)
    expect(await ended).toMatchObject({ code: 'sign_in.vault_locked' })
    expect([made.clock.pending(), made.vaultListeners.size, exchanges()]).toEqual([[], 0, before])
  })

  test('a cancel drops the code that waits', async () => {
    const before = exchanges()
    const { made, id, ended } = await answeredWhileLocked()
    made.desk.cancel(id)
    expect(await ended).toMatchObject({ code: 'sign_in.cancelled' })
    made.lockVault(false)
    expect([made.clock.pending(), made.vaultListeners.size, exchanges()]).toEqual([[], 0, before])
  })

  test('asks for no tokens of a device meanwhile, and goes on asking once it is open', async () => {
    const { made, ended } = await begun(await oauth({ type: 'device_code' })())
    made.lockVault(true)
    await expect.poll(() => made.steps.at(-1)).toBe('waiting-for-vault')
    givesTokens()
    const before = exchanges()
    made.lockVault(false)
    await expect.poll(() => made.progress.at(-1)).toMatchObject({ step: 'waiting-for-device', device: {} })
    expect(exchanges()).toBe(before)
    expect(await ended).toMatchObject({ state: 'active' })
    expect([made.clock.pending(), made.vaultListeners.size]).toEqual([[], 0])
  })
})

describe('a vault that is locked while the server answers', () => {
  const answering = [
    ['client credentials', oauth({ type: 'client_credentials' })],
    ['custom login', async () => aCustomWay(`${server.issuer}/login`)],
  ] as const
  test.each(answering)('ends %s with its own words, and keeps nothing', async (_what, way) => {
    const profile = aProfile({ way: await way() })
    const made = aDesk({ profiles: [profile] })
    await made.secrets.change(profile.id, { password: { change: 'replace', value: 'x'.repeat(40) } })
    const kept = made.vault.disk.size
    const lockAndAnswer = () => {
      made.lockVault(true)
      return { body: { access_token: 'token-canary', token: 'token-canary', token_type: 'Bearer' } }
    }
    server.answer('/token', lockAndAnswer)
    server.answer('/login', lockAndAnswer)
    await expect(made.desk.start(profile.id, [])).rejects.toMatchObject({ code: 'sign_in.vault_locked' })
    expect(made.steps.at(-1)).toBe('failed')
    expect(made.desk.trace(profile.id)?.entries.at(-1)?.problem).toBe(
      'The vault was locked before the tokens were saved',
    )
    expect(await made.keeper.session(profile.id)).toEqual({ state: 'locked' })
    expect([made.vault.disk.size, made.clock.pending()]).toEqual([kept, []])
    made.lockVault(false)
    expect(await made.keeper.session(profile.id)).toEqual({ state: 'signed-out' })
  })
})
