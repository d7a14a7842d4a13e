import { readPage } from './bodies/page.ts'

/** An answer that is a login page, or leads to one: something looks for the session of a browser. */
export interface LoginPage {
  readonly how: 'leads-there' | 'was-followed' | 'is-one'
  /** Host and path; what an address carries beside them may be anybody's secret. */
  readonly where: string
  /** What gives it away, as a clause. */
  readonly sign: string
  readonly isCertain: boolean
}

/** One request on the wire and its answer. */
export interface Hop {
  readonly url: string
  readonly status: number
  readonly location: string | null
}

const loginPath =
  /(?:^|[/_.-])(?:log[-_]?(?:in|on)|sign[-_]?(?:in|on)|sso|saml2?|adfs|cas|users?\/sign_in|sessions?\/new|auth(?:orize|enticate)?|oauth2?\/(?:start|authorize|v?\d?\/?authorize)|j_spring_cas|account\/logon)(?:$|[/_.?-])/i
const loginHost =
  /^(?:login|signin|sso|auth|idp|accounts?|adfs|cas)\.|\.(?:cloudflareaccess\.com|okta\.com|auth0\.com|b2clogin\.com)$|^login\.microsoftonline\.com$/i
const loginTitle =
  /\b(?:log ?in|log ?on|sign ?in|sign ?on|anmelden|connexion|iniciar sesi[oó]n|authentication required)\b/i

function addressOf(text: string, base: string): URL | null {
  return URL.canParse(text, base) ? new URL(text, base) : null
}

/** What gives an address away as a login's, and how surely. */
function signOfAddress(url: URL): { sign: string; isCertain: boolean } | null {
  const { searchParams, pathname, hostname } = url
  if (searchParams.has('client_id') && (searchParams.has('response_type') || searchParams.has('request_uri'))) {
    return { sign: 'the address is an authorisation endpoint’s (client_id, response_type)', isCertain: true }
  }
  if (searchParams.has('SAMLRequest') || searchParams.get('wa')?.startsWith('wsignin') === true) {
    return { sign: 'the address carries a request for a single sign-on', isCertain: true }
  }
  if (loginPath.test(pathname.slice(0, 1000))) return { sign: 'the address is that of a login', isCertain: false }
  return loginHost.test(hostname) ? { sign: 'the host is that of a login', isCertain: false } : null
}

const placeOfUrl = ({ host, pathname }: URL): string => `${host}${pathname}`.slice(0, 200)

/**
 * Says whether the last of these hops is, or leads to, a login page; null where nothing speaks for it. Whoever asked for
 * a login page to begin with wanted one. `sentCredential`: a page with a password field is no answer to somebody who
 * brought a token. Pure.
 */
export function findLoginPage(hops: readonly Hop[], bodyPrefix: Uint8Array, sentCredential: boolean): LoginPage | null {
  const [first, last] = [hops[0], hops.at(-1)]
  if (first === undefined || last === undefined) return null
  const asked = addressOf(first.url, first.url)
  const shown = addressOf(last.url, last.url)
  if (asked === null || shown === null || signOfAddress(asked) !== null) return null
  if (last.status >= 301 && last.status <= 308 && last.location !== null) {
    const next = addressOf(last.location, last.url)
    const found = next === null ? null : signOfAddress(next)
    return next === null || found === null ? null : { how: 'leads-there', where: placeOfUrl(next), ...found }
  }
  const wasFollowed = hops.some(({ status }) => status >= 301 && status <= 308)
  const isPageStatus = last.status === 200 || last.status === 401 || last.status === 403
  if (!isPageStatus) return null
  const page = readPage(Buffer.from(bodyPrefix).toString('utf8'))
  if (page === null) return null
  const where = placeOfUrl(shown)
  if (page.hasPasswordField && (wasFollowed || sentCredential)) {
    const how = wasFollowed ? 'was-followed' : 'is-one'
    return { how, where, sign: 'the page asks for a password', isCertain: wasFollowed }
  }
  const passed = wasFollowed ? hops.slice(1).map(({ url }) => addressOf(url, url)) : []
  const found = passed.map((each) => (each === null ? null : signOfAddress(each))).find((each) => each !== null)
  if (found !== undefined && found !== null) return { how: 'was-followed', where, ...found }
  if (wasFollowed && loginTitle.test(page.title)) {
    return { how: 'was-followed', where, sign: `its title is “${page.title.slice(0, 80)}”`, isCertain: false }
  }
  return null
}
