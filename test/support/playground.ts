import { demoPin } from '../../electron/playground/demo-credentials.ts'
import { createCookieJar, type CookieJar } from './cookie-jar.ts'

export interface HttpSignIn {
  /** Who is picked where the login page asks. */
  readonly as: 'alice' | 'bob' | 'admin'
  readonly consent: 'allow' | 'deny'
  /** What is typed where a step-up asks for the PIN; the right one where nothing is said. A wrong one is typed once. */
  readonly pin?: string
  /** The browser's memory; leave it out for a browser that has never been here. */
  readonly cookies?: CookieJar
  /** Sees every page on the way. */
  readonly onPage?: (html: string) => void
}

const mostSteps = 15

/** The address of the form that has this field, unescaped as far as our own addresses need. */
function formActionWith(html: string, field: string): string | null {
  for (const [form, action] of html.matchAll(/<form\b[^>]*\baction="([^"]+)"[^>]*>.*?<\/form>/gs)) {
    if (form.includes(`name="${field}"`)) return action ?? null
  }
  return null
}

/** A page that submits itself as soon as it is there (oidc-provider's, on the way from one person to another). */
function selfSubmitting(html: string): { action: string; body: URLSearchParams } | null {
  const [form, action] = /<form\b[^>]*\baction="([^"]+)"[^>]*>.*?<\/form>/s.exec(html) ?? []
  if (!html.includes('document.forms[0].submit()') || form === undefined || action === undefined) return null
  const hidden = form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)
  return { action, body: new URLSearchParams([...hidden].map(([, name = '', value = '']) => [name, value])) }
}

/** Fills the form that the page shows, as a person would. */
function nextForm(html: string, { as, consent, pin = demoPin }: HttpSignIn): { action: string; body: URLSearchParams } {
  const login = formActionWith(html, 'person')
  if (login !== null) return { action: login, body: new URLSearchParams({ person: as }) }
  const stepUp = formActionWith(html, 'pin')
  if (stepUp !== null) {
    return { action: stepUp, body: new URLSearchParams({ pin: html.includes('not the PIN') ? demoPin : pin }) }
  }
  const decision = formActionWith(html, 'decision')
  if (decision !== null) return { action: decision, body: new URLSearchParams({ decision: consent }) }
  const byItself = selfSubmitting(html)
  if (byItself !== null) return byItself
  throw new Error(`no form to fill on this page: ${html.replace(/<style>.*<\/style>/s, '').slice(0, 2000)}`)
}

interface Walk {
  readonly url: URL
  readonly body: URLSearchParams | null
}

/** One request of the browser: the redirect that it answers with, or the page. */
async function step({ url, body }: Walk, cookies: CookieJar): Promise<{ location: URL } | { html: string }> {
  const response = await fetch(url, {
    redirect: 'manual',
    headers: { cookie: cookies.headerFor(url), accept: 'text/html' },
    ...(body === null ? {} : { method: 'POST', body }),
  })
  cookies.take(url, response.headers.getSetCookie())
  const location = response.headers.get('location')
  if (location === null) return { html: await response.text() }
  await response.body?.cancel()
  return { location: new URL(location, url) }
}

/** Goes from page to page until the browser leaves the issuer, or until a page is the last. */
async function walk(
  start: Walk,
  signIn: HttpSignIn,
  isLast: (html: string) => boolean,
): Promise<{ left: URL } | { html: string }> {
  const { origin: issuer } = start.url
  const cookies = signIn.cookies ?? createCookieJar()
  let next = start
  for (let steps = 0; steps < mostSteps; steps++) {
    const answer = await step(next, cookies)
    if ('location' in answer) {
      if (answer.location.origin !== issuer) return { left: answer.location }
      next = { url: answer.location, body: null }
      continue
    }
    signIn.onPage?.(answer.html)
    if (isLast(answer.html)) return answer
    const form = nextForm(answer.html, signIn)
    next = { url: new URL(form.action, next.url), body: form.body }
  }
  throw new Error(`the sign-in did not end within ${mostSteps} steps`)
}

/**
 * Signs in at the playground as a person with a browser would, over plain HTTP. Returns the address that the browser is
 * sent to at the end, which is not fetched. Throws where a page shows an error instead of a form.
 */
export async function signInOverHttp(authorizationUrl: string | URL, signIn: HttpSignIn): Promise<URL> {
  const end = await walk({ url: new URL(authorizationUrl), body: null }, signIn, () => false)
  if ('left' in end) return end.left
  throw new Error('the sign-in ended on a page of its own')
}

const hiddenField = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''

export interface HttpDevice extends HttpSignIn {
  /** What the device shows, typed as the person types it. */
  readonly userCode: string
  /** Whether the person finds that it is their device; yes where nothing is said. */
  readonly isMine?: boolean
}

/**
 * Connects a device (RFC 8628) as a person with a browser would: enters its code at `verificationUri`, compares it, signs
 * in and consents. Returns the last page.
 */
export async function connectDevice(verificationUri: string | URL, device: HttpDevice): Promise<string> {
  const { userCode, isMine = true } = device
  const cookies = device.cookies ?? createCookieJar()
  const url = new URL(verificationUri)
  const signIn = { ...device, cookies }
  const post = async (page: string, fields: Readonly<Record<string, string>>) => {
    const body = new URLSearchParams({ xsrf: hiddenField(page, 'xsrf'), user_code: userCode, ...fields })
    return walk(
      { url: new URL('/device', url), body },
      signIn,
      (html) => formActionWith(html, 'xsrf') !== null || isOver(html),
    )
  }
  const pageOf = (end: Awaited<ReturnType<typeof walk>>): string => {
    if ('html' in end) return end.html
    throw new Error(`connecting a device left the server for ${end.left.host}`)
  }
  const isOver = (html: string): boolean => !html.includes('<form')
  const first = pageOf(await walk({ url, body: null }, signIn, () => true))
  const second = pageOf(await post(first, {}))
  if (!second.includes('name="confirm"')) return second
  return pageOf(await post(second, isMine ? { confirm: 'yes' } : { abort: 'yes' }))
}
