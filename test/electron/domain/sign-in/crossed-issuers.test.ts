import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Redirect } from '../../../../electron/contract/oauth.ts'
import type { Profile } from '../../../../electron/domain/profiles/profile.ts'
import { aBendableIssuer, type BendableIssuer } from '../../../support/bendable-issuer.ts'
import { aDesk, isListening } from '../../../support/desk-builder.ts'
import { aFreePort } from '../../../support/free-port.ts'
import { anOAuthWay, aProfile, inBrowser } from '../../../support/token-builder.ts'

let one: BendableIssuer
let other: BendableIssuer
beforeAll(async () => {
  one = await aBendableIssuer()
  other = await aBendableIssuer()
})
afterAll(() => Promise.all([one.close(), other.close()]))

const at = ({ issuer }: BendableIssuer, redirect: Redirect): Profile =>
  aProfile({
    way: anOAuthWay({
      issuer,
      scopes: ['orders:read'],
      grant: { type: 'authorization_code', ...inBrowser, redirect },
    }),
  })

/** Tells whose token it is by the issuer; takes only the code that it gave itself. */
function answering(server: BendableIssuer, isNamed: boolean): void {
  server.reset()
  const code = `code-of-${server.issuer}`
  server.answer('/.well-known/openid-configuration', {
    body: { ...server.metadata, authorization_response_iss_parameter_supported: isNamed },
  })
  server.answer('/token', ({ form }) =>
    form.get('code') === code
      ? { body: { access_token: `token-of-${server.issuer}`, token_type: 'Bearer', expires_in: 300 } }
      : { status: 400, body: { error: 'invalid_grant' } },
  )
}

/** The address that this issuer sends the browser to, for the request at `url`. */
function callbackOf(server: BendableIssuer, url: string, isNamed: boolean): URL {
  const asked = new URL(url).searchParams
  const callback = new URL(asked.get('redirect_uri') ?? '')
  callback.searchParams.set('code', `code-of-${server.issuer}`)
  callback.searchParams.set('state', asked.get('state') ?? '')
  if (isNamed) callback.searchParams.set('iss', server.issuer)
  return callback
}

const redirects: readonly (readonly [string, () => Promise<Redirect>])[] = [
  ['free ports', async () => ({ by: 'free-port' })],
  ['one fixed port', async () => ({ by: 'fixed', host: '127.0.0.1', port: await aFreePort(), path: '/cb' })],
  [
    'one fixed port under the name localhost',
    async () => ({ by: 'fixed', host: 'localhost', port: await aFreePort(), path: '/cb' }),
  ],
  ['a pasted address', async () => ({ by: 'pasted', uri: 'myapp://signed-in' })],
]

describe.each([
  ['that name themselves in their answers', true],
  ['that don’t', false],
])('two sign-ins at once to two issuers %s', (_what, isNamed) => {
  beforeEach(() => {
    answering(one, isNamed)
    answering(other, isNamed)
  })

  test.each(redirects)(
    'with %s and crossed callbacks both end right, and none is accepted wrongly',
    async (_kind, redirectOf) => {
      const redirect = await redirectOf()
      const [first, second] = [at(one, redirect), at(other, redirect)]
      const urls: string[] = []
      const made = aDesk({ profiles: [first, second], browse: async (url) => void urls.push(url) })
      const both = Promise.all([made.desk.start(first.id, []), made.desk.start(second.id, [])])
      await expect.poll(() => urls.length).toBe(2)
      const urlAt = ({ issuer }: BendableIssuer): string => urls.find((url) => url.startsWith(issuer)) ?? ''
      const ours = { one: callbackOf(one, urlAt(one), isNamed), other: callbackOf(other, urlAt(other), isNamed) }

      /** Brings an answer to a door; true where it was taken. */
      async function bring(to: Profile, callback: URL): Promise<boolean> {
        if (redirect.by !== 'pasted') return (await fetch(callback)).ok
        try {
          made.desk.paste(to.id, callback.href)
          return true
        } catch {
          return false
        }
      }
      const withStateOf = (callback: URL, state: URL): URL => {
        const crossed = new URL(callback)
        crossed.searchParams.set('state', state.searchParams.get('state') ?? '')
        return crossed
      }

      // The answer of one at the door of the other: another place, or another state.
      const toOther = new URL(
        `${ours.other.origin === 'null' ? 'myapp://signed-in' : ours.other.origin + ours.other.pathname}${ours.one.search}`,
      )
      if (redirect.by === 'free-port' || redirect.by === 'pasted') expect(await bring(second, toOther)).toBe(false)
      // No state of anybody.
      expect(await bring(first, withStateOf(ours.one, new URL('http://x/?state=forged')))).toBe(false)
      expect(made.steps.filter((step) => step === 'exchanging-code' || step === 'failed')).toEqual([])

      expect(await bring(second, ours.other)).toBe(true)
      expect(await bring(first, ours.one)).toBe(true)
      expect(await both).toMatchObject([{ state: 'active' }, { state: 'active' }])
      const tokens = await Promise.all(
        [first, second].map(async ({ id }) => (await made.keeper.peek(id))?.accessToken.reveal()),
      )
      expect(tokens).toEqual([`token-of-${one.issuer}`, `token-of-${other.issuer}`])
      expect(await Promise.all(made.listeners.map(isListening))).not.toContain(true)
      expect(made.clock.pending()).toEqual([])
    },
  )

  test.each(redirects)(
    'with %s a code of the other issuer under the right state gives nobody a token',
    async (_kind, redirectOf) => {
      const redirect = await redirectOf()
      const first = at(one, redirect)
      const made = aDesk({
        profiles: [first],
        async browse(url) {
          // An attacker's server passes its own code on with our state (mix-up, RFC 9700 §4.4).
          const mixed = callbackOf(one, url, isNamed)
          mixed.searchParams.set('code', `code-of-${other.issuer}`)
          if (isNamed) mixed.searchParams.set('iss', other.issuer)
          if (redirect.by === 'pasted') setImmediate(() => made.desk.paste(first.id, mixed.href))
          else void fetch(mixed)
        },
      })
      const failure: unknown = await made.desk.start(first.id, []).catch((thrown: unknown) => thrown)
      expect(failure).toMatchObject(
        isNamed
          ? { code: 'sign_in.callback_rejected', details: { reason: 'issuer_mismatch' } }
          : { code: 'sign_in.code_refused', details: { error: 'invalid_grant' } },
      )
      // Where the answer names the wrong issuer, the code is not even sent.
      expect(one.calls.filter(({ path }) => path === '/token')).toHaveLength(isNamed ? 0 : 1)
      expect(other.calls).toEqual([])
      expect(await made.keeper.session(first.id)).toEqual({ state: 'signed-out' })
    },
  )
})

test('an answer without iss is refused where the issuer promises it', async () => {
  answering(one, true)
  const profile = at(one, { by: 'free-port' })
  const { desk } = aDesk({ profiles: [profile], browse: async (url) => void fetch(callbackOf(one, url, false)) })
  await expect(desk.start(profile.id, [])).rejects.toMatchObject({
    code: 'sign_in.callback_rejected',
    details: { reason: 'issuer_mismatch' },
  })
})
