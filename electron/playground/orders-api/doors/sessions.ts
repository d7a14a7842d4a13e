import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { findByPassword, type Person } from '../../people.ts'
import { challenge } from '../challenge.ts'
import { sendJson } from '../exchange.ts'
import { Refusal } from '../problem.ts'
import { cookieOf } from '../read-cookie.ts'
import { readJson } from '../read-json.ts'
import type { Route } from '../router.ts'
import { invalidCredentials, noCredentials, type Door } from './door.ts'

const cookieName = 'orders_session'
const mostSessions = 1000
const login = z.object({ user: z.string().max(200), password: z.string().max(200) })
const refresh = z.object({ refresh: z.string().max(200) })
const asked = challenge('Session', { header: 'X-Session-Token', cookie: cookieName, login: '/with/session/login' })

interface Session {
  readonly person: Person
  readonly expiresAtMs: number
}

export interface SessionParts {
  readonly accessTokenSeconds: () => number
  readonly now: () => Date
}

const invalid = (detail: string): Refusal =>
  new Refusal({ status: 422, code: 'invalid_login', title: 'The request is not valid', detail })

/** A login as many APIs have one of their own: JSON in, a token, what refreshes it and a lifetime out, a cookie beside. */
export function createSessions({ accessTokenSeconds, now }: SessionParts): { door: Door; routes: readonly Route[] } {
  const sessions = new Map<string, Session>()
  const refreshes = new Map<string, Person>()
  const newToken = (): string => randomBytes(24).toString('base64url')

  function keep<Value>(map: Map<string, Value>, value: Value): string {
    const token = newToken()
    map.set(token, value)
    if (map.size > mostSessions) map.delete(map.keys().next().value ?? '')
    return token
  }

  function open(response: Parameters<typeof sendJson>[0], person: Person): void {
    const seconds = accessTokenSeconds()
    const token = keep(sessions, { person, expiresAtMs: now().getTime() + seconds * 1000 })
    const session = { token, refresh: keep(refreshes, person), expires_in: seconds }
    const cookie = `${cookieName}=${token}; Path=/with/session; Max-Age=${seconds}; HttpOnly; SameSite=Strict`
    sendJson(response, 200, { data: { session } }, { 'set-cookie': cookie })
  }

  const door: Door = {
    way: 'session',
    admit({ request }) {
      const { 'x-session-token': inHeader } = request.headers
      const token = typeof inHeader === 'string' ? inHeader : cookieOf(request, cookieName)
      if (token === null) throw noCredentials('Log in at /with/session/login and send its token.', asked)
      const session = sessions.get(token)
      if (session === undefined) throw invalidCredentials('There is no such session.', asked)
      if (session.expiresAtMs <= now().getTime()) {
        sessions.delete(token)
        throw invalidCredentials('The session has expired: refresh it, or log in again.', asked)
      }
      const expiresAt = new Date(session.expiresAtMs).toISOString()
      return { id: session.person.id, roles: session.person.roles, facts: { expiresAt } }
    },
  }

  const routes: readonly Route[] = [
    {
      method: 'POST',
      path: '/with/session/login',
      async answer({ request, response }) {
        const given = login.safeParse(await readJson(request))
        if (!given.success) throw invalid('A login is { "user": text, "password": text }.')
        const person = findByPassword(given.data.user, given.data.password)
        if (person === undefined) throw invalidCredentials('The user name or the password is wrong.', asked)
        open(response, person)
      },
    },
    {
      method: 'POST',
      path: '/with/session/refresh',
      async answer({ request, response }) {
        const given = refresh.safeParse(await readJson(request))
        if (!given.success) throw invalid('A refresh is { "refresh": text }.')
        const person = refreshes.get(given.data.refresh)
        if (person === undefined) throw invalidCredentials('This refresh token is not known, or was used.', asked)
        // Each is good once, as the next one comes with the answer.
        refreshes.delete(given.data.refresh)
        open(response, person)
      },
    },
  ]
  return { door, routes }
}
