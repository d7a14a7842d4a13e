/** What a refusal's body says, from an RFC 9457 problem document or an OAuth-like error object. */
export interface Problem {
  readonly type: string | null
  readonly title: string | null
  readonly detail: string | null
  /** The OAuth error code, where the body has one. */
  readonly error: string | null
  readonly requiredScopes: readonly string[]
  readonly requiredRoles: readonly string[]
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const textIn = (body: Readonly<Record<string, unknown>>, ...names: readonly string[]): string | null => {
  for (const name of names) {
    const value = Object.hasOwn(body, name) ? body[name] : undefined
    if (typeof value === 'string' && value.trim() !== '') return value.trim().slice(0, 500)
  }
  return null
}

/** Texts under the first of these names: an array of texts, or one text of words. */
export function wordsIn(body: Readonly<Record<string, unknown>>, ...names: readonly string[]): string[] {
  for (const name of names) {
    const value = Object.hasOwn(body, name) ? body[name] : undefined
    if (typeof value === 'string') return value.split(/[\s,]+/).filter((each) => each !== '')
    if (Array.isArray(value)) return value.filter((each): each is string => typeof each === 'string')
  }
  return []
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // A body that is no JSON, or the cut-off beginning of one, tells nothing; the status still does.
  }
}

/** Reads the beginning of an answer's body; null when it is no JSON object. Pure. */
export function readProblem(bodyPrefix: Uint8Array): Problem | null {
  const text = Buffer.from(bodyPrefix)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (!text.startsWith('{')) return null
  const whole = parsed(text)
  if (!isObject(whole)) return null
  // {"error": {"message": …}} is as common as the flat form.
  const nested = Object.hasOwn(whole, 'error') ? whole['error'] : null
  const body = isObject(nested) ? nested : whole
  const type = textIn(body, 'type')
  const required = wordsIn(body, 'required')
  const isAboutRole = /role/i.test(`${type ?? ''} ${textIn(body, 'title') ?? ''}`)
  const scopes = wordsIn(body, 'required_scopes', 'required_scope', 'requiredScopes', 'scopes_required', 'scope')
  const roles = wordsIn(body, 'required_roles', 'required_role', 'requiredRoles', 'requiredRole', 'roles_required')
  return {
    type,
    title: textIn(body, 'title', 'message', 'msg'),
    detail: textIn(body, 'detail', 'error_description', 'description', 'details'),
    error: textIn(body, 'error', 'code', 'error_code'),
    requiredScopes: scopes.length > 0 || isAboutRole ? scopes : required,
    requiredRoles: roles.length > 0 || !isAboutRole ? roles : required,
  }
}
