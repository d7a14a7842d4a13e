import { decodeJwt } from 'jose'
import * as oidc from 'openid-client'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDevicePolls } from '../../../electron/playground/authorization-server/device-polls.ts'
import { busyDeviceClientId, deviceClientId } from '../../../electron/playground/demo-credentials.ts'
import { discoverAs, startTestPlayground } from '../../support/playground-client.ts'
import { connectDevice } from '../../support/playground.ts'

let playground: Awaited<ReturnType<typeof startTestPlayground>>
beforeEach(async () => void (playground = await startTestPlayground()))
afterEach(() => playground.stop())

const grant = 'urn:ietf:params:oauth:grant-type:device_code'
const scope = 'openid profile offline_access orders:read'
const asAlice = { as: 'alice', consent: 'allow' } as const

async function aDevice(clientId = deviceClientId) {
  const client = await discoverAs(playground, clientId)
  const started = await oidc.initiateDeviceAuthorization(client, { scope })
  const poll = () => oidc.genericGrantRequest(client, grant, { device_code: started.device_code })
  return { client, started, poll, userCode: started.user_code, uri: started.verification_uri }
}

describe('a device', () => {
  test('is told a short code, where to enter it, and how often to ask', async () => {
    const { started } = await aDevice()
    expect(started).toMatchObject({
      user_code: expect.stringMatching(/^[B-DF-HJ-NP-TV-Z]{4}-[B-DF-HJ-NP-TV-Z]{4}$/),
      verification_uri: `${playground.issuer}/device`,
      verification_uri_complete: `${playground.issuer}/device?user_code=${started.user_code}`,
      expires_in: 600,
      interval: 1,
    })
  })

  test('gets tokens of the person who entered its code, and a refresh token that works', async () => {
    const { client, poll, userCode, uri } = await aDevice()
    await expect(poll()).rejects.toMatchObject({ error: 'authorization_pending' })
    const pages: string[] = []
    const last = await connectDevice(uri, { ...asAlice, userCode, onPage: (html) => pages.push(titleOf(html)) })
    expect(titleOf(last)).toBe('Your device is connected')
    expect(pages).toEqual([
      ...['Connect a device', 'Is this your device?', 'Who is signing in?', 'Allow Claimcheck to act for you?'],
      'Your device is connected',
    ])
    const tokens = await poll()
    expect(decodeJwt(tokens.access_token)).toMatchObject({ sub: 'alice', scope: 'orders:read' })
    expect(tokens.claims()).toMatchObject({ sub: 'alice', name: 'Alice Archer' })
    const refreshed = await oidc.refreshTokenGrant(client, tokens.refresh_token ?? '')
    expect(decodeJwt(refreshed.access_token).sub).toBe('alice')
    await expect(poll()).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  test('is told when the person denies, and when it was not theirs', async () => {
    const denied = await aDevice()
    await connectDevice(denied.uri, { as: 'alice', consent: 'deny', userCode: denied.userCode })
    await expect(denied.poll()).rejects.toMatchObject({ error: 'access_denied' })
    const foreign = await aDevice()
    const last = await connectDevice(foreign.uri, { ...asAlice, userCode: foreign.userCode, isMine: false })
    expect(titleOf(last)).toBe('You said no')
    await expect(foreign.poll()).rejects.toMatchObject({ error: 'access_denied' })
  })

  test('that asks too often is told to slow down', async () => {
    const { poll } = await aDevice()
    await expect(poll()).rejects.toMatchObject({ error: 'authorization_pending' })
    await expect(poll()).rejects.toMatchObject({ error: 'slow_down' })
    expect(playground.counts()).toMatchObject({ devicePolls: 2, slowDowns: 1 })
  })

  test('of the busy client is told so the first time', async () => {
    const { poll } = await aDevice(busyDeviceClientId)
    await expect(poll()).rejects.toMatchObject({ error: 'slow_down' })
  })
})

describe('the page for the code', () => {
  test('is filled in from the address and sends nothing by itself', async () => {
    const { started } = await aDevice()
    const response = await fetch(started.verification_uri_complete ?? '', { headers: { accept: 'text/html' } })
    const html = await response.text()
    expect(html).toContain(`value="${started.user_code}"`)
    expect(html).not.toContain('<script')
    expect(response.headers.get('content-security-policy')).toContain("form-action 'self'")
  })

  test.each([
    ['a code that nobody has', 'BCDF-GHJK', 'There is no such code'],
    ['no code', '', 'Enter the code first'],
    ['markup', '"><b>', 'There is no such code'],
  ])('says what is wrong with %s', async (_what, userCode, words) => {
    const html = await connectDevice(`${playground.issuer}/device`, { ...asAlice, userCode })
    expect(titleOf(html)).toBe('Connect a device')
    expect(html).toContain(words)
    expect(html).toContain('aria-describedby="problem"')
    expect(html).not.toContain('"><b>')
  })

  test('takes a code in small letters without its dash, once', async () => {
    const { userCode, uri, poll } = await aDevice()
    await connectDevice(uri, { ...asAlice, userCode: userCode.replace('-', '').toLowerCase() })
    const again = await connectDevice(uri, { ...asAlice, userCode })
    expect(again).toContain('This code was used already')
    await expect(poll()).resolves.toMatchObject({ token_type: 'bearer' })
  })

  test('takes no form that it did not show', async () => {
    const { userCode, uri, poll } = await aDevice()
    const body = new URLSearchParams({ user_code: userCode, confirm: 'yes', xsrf: 'guessed' })
    const response = await fetch(uri, { method: 'POST', body, redirect: 'manual', headers: { accept: 'text/html' } })
    expect(response.status).toBe(400)
    await expect(poll()).rejects.toMatchObject({ error: 'authorization_pending' })
  })
})

describe('every page on the way', () => {
  test('is named, labelled and without script, for a screen reader and a strict policy', async () => {
    const { userCode, uri } = await aDevice()
    const pages: string[] = []
    await connectDevice(uri, { ...asAlice, userCode, onPage: (html) => pages.push(html) })
    expect(pages).toHaveLength(5)
    for (const html of pages) {
      expect(html).toMatch(/^<!doctype html>\s*<html lang="en">/)
      expect(html).toMatch(/<title>[^<]+ · Claimcheck Playground<\/title>/)
      expect(html.match(/<h1>/g)).toHaveLength(1)
      expect(html).not.toMatch(/<script|\son\w+=|\sstyle=|\ssrc=|<link/)
      const labelled = html.replaceAll(/<label\b.*?<\/label>/gs, '').replaceAll(/<input type="hidden"[^>]*>/g, '')
      expect(labelled).not.toContain('<input')
    }
  })
})

describe('how often a device may ask', () => {
  /** The answers to polls at these seconds. */
  async function answersAt(seconds: readonly number[], clientId = deviceClientId): Promise<unknown[]> {
    let nowMs = 0
    const polls = createDevicePolls({ nowMs: () => nowMs, onPoll: () => undefined })
    const answers: unknown[] = []
    for (const second of seconds) {
      nowMs = second * 1000
      const ctx = {
        path: '/token',
        body: { error: 'authorization_pending' },
        oidc: { client: { clientId }, params: { grant_type: grant, device_code: 'd' } },
      }
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the part of Koa's context that is read
      await polls(ctx as unknown as Parameters<typeof polls>[0], async () => undefined)
      answers.push(ctx.body.error)
    }
    return answers
  }
  const [pending, slow] = ['authorization_pending', 'slow_down']

  test.each<[string, number[], (string | undefined)[]]>([
    ['each second', [1, 2, 3], [pending, pending, pending]],
    ['too soon, and 5 s longer from then on', [1, 1.5, 3, 20, 30], [pending, slow, slow, pending, slow]],
    ['after a slow_down, once the longer time has passed', [1, 1.5, 7.5, 13.5], [pending, slow, pending, pending]],
  ])('%s', async (_what, seconds, expected) => {
    expect(await answersAt(seconds)).toEqual(expected)
  })

  test('of a busy server: 5 s more from the first time on', async () => {
    expect(await answersAt([1, 7, 13], busyDeviceClientId)).toEqual([slow, pending, pending])
  })
})

const titleOf = (html: string): string => /<h1>(.*?)<\/h1>/.exec(html)?.[1] ?? ''
