import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { Schedule } from '../tokens/timer.ts'
import { SecretText } from '../vault/secret-text.ts'
import type { CallbackListener, ListenForCallback } from './callback-listener.ts'
import type { AuthorizationBinding, Granted, OpenIdProvider } from './provider.ts'
import { createRedactor } from './redact.ts'
import type { SignInRun } from './sign-in-run.ts'
import { untilEnded } from './until-ended.ts'

export interface AuthorizationCodeParts {
  readonly provider: OpenIdProvider
  readonly listen: ListenForCallback
  /** Opens the system's browser; rejects when it can't. */
  readonly openBrowser: (url: string) => Promise<void>
  readonly now: () => Date
  readonly schedule: Schedule
  /** Bytes of the platform's cryptographic generator. */
  readonly randomBytes: (count: number) => Uint8Array
}

const browserWaitSeconds = 300

/** 32 random bytes as base64url: 43 characters, the least that RFC 7636 §4.1 allows for a verifier. */
function randomSecret(randomBytes: AuthorizationCodeParts['randomBytes']): SecretText {
  return new SecretText(Buffer.from(randomBytes(32)).toString('base64url'))
}

function recordBrowserStep(run: SignInRun, now: Date, title: string, address: string): void {
  const redactor = createRedactor()
  const url = new URL(address)
  run.trace.record({
    at: now.toISOString(),
    title,
    method: 'GET',
    url: `${url.origin}${url.pathname}`,
    requestFields: [...url.searchParams].map(([name, value]) => redactor.field(name, value)),
    status: null,
    answerFields: [],
    problem: null,
    durationMs: null,
  })
}

async function waitForBrowser(
  run: SignInRun,
  parts: AuthorizationCodeParts,
  listener: CallbackListener,
): Promise<SecretText> {
  const limit = new AbortController()
  const callOff = parts.schedule(browserWaitSeconds * 1000, () =>
    limit.abort(new ClaimcheckError('sign_in.timed_out', { afterSeconds: browserWaitSeconds })),
  )
  try {
    return await untilEnded(listener.answer, AbortSignal.any([run.signal, limit.signal]))
  } finally {
    callOff()
  }
}

/** Authorisation code with PKCE S256 in the system's browser (RFC 6749 §4.1, RFC 7636, RFC 8252). */
export async function signInWithAuthorizationCode(run: SignInRun, parts: AuthorizationCodeParts): Promise<Granted> {
  const { provider, listen, openBrowser, now, randomBytes } = parts
  const { client, profile, scopes, trace, signal } = run
  const state = randomSecret(randomBytes)
  const codeVerifier = randomSecret(randomBytes)
  const nonce = scopes.includes('openid') ? randomSecret(randomBytes) : null
  const asked = { scopes, resource: profile.resource }
  run.enter('discovering')
  const listener = await listen(state)
  try {
    const binding: AuthorizationBinding = { redirectUri: listener.redirectUri, state, codeVerifier, nonce }
    const url = await provider.authorizationUrl(
      client,
      { ...asked, loginHint: profile.loginHint, binding },
      { trace, signal },
    )
    signal.throwIfAborted()
    recordBrowserStep(run, now(), 'Open the browser', url)
    run.offerAddress(url)
    run.enter('waiting-for-browser', browserWaitSeconds)
    const opening = openBrowser(url).catch((cause: unknown) => {
      throw new ClaimcheckError('sign_in.browser_failed', {}, { cause })
    })
    await untilEnded(opening, signal)
    const callback = await waitForBrowser(run, parts, listener)
    recordBrowserStep(run, now(), 'The browser came back', callback.reveal())
    run.enter('exchanging-code')
    return await provider.exchangeCode(client, { ...asked, callback, binding }, { trace, signal })
  } finally {
    await listener.close()
  }
}
