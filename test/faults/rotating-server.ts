import type { IncomingMessage, ServerResponse } from 'node:http'
import { anOidcServer } from '../support/oidc-server.ts'
import { aClient, tokensOfAlice } from '../support/tokens-of-alice.ts'
import { createLedger, type Ledger } from './ledger.ts'

/** Where a token call can be held up: before the server saw it, or when the answer is made and not yet sent. */
export type Moment = 'request-arrived' | 'answer-made'

type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void>

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/**
 * oidc-provider, which rotates refresh tokens and revokes the family when a spent one is shown again (RFC 9700
 * §4.14.2), with a ledger of what it did and a hand on its token calls.
 */
export async function aRotatingServer() {
  const ledger: Ledger = createLedger()
  let calls = 0
  let hold: (moment: Moment) => Promise<void> = async () => undefined

  const around =
    (serve: Serve): Serve =>
    async (request, response) => {
      if (request.url !== '/token') return serve(request, response)
      calls += 1
      await hold('request-arrived')
      const end = response.end.bind(response)
      // Koa ends its answers with their whole body and nothing else.
      response.end = ((body: unknown) => {
        void hold('answer-made').then(() => end(body))
        return response
      }) as typeof response.end // one of its forms is all that is called
      return serve(request, response)
    }

  const server = await anOidcServer(() => null, around)
  const { issuer, redirectUri, provider } = server
  provider.on('grant.success', ({ body, oidc }) => {
    const given = text(Object(body).refresh_token)
    if (given !== null) ledger.noteIssued(given, text(oidc.params?.['refresh_token']))
  })
  provider.on('grant.error', ({ oidc }) => {
    const shown = text(oidc.params?.['refresh_token'])
    if (shown !== null) ledger.noteRefused(shown)
  })

  return {
    issuer,
    ledger,
    /** How often its token endpoint was called. */
    calls: (): number => calls,
    /** What happens at those moments of every token call from now on; a promise that never ends holds it for ever. */
    onTokenCall: (next: (moment: Moment) => Promise<void>): void => void (hold = next),
    signIn: () => tokensOfAlice(aClient(issuer), { redirectUri, scope: 'openid offline_access' }),
    close: () => server.close(),
  }
}
export type RotatingServer = Awaited<ReturnType<typeof aRotatingServer>>

/** A token call that is held up at a moment, until it is let go. */
export function heldUp({ onTokenCall }: Pick<RotatingServer, 'onTokenCall'>, moment: Moment) {
  let letGo: () => void = () => undefined
  const gate = new Promise<void>((resolve) => (letGo = resolve))
  // One call: whoever takes over from a killed caller is served.
  let isTaken = false
  const reached = new Promise<void>((resolve) => {
    onTokenCall(async (now) => {
      if (now !== moment || isTaken) return
      isTaken = true
      resolve()
      await gate
    })
  })
  /** Whether the call got there before whoever made it was answered without one. */
  const isReachedBefore = (answered: Promise<unknown>): Promise<boolean> =>
    Promise.race([reached.then(() => true), answered.then(() => false)])
  return { isReachedBefore, letGo, over: (): void => onTokenCall(async () => undefined) }
}
