import type { LoginAnswer, LoginRequest } from '../../contract/ways.ts'
import type { ClientCertificate } from '../credentials/client-certificate.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { ProfileBy } from '../profiles/profile.ts'
import { mentions } from '../profiles/which-secrets.ts'
import { measureClockSkew } from '../requests/clock-skew.ts'
import { fillTemplateOrThrow, type Variables } from '../requests/variables.ts'
import { headerValue } from '../requests/wire-request.ts'
import { refreshEndsByToken } from '../tokens/read-refresh-ends.ts'
import type { TokenSet } from '../tokens/token-set.ts'
import { SecretText } from '../vault/secret-text.ts'
import { fillLoginRequest, type LoginName, type LoginValues } from './fill-login-request.ts'
import { expiryOfLogin } from './login-lifetime.ts'
import { redactorFor, saidInWords } from './login-trace.ts'
import type { Granted, ProviderCall } from './provider.ts'
import { readLoginTokens } from './read-login-answer.ts'
import { sendLogin, type LoginHeard, type SendLoginParts } from './send-login.ts'
import { tokenTypeOf } from './token-type.ts'

export interface LoginCredentials {
  readonly password: SecretText | null
  readonly certificate: ClientCertificate | null
  readonly variables: Variables
}

/** A login that is no OAuth: a request that posts what a person knows, and places in its answer. */
export interface CustomLogin {
  /** Throws `sign_in.login_*`, `profile.incomplete`, `input.*`. */
  readonly signIn: (
    profile: ProfileBy<'custom_login'>,
    credentials: LoginCredentials,
    call: ProviderCall,
  ) => Promise<Granted>
  /** The profile's own request for that; null where it has none that can be sent. Throws as `signIn`. */
  readonly refresh: (
    profile: ProfileBy<'custom_login'>,
    tokens: TokenSet,
    credentials: LoginCredentials,
    call: ProviderCall,
  ) => Promise<Granted | null>
}

interface Turn {
  readonly title: string
  readonly request: LoginRequest
  readonly answer: LoginAnswer
  readonly values: LoginValues
  readonly isRefresh: boolean
}

function clockSkewOf({ headers, sentAt, receivedAt }: LoginHeard): number | null {
  return measureClockSkew({
    dateHeader: headerValue(headers, 'date'),
    ageHeader: headerValue(headers, 'age'),
    sentAtMs: sentAt.getTime(),
    answeredAtMs: receivedAt.getTime(),
  })
}

export function createCustomLogin(parts: SendLoginParts): CustomLogin {
  async function take(
    profile: ProfileBy<'custom_login'>,
    { title, request, answer, values, isRefresh }: Turn,
    { variables, certificate }: LoginCredentials,
    call: ProviderCall,
  ): Promise<Granted> {
    const { id: profileId, way } = profile
    const redactor = redactorFor(values)
    const lacks = (field: LoginName) => new ClaimcheckError('profile.incomplete', { profileId, field })
    const filled = fillLoginRequest(request, values, { variables, certificate, lacks })
    const heard = await sendLogin(filled, parts, { call, title, redactor })
    const refuse = (said: string): Error => {
      call.trace.blame(said === '' ? `The login was answered with ${heard.status}` : said)
      return new ClaimcheckError('sign_in.login_refused', { status: heard.status, said })
    }
    if (heard.status >= 400) throw refuse(saidInWords(heard.body, values, redactor))
    try {
      const { token, refreshToken } = readLoginTokens(answer, heard, {
        ...{ carriage: way.carriage, isRefresh, tell: redactor.text },
      })
      const clockSkewSeconds = clockSkewOf(heard)
      const { receivedAt } = heard
      return {
        clockSkewSeconds,
        answer: {
          accessToken: new SecretText(token),
          refreshToken: refreshToken === null ? null : new SecretText(refreshToken),
          idToken: null,
          tokenType: tokenTypeOf(way.carriage),
          scopes: [],
          receivedAt,
          ...expiryOfLogin(answer.lifetime, token, heard, { receivedAt, clockSkewSeconds }),
          refreshEnds:
            refreshToken === null ? null : refreshEndsByToken(refreshToken, { receivedAt, clockSkewSeconds }),
        },
      }
    } catch (thrown) {
      if (!(thrown instanceof ClaimcheckError) || thrown.code !== 'sign_in.login_shape') throw thrown
      // A login that sends the browser elsewhere and gives no token has let nobody in.
      if (heard.redirectsTo !== null) throw refuse(`It redirects to ${heard.redirectsTo}`)
      call.trace.blame('The answer has another shape than the profile says')
      throw thrown
    }
  }

  const own = ({ way }: ProfileBy<'custom_login'>, { password, variables }: LoginCredentials) => ({
    username: fillTemplateOrThrow(way.username, variables),
    password,
  })

  return {
    async signIn(profile, credentials, call) {
      const values = { ...own(profile, credentials), token: null, refreshToken: null }
      const { request, answer } = profile.way.login
      return take(profile, { title: 'Log in', request, answer, values, isRefresh: false }, credentials, call)
    },
    async refresh(profile, tokens, credentials, call) {
      const { refresh } = profile.way
      if (refresh === null || (tokens.refreshToken === null && mentions(refresh.request, 'refreshToken'))) return null
      const values = {
        ...own(profile, credentials),
        token: tokens.accessToken,
        refreshToken: tokens.refreshToken,
      }
      const { request, answer } = refresh
      return take(profile, { title: 'Refresh', request, answer, values, isRefresh: true }, credentials, call)
    },
  }
}
