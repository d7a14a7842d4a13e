import { performance } from 'node:perf_hooks'
import { SignJWT } from 'jose'
import { onTestFinished, vi } from 'vitest'
import * as z from 'zod'
import type { RequestOf } from '../../../electron/contract/channels.ts'
import type { Exchange } from '../../../electron/contract/exchanges.ts'
import type { LooseToken, TokenDraft } from '../../../electron/contract/inspection.ts'
import type { TokenSubject, WhichToken } from '../../../electron/contract/jwt.ts'
import type { SecretName } from '../../../electron/contract/profiles.ts'
import type { RequestDraft } from '../../../electron/contract/requests.ts'
import type { Way } from '../../../electron/contract/ways.ts'
import { ordersAudience, robotClientId, sharedJwtSecret } from '../../../electron/playground/demo-credentials.ts'
import { composeForJourney, type Journey } from '../compose-for-journey.ts'
import { createCookieJar } from '../cookie-jar.ts'
import type { JourneyClock } from '../journey-clock.ts'
import { respeltSignature } from '../respelt-signature.ts'
import { ofProfile } from '../subject-of.ts'

/** One clock for the program and its servers, which stands still until it is told to go on; the program's may be off. */
function aSharedClock(): JourneyClock & { readonly serversPass: (seconds: number) => void } {
  let wallAheadMs = 0
  let passedMs = 0
  // Some hours ago: certificates that are made later are looked at by the machine’s own clock.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 12 * 3_600_000 })
  const serversPass = (seconds: number): void => void vi.setSystemTime(Date.now() + seconds * 1000)
  return {
    now: () => new Date(Date.now() + wallAheadMs),
    monotonicMs: () => performance.now() + passedMs,
    passes(seconds) {
      passedMs += seconds * 1000
      serversPass(seconds)
    },
    setWall: (seconds) => void (wallAheadMs = seconds * 1000),
    /** The servers’ time goes by, and the program counts none of it: as after a life that was shorter than was said. */
    serversPass,
  }
}

const shared = new TextEncoder().encode(sharedJwtSecret)
const nowSeconds = (): number => Math.floor(Date.now() / 1000)

/** The program, the playground, and what a tester does with both. */
export async function aStage() {
  const clock = aSharedClock()
  const claimcheck: Journey = await composeForJourney({ clock })
  await claimcheck.ask('settings.save', { refreshInBackground: false })
  await claimcheck.ask('playground.addExamples', {})
  const { issuer, apiUrl, secureApiUrl } = await claimcheck.ask('playground.start', {})
  const standing = new Set((await claimcheck.ask('profiles.list', {})).map(({ id }) => id))
  let cookies = createCookieJar()

  const idOf = async (name: string) => (await claimcheck.profile(name)).id

  async function loose(text: string): Promise<LooseToken> {
    const { found } = await claimcheck.ask('inspection.take', { text })
    const [token] = found
    if (token === undefined) throw new Error('nothing was found in what was pasted')
    return token
  }

  let last: RequestOf<'requests.send'> | null = null
  async function press(some: Partial<RequestDraft>, as: string | null, token: LooseToken | null): Promise<Exchange> {
    last = { ...(await claimcheck.prepare(some, as)), looseToken: token?.id ?? null }
    return claimcheck.ask('requests.send', last)
  }
  const sendWith = (token: LooseToken, some: Partial<RequestDraft>, as: string | null) => press(some, as, token)

  async function forge(base: TokenSubject, recipe: string | null, change: (draft: TokenDraft) => TokenDraft) {
    const draft = await claimcheck.ask('inspection.draft', { subject: base, recipe })
    return (await claimcheck.ask('inspection.forge', { base, draft: change(draft) })).token
  }

  return {
    ...{ claimcheck, clock, idOf, nowSeconds, loose, sendWith },
    issuer: issuer ?? '',
    apiUrl: apiUrl ?? '',
    secureApiUrl: secureApiUrl ?? '',
    send: (some: Partial<RequestDraft>, as: string | null = null) => press(some, as, null),
    /** An address as it goes out. */
    fill: (url: string): string => url.replace('{{baseUrl}}', apiUrl ?? '').replace('{{playgroundApi}}', apiUrl ?? ''),
    /** What was sent last. */
    lastSend(): RequestOf<'requests.send'> {
      if (last === null) throw new Error('nothing was sent yet')
      return last
    },
    /** In the browser that this row has used before, so that it is asked only for what is new. */
    async signIn(name: string, more: Parameters<Journey['signIn']>[1] = {}) {
      const ended = await claimcheck.signIn(name, { cookies, ...more })
      if (!ended.ok) throw new Error(`${name} could not sign in: ${JSON.stringify(ended.failure)}`)
    },
    async copy(name: string, which: WhichToken = 'access'): Promise<string> {
      await claimcheck.ask('tokens.copy', ofProfile(await idOf(name), which))
      return claimcheck.copied.at(-1) ?? ''
    },
    async sendText(text: string, some: Partial<RequestDraft>, as: string | null): Promise<Exchange> {
      return sendWith(await loose(text), some, as)
    },
    forged: async (of: string, recipe: string) => forge(ofProfile(await idOf(of)).subject, recipe, (draft) => draft),
    /** The token of a profile with its signature written otherwise: not the same text, and as good. */
    async respelt(of: string) {
      await claimcheck.ask('tokens.copy', ofProfile(await idOf(of), 'access'))
      const signature = respeltSignature(claimcheck.copied.at(-1) ?? '')
      const signing = { how: 'written', signature } as const
      return forge(ofProfile(await idOf(of)).subject, null, (draft) => ({ ...draft, signing }))
    },
    /** A token of a profile with other claims, signed with the secret that the playground's signed-JWT door shares. */
    resigned: async (of: string, claims: Readonly<Record<string, unknown>>) =>
      forge(ofProfile(await idOf(of)).subject, null, (draft) => ({
        ...draft,
        claims: JSON.stringify({ ...z.record(z.string(), z.unknown()).parse(JSON.parse(draft.claims)), ...claims }),
        signing: { how: 'key', alg: 'HS256', key: sharedJwtSecret },
      })),
    /** A JWT that the signed-JWT door of the playground takes, but for these claims. */
    jwt: (claims: Readonly<Record<string, unknown>> = {}): Promise<string> =>
      new SignJWT({ iss: robotClientId, aud: ordersAudience, sub: 'alice', exp: nowSeconds() + 300, ...claims })
        .setProtectedHeader({ alg: 'HS256' })
        .sign(shared),
    add: (
      name: string,
      way: Way,
      secrets: Partial<Record<SecretName, string>> = {},
      certificate: string | null = null,
    ) =>
      claimcheck.addProfile({
        ...{ name, way, certificate },
        secrets: Object.fromEntries(
          Object.entries(secrets).map(([field, value]) => [field, { change: 'replace', value }]),
        ),
      }),
    /** Changes a secret of a profile, or its certificate, as in the form. */
    async change(name: string, secrets: Partial<Record<SecretName, string>>, certificate?: string) {
      const profile = await claimcheck.profile(name)
      const { id, label, group, colour, keepFresh, way } = profile
      await claimcheck.ask('profiles.save', {
        ...{ id, name, label, group, colour, keepFresh, way, certificate: certificate ?? profile.certificate },
        secrets: Object.fromEntries(
          Object.entries(secrets).map(([field, value]) => [field, { change: 'replace', value }]),
        ),
      })
    },
    /** Asks the playground’s server to take a token back, as another program would (RFC 7009). */
    async revokeElsewhere(token: string, clientId: string, secret: string | null = null): Promise<void> {
      const body = new URLSearchParams({ token, ...(secret === null && { client_id: clientId }) })
      const headers = { authorization: `Basic ${Buffer.from(`${clientId}:${secret ?? ''}`).toString('base64')}` }
      const { status } = await fetch(`${issuer ?? ''}/token/revocation`, {
        ...{ method: 'POST', body },
        ...(secret !== null && { headers }),
      })
      if (status !== 200) throw new Error(`the token was not revoked: ${status}`)
    },
    /** A server that is closed when the test ends. */
    async during<Server extends { readonly close: () => Promise<unknown> }>(
      starting: Promise<Server>,
    ): Promise<Server> {
      const server = await starting
      onTestFinished(async () => void (await server.close()))
      return server
    },
    /** As on the first day: nobody is signed in, the browser knows nobody, the clocks agree, no profile was added. */
    async reset(): Promise<void> {
      clock.setWall(0)
      cookies = createCookieJar()
      await claimcheck.ask('settings.save', { proxy: { mode: 'none' }, certificateAuthorities: '' })
      await claimcheck.ask('playground.configure', { accessTokenSeconds: 300 })
      for (const { id, session } of await claimcheck.ask('profiles.list', {})) {
        if (!standing.has(id)) await claimcheck.ask('profiles.remove', { profileId: id })
        else if (session.state === 'active') await claimcheck.ask('tokens.forget', { profileId: id })
      }
    },
  }
}
export type Stage = Awaited<ReturnType<typeof aStage>>
