import type { Found } from './problems.ts'
import { jsonObjectProblem } from './json-object-problem.ts'
import type { JwtEdit } from './jwt-edit.ts'
import type { ProfileEdit } from './profile-edit.ts'
import type { RedirectEdit } from './redirect-edit.ts'
import { numberProblem } from './typed-text.ts'

const aDay = 86_400
const aYear = 31_536_000

function redirectProblems({ by, port, path, uri }: RedirectEdit): readonly Found[] {
  const base = 'way.grant.redirect'
  if (by === 'fixed') {
    const isPath = /^\/[\x21\x24-\x3B\x3D\x40-\x5F\x61-\x7E]{0,500}$/.test(path.trim())
    return [
      [`${base}.port`, numberProblem(port, 1, 65_535)],
      [`${base}.path`, isPath ? null : 'A path begins with “/” and has no spaces, “?” or “#”'],
    ]
  }
  if (by !== 'pasted') return []
  if (uri.trim() === '') return [[`${base}.uri`, 'Enter the redirect URI that is registered']]
  return [[`${base}.uri`, URL.canParse(uri.trim()) ? null : 'A redirect URI is an absolute address (RFC 6749 §3.1.2)']]
}

const jwtProblems = (jwt: JwtEdit, base: string, mostSeconds: number): readonly Found[] => [
  [`${base}.claims`, jsonObjectProblem(jwt.claims)],
  [`${base}.lifetimeSeconds`, numberProblem(jwt.lifetimeSeconds, 1, mostSeconds)],
]

/** What is wrong with the fields of one grant. */
export function grantProblems(edit: ProfileEdit): readonly Found[] {
  const { browser, exchange } = edit
  switch (edit.choice) {
    case 'authorization_code':
    case 'implicit':
      return [
        ...redirectProblems(browser.redirect),
        ['way.grant.maxAgeSeconds', numberProblem(browser.maxAgeSeconds, 0, aYear, false)],
      ]
    case 'password':
      return [['way.grant.username', edit.username.trim() === '' ? 'Enter the user name' : null]]
    case 'jwt_bearer':
      return jwtProblems(edit.assertion, 'way.grant', aDay)
    case 'token_exchange':
      return [['way.grant.subject', exchange.subject === null ? 'Choose the profile whose token is traded in' : null]]
    default:
      return []
  }
}

export const signedJwtProblems = ({ signedJwt }: ProfileEdit): readonly Found[] => [
  ...jwtProblems(signedJwt, 'way', aYear),
  ['way.header', jsonObjectProblem(signedJwt.header)],
]
