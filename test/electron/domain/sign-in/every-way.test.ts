import { describe, expect, test } from 'vitest'
import { decodeJwt } from 'jose'
import type { ProfileId } from '../../../../electron/contract/ids.ts'
import { browsing, desksAtPlayground } from '../../../support/playground-desk.ts'
import { connectDevice } from '../../../support/playground.ts'
import { isListening } from '../../../support/desk-builder.ts'

const { deskForExamples, issuer } = desksAtPlayground()

type Made = Awaited<ReturnType<typeof deskForExamples>>

const accessToken = async ({ keeper }: Made, id: ProfileId): Promise<string> =>
  (await keeper.peek(id))?.accessToken.reveal() ?? ''

/** The stored tokens with another refresh token, as if the server had forgotten the one it gave. */
function spoilRefreshToken({ vault }: Made, id: ProfileId): void {
  const place = [...vault.disk.keys()].find((key) => key.startsWith(`tokens/${id}`)) ?? ''
  const record: { tokens: object } = JSON.parse(vault.disk.get(place) ?? '')
  vault.disk.set(place, JSON.stringify({ ...record, tokens: { ...record.tokens, refreshToken: 'spoilt' } }))
}

describe('a way that needs nobody', () => {
  test.each([
    ...['robot', 'client secret in body', 'client secret JWT', 'private key JWT', 'password', 'JWT bearer'],
    ...['session', 'signed JWT HS256', 'signed JWT ES256'],
  ])('%s gives tokens, and new ones, without a browser', async (name) => {
    const made = await deskForExamples()
    const id = made.idOf(name)
    expect(await made.desk.start(id, [])).toMatchObject({ state: 'active', refreshable: true, refreshCount: 0 })
    const first = await accessToken(made, id)
    expect(await made.keeper.refreshNow(id)).toMatchObject({ state: 'active', refreshCount: 1 })
    expect(await accessToken(made, id)).not.toBe(first)
    expect(made.steps).toEqual(['requesting-token', 'saving', 'done'])
    expect([made.browsed, made.listeners, made.clock.pending()]).toEqual([[], [], []])
    expect(made.desk.trace(id)).toMatchObject({ outcome: 'done' })
  })

  test.each(['password', 'session'])('%s starts anew where its refresh token is refused', async (name) => {
    const made = await deskForExamples()
    const id = made.idOf(name)
    await made.desk.start(id, [])
    expect((await made.keeper.peek(id))?.refreshToken).not.toBeNull()
    spoilRefreshToken(made, id)
    expect(await made.keeper.refreshNow(id)).toMatchObject({ state: 'active', refreshCount: 1 })
  })

  test('keeps every secret out of its trace', async () => {
    const made = await deskForExamples()
    for (const name of ['password', 'session', 'JWT bearer', 'client secret JWT', 'signed JWT HS256']) {
      const id = made.idOf(name)
      await made.desk.start(id, [])
      const tokens = await made.keeper.peek(id)
      const told = JSON.stringify([made.desk.trace(id), made.progress])
      for (const token of [tokens?.accessToken, tokens?.refreshToken, tokens?.idToken]) {
        expect(told).not.toContain(token?.reveal() ?? 'no token at all')
      }
      expect(told).not.toMatch(/orchard|playground-(?:robot|shared)-demo-secret|PRIVATE KEY/)
    }
  })
})

describe('token exchange', () => {
  test('trades in the token of another profile', async () => {
    const made = await deskForExamples(browsing('alice'))
    await made.desk.start(made.idOf('alice'), [])
    const id = made.idOf('token exchange')
    expect(await made.desk.start(id, [])).toMatchObject({ state: 'active' })
    expect(decodeJwt(await accessToken(made, id))).toMatchObject({ sub: 'alice' })
    expect(await made.keeper.refreshNow(id)).toMatchObject({ refreshCount: 1 })
  })

  test('names the profile that is signed out', async () => {
    const made = await deskForExamples()
    await expect(made.desk.start(made.idOf('token exchange'), [])).rejects.toMatchObject({
      code: 'sign_in.source_signed_out',
      details: { profileId: made.idOf('alice') },
    })
  })
})

describe('a refresh token that a person got elsewhere', () => {
  async function pasted() {
    const made = await deskForExamples(browsing('alice'))
    await made.desk.start(made.idOf('alice'), [])
    const value = (await made.keeper.peek(made.idOf('alice')))?.refreshToken?.reveal() ?? ''
    const id = made.idOf('refresh token')
    await made.secrets.change(id, { refreshToken: { change: 'replace', value } })
    return { made, id }
  }

  test('gives tokens and goes on from there', async () => {
    const { made, id } = await pasted()
    expect(await made.desk.start(id, [])).toMatchObject({ state: 'active', refreshable: true })
    expect(await made.keeper.refreshNow(id)).toMatchObject({ refreshCount: 1 })
  })

  test('that is refused ends the session: what was refused once is refused again', async () => {
    const { made, id } = await pasted()
    await made.desk.start(id, [])
    spoilRefreshToken(made, id)
    await expect(made.keeper.refreshNow(id)).rejects.toMatchObject({ code: 'session.refresh_refused' })
  })

  test('is asked for where there is none', async () => {
    const made = await deskForExamples()
    const id = made.idOf('refresh token')
    await expect(made.desk.start(id, [])).rejects.toMatchObject({
      code: 'profile.incomplete',
      details: { profileId: id, field: 'refreshToken' },
    })
  })
})

describe('through the browser', () => {
  test.each(['pushed request', 'fixed port', 'DPoP'])('%s gives tokens that can be refreshed', async (name) => {
    const made = await deskForExamples(browsing('alice'))
    const id = made.idOf(name)
    expect(await made.desk.start(id, [])).toMatchObject({ state: 'active' })
    expect(await made.keeper.refreshNow(id)).toMatchObject({ refreshCount: 1 })
    expect(await Promise.all(made.listeners.map(isListening))).toEqual([false])
  })

  test('implicit gives tokens that can’t', async () => {
    const made = await deskForExamples(browsing('alice'))
    const id = made.idOf('implicit')
    expect(await made.desk.start(id, [])).toMatchObject({ state: 'active', refreshable: false })
    await expect(made.keeper.refreshNow(id)).rejects.toMatchObject({ code: 'session.not_refreshable' })
    expect(JSON.stringify(made.desk.trace(id))).not.toContain(await accessToken(made, id))
  })
})

describe('a device', () => {
  test('shows its code, opens nothing by itself, and is signed in when the code was entered', async () => {
    const made = await deskForExamples()
    const id = made.idOf('device')
    const signedIn = made.desk.start(id, [])
    await expect.poll(() => made.steps.at(-1)).toBe('waiting-for-device')
    const waiting = made.progress.at(-1)
    const { device } = waiting ?? {}
    expect(waiting?.secondsLeft).toBeGreaterThan(60)
    expect(new URL(device?.verificationUri ?? '').origin).toBe(issuer())
    expect(made.browsed).toEqual([])
    await made.desk.openBrowser(id)
    made.desk.copyAddress(id)
    expect(made.browsed).toEqual([device?.completeUri])
    expect(made.copied).toEqual([device?.completeUri])
    const person = { as: 'alice', consent: 'allow', userCode: device?.userCode ?? '' } as const
    await connectDevice(device?.verificationUri ?? '', person)
    expect(await signedIn).toMatchObject({ state: 'active' })
    expect(made.clock.pending()).toEqual([])
    expect(made.progress.at(-1)).toMatchObject({ step: 'done', device: null, secondsLeft: null })
  })
})

test.each(['API key', 'Basic', 'Digest', 'certificate', 'nobody'])(
  '%s has nothing to sign in to, in words',
  async (name) => {
    const made = await deskForExamples()
    const id = made.idOf(name)
    await expect(made.desk.start(id, [])).rejects.toMatchObject({
      code: 'input.invalid',
      details: { problems: [{ path: 'way', message: expect.stringMatching(/nothing to sign in to/) }] },
    })
    await expect(made.unattended.obtain(id)).rejects.toMatchObject({ code: 'session.signed_out' })
  },
)
