import type { AnswerSource, LoginAnswer, LoginRequest, Way } from '../../contract/ways.ts'
import {
  apiKeys,
  demoPassword,
  ordersAudience,
  robotClientId,
  sharedJwtSecret,
  staticTokens,
} from '../demo-credentials.ts'
import { clientCertificate, clientCertificateKey, robotPrivateKey, robotPublicJwk } from '../demo-keys.ts'
import type { Example } from './oauth-ways.ts'

const keyOf = (keys: Readonly<Record<string, string>>, owner: string): string =>
  Object.entries(keys).find(([, person]) => person === owner)?.[0] ?? ''

const postJson = (path: string, text: string): LoginRequest => ({
  method: 'POST',
  url: `{{playgroundApi}}${path}`,
  headers: [{ name: 'Content-Type', value: 'application/json', enabled: true }],
  body: { kind: 'json', text },
})

const inSession = (name: string): AnswerSource => ({ from: 'json', path: `$.data.session.${name}` })
const sessionAnswer: LoginAnswer = {
  token: inSession('token'),
  refresh: inSession('refresh'),
  lifetime: { by: 'answer', source: inSession('expires_in'), means: 'seconds' },
}

const bearer = { in: 'header', name: 'Authorization', prefix: 'Bearer ' } as const

const signedJwt = (algorithm: 'HS256' | 'ES256', keyId: string | null): Way => ({
  kind: 'signed_jwt',
  signing: { algorithm, keyId },
  header: '{}',
  claims: `{\n  "iss": "${robotClientId}",\n  "sub": "alice",\n  "aud": "${ordersAudience}"\n}`,
  lifetimeSeconds: 300,
  carriage: bearer,
})

/** What there is beside OAuth. */
export const otherExamples: readonly Example[] = [
  {
    name: 'API key',
    label: 'header',
    way: { kind: 'static_token', carriage: { in: 'header', name: 'X-API-Key', prefix: '' } },
    secrets: { token: keyOf(apiKeys, 'alice') },
  },
  {
    name: 'API key in query',
    label: 'query',
    way: { kind: 'static_token', carriage: { in: 'query', name: 'api_key' } },
    secrets: { token: keyOf(apiKeys, 'bob') },
  },
  {
    name: 'API key in cookie',
    label: 'cookie',
    way: { kind: 'static_token', carriage: { in: 'cookie', name: 'api_key' } },
    secrets: { token: keyOf(apiKeys, robotClientId) },
  },
  {
    name: 'static bearer',
    label: 'a token as it is',
    way: { kind: 'static_token', carriage: bearer },
    secrets: { token: keyOf(staticTokens, 'bob') },
  },
  { name: 'Basic', label: 'RFC 7617', way: { kind: 'basic', username: 'alice' }, secrets: { password: demoPassword } },
  {
    name: 'Digest',
    label: 'RFC 7616',
    way: { kind: 'digest', username: 'alice' },
    secrets: { password: demoPassword },
  },
  {
    name: 'session',
    label: 'custom login',
    way: {
      kind: 'custom_login',
      username: 'alice',
      login: {
        request: postJson('/with/session/login', '{\n  "user": "{{username}}",\n  "password": "{{password}}"\n}'),
        answer: sessionAnswer,
      },
      refresh: {
        request: postJson('/with/session/refresh', '{\n  "refresh": "{{refreshToken}}"\n}'),
        answer: sessionAnswer,
      },
      carriage: { in: 'header', name: 'X-Session-Token', prefix: '' },
    },
    secrets: { password: demoPassword },
  },
  {
    name: 'certificate',
    label: 'TLS only',
    way: { kind: 'certificate' },
    certificate: clientCertificate,
    secrets: { certificateKey: clientCertificateKey },
  },
  {
    name: 'signed JWT HS256',
    label: 'shared secret',
    way: signedJwt('HS256', null),
    secrets: { signingKey: sharedJwtSecret },
  },
  {
    name: 'signed JWT ES256',
    label: 'key pair',
    way: signedJwt('ES256', robotPublicJwk.kid),
    secrets: { signingKey: robotPrivateKey },
  },
  { name: 'nobody', label: 'no credentials', way: { kind: 'none' } },
]
