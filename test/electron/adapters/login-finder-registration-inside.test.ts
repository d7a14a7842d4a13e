import { describe, expect, test } from 'vitest'
import { registerAt } from '../../../electron/adapters/login-finder-registration.ts'
import { createOpenIdSessions } from '../../../electron/adapters/openid-provider-session.ts'
import { failureOf } from '../../support/find-login-under-test.ts'

const issuer = 'https://id.example.com'
const client = {
  ...{ clientName: 'Claimcheck', redirectUris: ['http://127.0.0.1/callback'], grantTypes: ['authorization_code'] },
  ...{ authentication: 'none', scope: null, dpopBound: false },
}
const call = {
  trace: { record: () => undefined, blame: () => undefined },
  signal: new AbortController().signal,
}

/** A server on the internet, which no test can have on 127.0.0.1. */
function aServerWith(endpoint: string) {
  const asked: string[] = []
  const fetch = async (url: string): Promise<Response> => {
    asked.push(url)
    if (url === endpoint) return Response.json({ client_id: 'registered' }, { status: 201 })
    return Response.json({ issuer, registration_endpoint: endpoint, token_endpoint: `${issuer}/token` })
  }
  return { asked, sessions: createOpenIdSessions({ fetch, now: () => new Date() }) }
}

describe('a server on the internet', () => {
  test.each(['http://127.0.0.1:9200/index', 'http://localhost/x', 'https://10.0.0.1/x', 'https://router.local/x'])(
    'does not make this machine post to %s',
    async (endpoint) => {
      const { asked, sessions } = aServerWith(endpoint)
      expect(await failureOf(registerAt(sessions, issuer, client, call))).toMatchObject({
        code: 'find_login.registration_refused',
        details: { description: expect.stringContaining('inside your own network') },
      })
      expect(asked).not.toContain(endpoint)
    },
  )

  test('may register clients on another host of the internet', async () => {
    const { sessions } = aServerWith('https://register.example.net/')
    expect(await registerAt(sessions, issuer, client, call)).toMatchObject({ clientId: 'registered' })
  })
})
