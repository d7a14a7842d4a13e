import { expect } from 'vitest'
import type { BendableIssuer } from './bendable-issuer.ts'
import type { Journey } from './compose-for-journey.ts'
import { aLoginServer } from './login-server.ts'
import type { RawServer } from './hostile-server.ts'
import { aCustomLoginWay } from './way-builder.ts'

/** What a server does for its tokens: asked, refused and repeated at one that says again what it was sent. */
export async function askTheServer(claimcheck: Journey, server: BendableIssuer, name: string): Promise<void> {
  const { id: profileId } = await claimcheck.profile(name)
  const { issuer, metadata } = server
  const endpoints = {
    userinfo_endpoint: `${issuer}/userinfo`,
    introspection_endpoint: `${issuer}/introspect`,
    revocation_endpoint: `${issuer}/revoke`,
    end_session_endpoint: `${issuer}/end`,
  }
  server.answer('/.well-known/openid-configuration', { body: { ...metadata, ...endpoints } })
  server.answer('/userinfo', ({ headers }) => ({
    body: { sub: 'alice', said: headers.authorization, [String(headers.authorization)]: 'as a name' },
  }))
  server.answer('/introspect', ({ form }) => ({
    body: { active: true, sub: 'alice', said: [...form.values()].join(' '), client_secret: form.get('client_secret') },
  }))
  const refusal = ({ form }: { form: URLSearchParams }) => ({
    status: 400,
    body: { error: 'unsupported_token_type', error_description: `You sent ${[...form.values()].join(' and ')}` },
  })
  server.answer('/revoke', refusal)
  await claimcheck.bridge.call('tokenService.userinfo', { profileId })
  for (const which of ['access', 'refresh'] as const) {
    await claimcheck.bridge.call('tokenService.introspect', { profileId, which })
  }
  await claimcheck.bridge.call('tokenService.revoke', { profileId })
  server.answer('/introspect', refusal)
  await claimcheck.failureOf('tokenService.introspect', { profileId, which: 'refresh' })
  server.answer('/.well-known/openid-configuration', { body: metadata })
}

/** A login whose session is a cookie, and one whose token stands in a header. */
export async function byCookieAndHeader(
  claimcheck: Journey,
  api: RawServer,
  canary: (what: string) => string,
): Promise<void> {
  const server = await aLoginServer()
  try {
    const request = { ...aCustomLoginWay().login.request, url: `${server.origin}/login` }
    for (const [name, token] of [
      ['canary cookie', { from: 'cookie', name: 'session' }],
      ['canary header', { from: 'header', name: 'X-Session' }],
    ] as const) {
      const answer = { token, refresh: null, lifetime: { by: 'fixed', seconds: 300 } } as const
      const password = canary('a password of a login')
      await claimcheck.addProfile({
        ...{ name, way: aCustomLoginWay({ login: { request, answer } }) },
        secrets: { password: { change: 'replace', value: password } },
      })
      const session = canary(`a session in a ${token.from}`)
      server.reply('/login', {
        headers: {
          'Set-Cookie': [`session=${session}; HttpOnly`, `other=${canary('another cookie')}`],
          'X-Session': session,
        },
        body: { welcome: true },
      })
      expect(await claimcheck.startSignIn(name)).toMatchObject({ ok: true })
      const { id: profileId } = await claimcheck.profile(name)
      await claimcheck.ask('signIn.trace', { profileId })
      await claimcheck.send({ url: api.origin }, name)
    }
  } finally {
    await server.close()
  }
}
