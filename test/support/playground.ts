import { createCookieJar, type CookieJar } from './cookie-jar.ts'

export interface HttpSignIn {
  /** Who is picked where the login page asks. */
  readonly as: 'alice' | 'bob' | 'admin'
  readonly consent: 'allow' | 'deny'
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
function nextForm(html: string, { as, consent }: HttpSignIn): { action: string; body: URLSearchParams } {
  const login = formActionWith(html, 'person')
  if (login !== null) return { action: login, body: new URLSearchParams({ person: as }) }
  const decision = formActionWith(html, 'decision')
  if (decision !== null) return { action: decision, body: new URLSearchParams({ decision: consent }) }
  const byItself = selfSubmitting(html)
  if (byItself !== null) return byItself
  throw new Error(`no form to fill on this page: ${html.replace(/<style>.*<\/style>/s, '').slice(0, 2000)}`)
}

/**
 * Signs in at the playground as a person with a browser would, over plain HTTP. Returns the address that the browser is
 * sent to at the end, which is not fetched. Throws where a page shows an error instead of a form.
 */
export async function signInOverHttp(authorizationUrl: string | URL, signIn: HttpSignIn): Promise<URL> {
  const issuer = new URL(authorizationUrl).origin
  const cookies = signIn.cookies ?? createCookieJar()
  let url = new URL(authorizationUrl)
  let body: URLSearchParams | null = null

  for (let step = 0; step < mostSteps; step++) {
    const response: Response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: cookies.headerFor(url), accept: 'text/html' },
      ...(body === null ? {} : { method: 'POST', body }),
    })
    cookies.take(url, response.headers.getSetCookie())
    const location = response.headers.get('location')
    if (location !== null) {
      await response.body?.cancel()
      url = new URL(location, url)
      body = null
      if (url.origin !== issuer) return url
      continue
    }
    const html = await response.text()
    signIn.onPage?.(html)
    const form = nextForm(html, signIn)
    url = new URL(form.action, url)
    body = form.body
  }
  throw new Error(`the sign-in did not end within ${mostSteps} steps`)
}
