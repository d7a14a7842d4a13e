import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OAuthWay } from '../../../../electron/contract/oauth.ts'
import { aBendableIssuer, type BendableIssuer } from '../../../support/bendable-issuer.ts'
import { aDesk } from '../../../support/desk-builder.ts'
import { aBusyPort } from '../../../support/free-port.ts'
import { anOAuthWay, aProfile, inBrowser } from '../../../support/token-builder.ts'

let server: BendableIssuer
beforeAll(async () => {
  server = await aBendableIssuer()
})
afterAll(() => server.close())
beforeEach(() => {
  server.reset()
  server.answer('/token', { body: { access_token: 'the-token', token_type: 'Bearer' } })
})

type InBrowser = Partial<Extract<OAuthWay['grant'], { type: 'authorization_code' }>>

function aBrowserDesk(some: InBrowser, browse?: (url: string) => Promise<void>) {
  const grant = { type: 'authorization_code', ...inBrowser, ...some } as const
  const profile = aProfile({ way: anOAuthWay({ issuer: server.issuer, scopes: ['x'], grant }) })
  const made = aDesk({ profiles: [profile], ...(browse !== undefined && { browse }) })
  return { ...made, id: profile.id }
}

const answerTo = (url: string): string => {
  const asked = new URL(url).searchParams
  const query = new URLSearchParams({ code: 'c', state: asked.get('state') ?? '', iss: server.issuer })
  return `${asked.get('redirect_uri')}?${query.toString()}`
}

describe('a redirect that can’t be received here', () => {
  test('is asked for word for word, and its answer is pasted', async () => {
    const made = aBrowserDesk({ redirect: { by: 'pasted', uri: '{{app}}://signed-in' } })
    made.values.set('app', 'myapp')
    const session = made.desk.start(made.id, [])
    await expect.poll(() => made.steps.at(-1)).toBe('waiting-for-address')
    await expect.poll(() => made.browsed.length).toBe(1)
    const [url = ''] = made.browsed
    expect(new URL(url).searchParams.get('redirect_uri')).toBe('myapp://signed-in')
    expect(made.listeners).toEqual([])
    for (const [address, reason] of [
      ['nonsense', 'not-an-address'],
      ['otherapp://signed-in?code=c&state=x', 'other-place'],
      ['myapp://signed-in?code=c&state=x', 'other-state'],
      ['myapp://signed-in', 'no-answer'],
    ] as const) {
      expect(() => made.desk.paste(made.id, address)).toThrow(
        expect.objectContaining({ code: 'sign_in.address_refused', details: { reason } }),
      )
    }
    expect(made.steps.at(-1)).toBe('waiting-for-address')
    made.desk.paste(made.id, answerTo(url))
    expect(await session).toMatchObject({ state: 'active' })
    expect(server.calls.find(({ path }) => path === '/token')?.form.get('redirect_uri')).toBe('myapp://signed-in')
  })

  test('that no server would take is told before a browser opens', async () => {
    const made = aBrowserDesk({ redirect: { by: 'pasted', uri: 'no address' } })
    await expect(made.desk.start(made.id, [])).rejects.toMatchObject({ code: 'input.url_invalid' })
    expect(made.browsed).toEqual([])
  })
})

test('a browser on another machine ends at an address of that machine: it can be pasted for a loopback port, too', async () => {
  const made: ReturnType<typeof aBrowserDesk> = aBrowserDesk({}, async (url) => made.desk.paste(made.id, answerTo(url)))
  expect(await made.desk.start(made.id, [])).toMatchObject({ state: 'active' })
})

test('a port that the profile fixes and somebody else has is named', async () => {
  const busy = await aBusyPort()
  const made = aBrowserDesk({ redirect: { by: 'fixed', host: '127.0.0.1', port: busy.port, path: '/cb' } })
  await expect(made.desk.start(made.id, [])).rejects.toMatchObject({
    code: 'sign_in.port_unavailable',
    details: { port: busy.port },
  })
  expect(made.browsed).toEqual([])
  await busy.close()
})

describe('switching the user', () => {
  const own = { prompt: 'consent', loginHint: '{{who}}', acrValues: 'pin', maxAgeSeconds: 60 } as const

  async function sentWith(prompt?: 'login' | 'select_account'): Promise<URLSearchParams> {
    const made: ReturnType<typeof aBrowserDesk> = aBrowserDesk(own, async (url) => void fetch(answerTo(url)))
    made.values.set('who', 'alice')
    await made.desk.start(made.id, [], prompt).catch(() => undefined)
    return new URL(made.browsed[0] ?? '').searchParams
  }

  test('sends the profile’s own wishes where nothing else is asked for', async () => {
    const sent = await sentWith()
    const names = ['prompt', 'login_hint', 'acr_values', 'max_age']
    expect(names.map((name) => sent.get(name))).toEqual(['consent', 'alice', 'pin', '60'])
  })

  test('by login keeps the hint', async () => {
    const sent = await sentWith('login')
    expect([sent.get('prompt'), sent.get('login_hint')]).toEqual(['login', 'alice'])
  })

  test('by select_account leaves it out: it would pick the one who is there', async () => {
    const sent = await sentWith('select_account')
    expect([sent.get('prompt'), sent.get('login_hint')]).toEqual(['select_account', null])
  })
})
