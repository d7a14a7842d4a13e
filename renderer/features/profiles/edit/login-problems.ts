import type { LifetimeEdit, SourceEdit } from './answer-source-edit.ts'
import type { CarriageEdit } from './carriage-edit.ts'
import type { Found } from './problems.ts'
import { jsonProblem } from '../../../text/json-problem.ts'
import type { LoginEdit } from './login-edit.ts'
import type { ProfileEdit } from './profile-edit.ts'
import { hasVariable, numberProblem } from './typed-text.ts'

const aYear = 31_536_000
// RFC 9110 §5.6.2
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,200}$/

export function carriageProblem({ as, header, query, cookie }: CarriageEdit): string | null {
  if (as === 'header' && !token.test(header.trim())) return 'This is no header name (RFC 9110 §5.1)'
  if (as === 'query' && query.trim() === '') return 'Name the parameter'
  return as === 'cookie' && !token.test(cookie.trim()) ? 'This is no cookie name (RFC 6265 §4.1.1)' : null
}

function sourceProblem({ from, path, name }: SourceEdit): string | null {
  if (from === 'header') return token.test(name.trim()) ? null : 'Enter the name of the header'
  if (from === 'cookie') return token.test(name.trim()) ? null : 'Enter the name of the cookie'
  return path.trim().startsWith('$') ? null : 'A path begins with “$”: $.data.token (RFC 9535)'
}

const lifetimeProblem = ({ by, seconds, source }: LifetimeEdit): string | null => {
  if (by === 'fixed') return numberProblem(seconds, 1, aYear)
  return by === 'answer' ? sourceProblem(source) : null
}

function urlProblem(text: string): string | null {
  const url = text.trim()
  if (url === '') return 'Enter the address of the login'
  if (hasVariable(url)) return null
  const isWeb = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
  return isWeb ? null : 'An address begins with https:// or http://'
}

function requestProblem({ method, bodyKind, bodyText }: LoginEdit): string | null {
  if (!token.test(method.trim())) return 'This is no HTTP method'
  const problem = bodyKind === 'json' ? jsonProblem(bodyText) : null
  return problem === null ? null : `Line ${problem.line}: ${problem.message}`
}

const oneLogin = (edit: LoginEdit, base: string): readonly Found[] => [
  [`${base}.request.url`, urlProblem(edit.url)],
  [`${base}.request.body`, requestProblem(edit)],
  [`${base}.answer.token`, sourceProblem(edit.token)],
  [`${base}.answer.refresh`, edit.refreshToken === null ? null : sourceProblem(edit.refreshToken)],
  [`${base}.answer.lifetime`, lifetimeProblem(edit.lifetime)],
]

/** What is wrong with a custom login. */
export const loginProblems = (edit: ProfileEdit): readonly Found[] => [
  ...oneLogin(edit.login, 'way.login'),
  ...(edit.hasRefresh ? oneLogin(edit.refresh, 'way.refresh') : []),
  ['way.carriage', carriageProblem(edit.loginCarriage)],
]

/** A password that goes over plain http is worth a word, and no reason to refuse. */
export const isReadOnTheWay = (url: string): boolean =>
  /^http:\/\//i.test(url.trim()) && !/^http:\/\/(127\.|localhost\b|\[::1\])/i.test(url.trim())
