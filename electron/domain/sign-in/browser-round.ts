import type { Redirect } from '../../contract/oauth.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { fillTemplateOrThrow, type Variables } from '../requests/variables.ts'
import type { Schedule } from '../tokens/timer.ts'
import type { SecretText } from '../vault/secret-text.ts'
import type { CallbackListener, ListenForCallback } from './callback-listener.ts'
import { newBinding, randomSecret, type RandomBytes } from './new-binding.ts'
import { checkPastedRedirect, createPastedDoor } from './pasted-address.ts'
import type { AuthorizationBinding, BrowserOptions, OpenIdProvider } from './provider.ts'
import { createRedactor } from './redact.ts'
import type { OAuthRun } from './sign-in-run.ts'
import { withStepUp } from './step-up.ts'
import { atMost, untilEnded } from './until-ended.ts'

export interface BrowserParts {
  readonly provider: OpenIdProvider
  readonly listen: ListenForCallback
  /** Opens the system's browser; rejects when it can't. */
  readonly openBrowser: (url: string) => Promise<void>
  readonly variables: () => Variables
  readonly now: () => Date
  readonly schedule: Schedule
  readonly randomBytes: RandomBytes
}

export interface BrowserGrant extends BrowserOptions {
  readonly redirect: Redirect
}

export interface BrowserAnswer {
  /** The whole address that the browser came back on. */
  readonly callback: SecretText
  readonly binding: AuthorizationBinding
}

const browserWaitSeconds = 300

function recordBrowserStep(run: OAuthRun, now: Date, title: string, address: string): void {
  const redactor = createRedactor()
  const url = new URL(address)
  const fields = [...url.searchParams, ...new URLSearchParams(url.hash.slice(1))]
  run.trace.record({
    at: now.toISOString(),
    title,
    method: 'GET',
    url: `${url.protocol}//${url.host}${url.pathname}`,
    requestFields: fields.map(([name, value]) => redactor.field(name, value)),
    status: null,
    answerFields: [],
    problem: null,
    durationMs: null,
  })
}

/** What the browser is sent with; to switch the user, the hint at the last one is left out. */
function browserOptions({ prompt, stepUp }: OAuthRun, grant: BrowserGrant, variables: Variables): BrowserOptions {
  const { acrValues, maxAgeSeconds, pushedRequest } = grant
  const hint = prompt === 'select_account' || grant.loginHint === null ? null : grant.loginHint
  const own: BrowserOptions = {
    ...{ acrValues, maxAgeSeconds, pushedRequest },
    loginHint: hint === null ? null : fillTemplateOrThrow(hint, variables),
    prompt: prompt ?? grant.prompt,
  }
  return stepUp === null ? own : withStepUp(own, stepUp)
}

/**
 * Sends a person through the system's browser and waits for the answer (RFC 6749 §3.1, RFC 8252): at a door on this
 * machine, or pasted where the redirect leads elsewhere. Whatever happens, nothing is left that listens or waits.
 */
export async function goThroughBrowser(
  run: OAuthRun,
  { grant, response, parts }: { grant: BrowserGrant; response: 'code' | 'token'; parts: BrowserParts },
): Promise<BrowserAnswer> {
  const { provider, variables, now, randomBytes } = parts
  const { client, asked, trace, signal } = run
  const answerIn = response === 'code' ? 'query' : 'fragment'
  const state = randomSecret(randomBytes)
  const { redirect } = grant
  const options = browserOptions(run, grant, variables())
  run.enter('discovering')
  const listener: CallbackListener | null =
    redirect.by === 'pasted' ? null : await parts.listen({ redirect, state, answerIn })
  try {
    const redirectUri =
      listener?.redirectUri ?? checkPastedRedirect(redirect.by === 'pasted' ? filled(redirect.uri, variables()) : '')
    const binding = newBinding(state, redirectUri, asked.scopes, randomBytes)
    const url = await provider.authorizationUrl(client, { ...asked, ...options, response, binding }, { trace, signal })
    signal.throwIfAborted()
    recordBrowserStep(run, now(), 'Open the browser', url)
    run.offerAddress(url)
    // A browser on another machine ends at an address of that machine: it can be pasted, too.
    const pasted = createPastedDoor({ redirectUri, state, answerIn })
    run.takePasted(pasted.take)
    const step = listener === null ? 'waiting-for-address' : 'waiting-for-browser'
    run.enter(step, { secondsLeft: browserWaitSeconds })
    const callback = await atMost(browserWaitSeconds, { signal, schedule: parts.schedule }, async (limited) => {
      await untilEnded(openOrThrow(parts.openBrowser, url), limited)
      return Promise.race([pasted.answer, ...(listener === null ? [] : [listener.answer])])
    })
    recordBrowserStep(run, now(), 'The browser came back', callback.reveal())
    return { callback, binding }
  } finally {
    await listener?.close()
  }
}

const filled = (text: string, variables: Variables): string => fillTemplateOrThrow(text, variables).trim()

async function openOrThrow(openBrowser: BrowserParts['openBrowser'], url: string): Promise<void> {
  await openBrowser(url).catch((cause: unknown) => {
    throw new ClaimcheckError('sign_in.browser_failed', {}, { cause })
  })
}
