import { afterAll, beforeEach } from 'vitest'
import { createOpenIdTokenService } from '../../electron/adapters/openid-token-service.ts'
import { SecretText } from '../../electron/domain/vault/secret-text.ts'
import { aBendableIssuer, type Bent } from './bendable-issuer.ts'
import { anEngine } from './oidc-server.ts'
import { aClient } from './tokens-of-alice.ts'

export const canary = 'the-access-token-canary'
export const accessToken = new SecretText(canary)
export const token = { token: accessToken, which: 'access' } as const

/** A server that does everything for its tokens, as its tests bend it; bent back before each of them. */
export async function aServerOfTokens() {
  const server = await aBendableIssuer()
  const metadata = {
    ...server.metadata,
    userinfo_endpoint: `${server.issuer}/userinfo`,
    introspection_endpoint: `${server.issuer}/introspect`,
    revocation_endpoint: `${server.issuer}/revoke`,
    end_session_endpoint: `${server.issuer}/end?from=app`,
    userinfo_signing_alg_values_supported: ['ES256'],
  }
  const publish = (some: object = {}): void =>
    server.answer('/.well-known/openid-configuration', { body: { ...metadata, ...some } })
  afterAll(() => server.close())
  beforeEach(() => {
    server.reset()
    publish()
  })

  const client = aClient(server.issuer, { clientId: 'desktop' })
  function aService() {
    const pauses: number[] = []
    const pause = async (ms: number): Promise<void> => void pauses.push(ms)
    return { service: createOpenIdTokenService({ sessions: anEngine().sessions, pause }), pauses }
  }
  return {
    ...{ server, publish, client, aService },
    userinfo: (subject: string | null = 'alice') =>
      aService().service.userinfo(client, { accessToken, tokenType: 'Bearer', subject }),
    /** In turn, the last one for ever. */
    inTurn: (path: string, ...answers: (Bent | 'reset')[]): void => {
      let turn = 0
      server.answer(path, () => answers[Math.min(turn++, answers.length - 1)] ?? 'reset')
    },
  }
}
