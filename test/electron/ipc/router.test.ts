import { describe, expect, test } from 'vitest'
import { channelNames } from '../../../electron/contract/names.ts'
import { ClaimcheckError } from '../../../electron/domain/failures/claimcheck-error.ts'
import { createRouter, type Handlers } from '../../../electron/ipc/router.ts'
import type { SenderFacts } from '../../../electron/ipc/trusted-sender.ts'
import { aProfileSummary } from '../../support/profile-builder.ts'

const appOrigin = 'app://claimcheck'
const ourWindow: SenderFacts = { frameOrigin: appOrigin, isTopFrame: true, isOurWindow: true }
const canary = 'canary-1c0f2f7d'

/** A router whose handlers are those given; any other channel that is reached fails the test's expectation. */
function routerWith(some: Partial<Handlers>) {
  const bugs: unknown[] = []
  const reached: string[] = []
  // Complete by construction: every name of the contract has a handler.
  const handlers: Handlers = new Proxy<Handlers>(Object.create(null), {
    get: (_table, name) =>
      Reflect.get(some, name) ??
      (() => {
        reached.push(String(name))
        throw new Error(`nobody expected ${String(name)}`)
      }),
  })
  const route = createRouter({ handlers, appOrigin, reportBug: (_incident, thrown) => bugs.push(thrown) })
  return { route, bugs, reached }
}

const profile = aProfileSummary({ name: 'alice' })

describe('the router', () => {
  test('answers our own window', async () => {
    const { route } = routerWith({ 'profiles.list': () => [profile] })
    expect(await route(ourWindow, 'profiles.list', {})).toEqual({ ok: true, value: [profile] })
  })

  test.each<[string, SenderFacts]>([
    ['a page on the web', { ...ourWindow, frameOrigin: 'https://evil.example' }],
    ['a frame inside our page', { ...ourWindow, isTopFrame: false }],
    ['a frame that is gone', { ...ourWindow, frameOrigin: null }],
    ['a look-alike host', { ...ourWindow, frameOrigin: 'app://claimcheck.evil' }],
    ['an opaque origin', { ...ourWindow, frameOrigin: 'null' }],
    ['a window of somebody else', { ...ourWindow, isOurWindow: false }],
  ])('refuses %s before anything runs', async (_who, sender) => {
    const { route, reached } = routerWith({})
    for (const name of channelNames) {
      expect(await route(sender, name, {})).toMatchObject({ ok: false, failure: { code: 'internal.unexpected' } })
    }
    expect(reached).toEqual([])
  })

  test.each(['constructor', '__proto__', 'profiles.list ', '', 'tokens.reveal', 7, null, {}])(
    'a channel that is not in the contract (%j) reaches no handler',
    async (name) => {
      const { route, reached } = routerWith({})
      expect(await route(ourWindow, name, {})).toMatchObject({ ok: false })
      expect(reached).toEqual([])
    },
  )

  test('a malformed request names the field that is wrong', async () => {
    const { route } = routerWith({})
    expect(await route(ourWindow, 'tokens.refresh', { profileId: 'nope' })).toMatchObject({
      ok: false,
      failure: { code: 'input.invalid', details: { problems: [{ path: 'profileId' }] } },
    })
  })

  test('no channel takes a payload that its schema does not describe', async () => {
    const strange: unknown[] = [
      undefined,
      null,
      0,
      'x',
      [],
      [{}],
      { __proto__: null, extra: 1 },
      { profileId: {} },
      () => 1,
    ]
    const { route, reached } = routerWith({})
    for (const name of channelNames) {
      for (const payload of strange) await route(ourWindow, name, payload)
    }
    expect(reached).toEqual([])
  })

  test('a handler that returns a secret by mistake sends nothing at all', async () => {
    const leaky = { ...profile, refreshToken: canary }
    const { route, bugs } = routerWith({ 'profiles.list': () => [leaky] })
    const reply = await route(ourWindow, 'profiles.list', {})
    expect(reply).toMatchObject({ ok: false, failure: { code: 'internal.unexpected' } })
    expect(JSON.stringify(reply)).not.toContain(canary)
    expect(bugs).toHaveLength(1)
  })

  test('an expected failure keeps its details and loses its cause', async () => {
    const cause = new Error(`body was {"refresh_token":"${canary}"}`)
    const { route } = routerWith({
      'tokens.refresh': () => {
        throw new ClaimcheckError('session.not_refreshable', { profileId: profile.id }, { cause })
      },
    })
    expect(await route(ourWindow, 'tokens.refresh', { profileId: profile.id })).toEqual({
      ok: false,
      failure: { code: 'session.not_refreshable', details: { profileId: profile.id } },
    })
  })
})
