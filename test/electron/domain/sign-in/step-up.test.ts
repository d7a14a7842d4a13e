import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import type { StepUp } from '../../../../electron/contract/sign-in.ts'
import { stepUpShortfall } from '../../../../electron/domain/sign-in/step-up.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { signInHandlers } from '../../../../electron/ipc/handlers/sign-in-handlers.ts'
import { pinAcr } from '../../../../electron/playground/demo-credentials.ts'
import { createCookieJar } from '../../../support/cookie-jar.ts'
import { followCallback } from '../../../support/follow-callback.ts'
import { aPerson, aRobot, browsing, desksAtPlayground } from '../../../support/playground-desk.ts'
import { signInOverHttp } from '../../../support/playground.ts'
import { inBrowser } from '../../../support/token-builder.ts'
import { aJwt, noon, noonSeconds } from '../../../support/token-to-inspect.ts'

const { deskFor, deskForExamples } = desksAtPlayground()
const withPin: StepUp = { acrValues: [pinAcr], maxAgeSeconds: null }

type Made = ReturnType<typeof deskFor>

const asked = ({ browsed }: Made, name: string): string | null => new URL(browsed.at(-1) ?? '').searchParams.get(name)

async function claimsOf({ keeper }: Pick<Made, 'keeper'>, id: Parameters<Made['keeper']['peek']>[0]) {
  return decodeJwt((await keeper.peek(id))?.accessToken.reveal() ?? '')
}

/** A browser that remembers who signed in. */
function oneBrowser() {
  const cookies = createCookieJar()
  const logins: number[] = []
  return {
    logins,
    browse: async (url: string): Promise<void> => {
      let shown = 0
      const onPage = (html: string) => void (shown += html.includes('name="person"') ? 1 : 0)
      const callback = await signInOverHttp(url, { as: 'alice', consent: 'allow', cookies, onPage })
      logins.push(shown)
      void followCallback(callback)
    },
  }
}

describe('a sign-in that an API asked for', () => {
  test('asks for the level, and gets tokens of that level', async () => {
    const alice = aPerson('alice')
    const made = deskFor([alice], browsing('alice'))
    await made.desk.start(alice.id, [])
    expect(asked(made, 'acr_values')).toBeNull()
    expect(await claimsOf(made, alice.id)).not.toHaveProperty('acr', pinAcr)
    expect(await made.desk.start(alice.id, [], null, withPin)).toMatchObject({ state: 'active', refreshable: true })
    expect([asked(made, 'acr_values'), asked(made, 'max_age')]).toEqual([pinAcr, null])
    expect(await claimsOf(made, alice.id)).toHaveProperty('acr', pinAcr)
    expect(made.desk.trace(alice.id)).toMatchObject({ outcome: 'done' })
    expect(made.desk.trace(alice.id)?.entries.filter(({ problem }) => problem !== null)).toEqual([])
  })

  test('asks for it in a pushed request as well (RFC 9126)', async () => {
    const made = await deskForExamples(browsing('alice'))
    const id = made.idOf('pushed request')
    await made.desk.start(id, [], null, withPin)
    expect(new URL(made.browsed[0] ?? '').searchParams.get('acr_values')).toBeNull()
    expect(new URL(made.browsed[0] ?? '').searchParams.get('request_uri')).not.toBeNull()
    expect(await claimsOf(made, id)).toHaveProperty('acr', pinAcr)
  })

  test('asks for a new sign-in of whoever is signed in already', async () => {
    const alice = aPerson('alice')
    const { browse, logins } = oneBrowser()
    const made = deskFor([alice], browse)
    await made.desk.start(alice.id, [])
    await made.desk.start(alice.id, [])
    await made.desk.start(alice.id, [], null, { acrValues: [], maxAgeSeconds: 0 })
    expect(asked(made, 'max_age')).toBe('0')
    expect(logins).toEqual([1, 0, 1])
    expect(made.desk.trace(alice.id)?.entries.filter(({ problem }) => problem !== null)).toEqual([])
  })

  test('says where the server gave less, and keeps the tokens all the same', async () => {
    const alice = aPerson('alice')
    const made = deskFor([alice], browsing('alice'))
    const stepUp = { acrValues: ['urn:example:nobody-knows', 'urn:example:this'], maxAgeSeconds: null }
    expect(await made.desk.start(alice.id, [], null, stepUp)).toMatchObject({ state: 'active' })
    expect(asked(made, 'acr_values')).toBe('urn:example:nobody-knows urn:example:this')
    expect(made.desk.trace(alice.id)).toMatchObject({ outcome: 'done' })
    expect(made.desk.trace(alice.id)?.entries.at(-1)?.problem).toMatch(
      /^The API asked for the level urn:example:nobody-knows and urn:example:this, and the server /,
    )
    expect(await made.keeper.peek(alice.id)).not.toBeNull()
  })

  test('takes the place of what the profile asks for, this once', async () => {
    const own = { acrValues: 'urn:own', maxAgeSeconds: 3000, prompt: 'none', pushedRequest: 'never' } as const
    const extraParameters = [
      { name: 'acr_values', value: 'urn:extra', on: 'authorization' },
      { name: 'ui_locales', value: 'de', on: 'authorization' },
    ] as const
    const alice = aPerson('alice', {
      grant: { type: 'authorization_code', ...inBrowser, loginHint: 'alice', ...own },
      extraParameters: [...extraParameters],
    })
    const made = deskFor([alice], browsing('alice'))
    await made.desk.start(alice.id, [], null, withPin)
    const sent = new URL(made.browsed[0] ?? '').searchParams
    expect(sent.getAll('acr_values')).toEqual([pinAcr])
    expect([sent.get('max_age'), sent.get('prompt'), sent.get('ui_locales')]).toEqual(['3000', 'consent', 'de'])
    expect(made.store.find(alice.id)?.way).toEqual(alice.way)
  })

  test('is asked for by the window', async () => {
    const alice = aPerson('alice')
    const made = deskFor([alice], browsing('alice'))
    const handlers = signInHandlers({ desk: made.desk, ready: async () => undefined })
    await handlers['signIn.start']({ profileId: alice.id, extraScopes: [], stepUp: { ...withPin, maxAgeSeconds: 60 } })
    expect([asked(made, 'acr_values'), asked(made, 'max_age')]).toEqual([pinAcr, '60'])
  })

  test('can’t be had without a browser, and says so before anything is asked', async () => {
    const robot = aRobot()
    const device = aPerson('alice', { grant: { type: 'device_code' } })
    const made = deskFor([robot, device])
    for (const { id } of [robot, device]) {
      await expect(made.desk.start(id, [], null, withPin)).rejects.toMatchObject({
        code: 'input.invalid',
        details: { problems: [{ path: 'stepUp', message: expect.stringContaining('in the browser') }] },
      })
      expect(made.desk.trace(id)?.entries).toEqual([])
    }
    expect(made.browsed).toEqual([])
  })
})

describe('what the tokens say of a sign-in', () => {
  const token = (claims: object) => new SecretText(aJwt({ alg: 'RS256' }, claims))
  const opaque = new SecretText('opaque')
  const level: StepUp = { acrValues: ['silver', 'gold'], maxAgeSeconds: null }
  const fresh = (maxAgeSeconds: number): StepUp => ({ acrValues: [], maxAgeSeconds })

  test.each([
    [level, { acr: 'gold' }, null, null],
    [
      level,
      { acr: 'bronze' },
      { acr: 'gold' },
      /asked for the level silver and gold, and the server gave bronze \(acr\)/,
    ],
    [level, {}, { acr: 'gold' }, null],
    [level, null, { acr: 'silver' }, null],
    [level, null, null, /does not say which one it gave/],
    [level, { acr: 1 }, null, /does not say which one it gave/],
    [fresh(300), { auth_time: noonSeconds - 300 }, null, null],
    [
      fresh(300),
      { auth_time: noonSeconds - 400 },
      null,
      /last 5 minutes, and this one was 6 minutes ago \(auth_time\)/,
    ],
    [fresh(0), { auth_time: noonSeconds - 20 }, null, null],
    [fresh(0), { auth_time: noonSeconds - 7200 }, null, /asked for a new sign-in, and this one was 2 hours ago/],
    [fresh(60), {}, {}, /does not say when the person signed in/],
    [fresh(60), { auth_time: 'yesterday' }, { auth_time: noonSeconds }, null],
    [
      { acrValues: ['gold'], maxAgeSeconds: 1 },
      {},
      null,
      /\(acr\)\. The API asked .*\(auth_time\)\. The API may refuse/,
    ],
    [fresh(60), { auth_time: noonSeconds + 30 }, null, null],
  ] as const)('%j against %j and %j', (stepUp, access, id, problem) => {
    const asking = { acrValues: [...stepUp.acrValues], maxAgeSeconds: stepUp.maxAgeSeconds }
    const tokens = { accessToken: access === null ? opaque : token(access), idToken: id === null ? null : token(id) }
    const said = stepUpShortfall(asking, tokens, noon)
    if (problem === null) expect(said).toBeNull()
    else expect(said).toMatch(problem)
  })
})
