import type { Locator } from '@playwright/test'
import {
  apiKeys,
  demoPassword,
  robotClientSecret,
  sharedJwtSecret,
  staticTokens,
} from '../../electron/playground/demo-credentials.ts'
import { clientCertificate, clientCertificateKey, robotPrivateKey } from '../../electron/playground/demo-keys.ts'
import { choose, literally } from './profiles-page.ts'

/** What a person does in a form, counted: one for each click, each field that is filled, each choice in a list. */
export function hand(form: Locator) {
  let actions = 0
  const counted = async (deed: () => Promise<unknown>, count = 1) => {
    actions += count
    await deed()
  }
  return {
    actions: () => actions,
    kind: (name: string) =>
      counted(() => form.getByRole('radio', { name: new RegExp(`^${literally(name)}(?::|$)`) }).click()),
    fill: (label: string, text: string) =>
      counted(() => form.getByRole('textbox', { name: label, exact: true }).first().fill(text)),
    /** Fields that show dots are no text boxes to a screen reader. */
    secret: (label: string, text: string) =>
      counted(() => form.getByLabel(label, { exact: true }).and(form.locator('input, textarea')).fill(text)),
    pick: (field: string, option: string) => counted(() => choose(form, field, option), 2),
    press: (option: string) => counted(() => form.getByText(option, { exact: true }).click()),
    flip: (label: string) => counted(() => form.getByText(label, { exact: true }).click()),
    scope: (scope: string) =>
      counted(async () => {
        const field = form.getByLabel('Scopes', { exact: true }).and(form.locator('input'))
        await field.fill(scope)
        await field.press('Enter')
      }),
    save: () => counted(() => form.getByRole('button', { name: 'Add the profile' }).click()),
  }
}
type Hand = ReturnType<typeof hand>

export interface MadeByHand {
  readonly name: string
  readonly fill: (by: Hand) => Promise<void>
  /** Where it is then let in; null where somebody has to sign in elsewhere, or another profile to be signed in. */
  readonly door: string | null
  readonly needsBrowser?: boolean
}

const keyOf = (keys: Readonly<Record<string, string>>, owner: string) =>
  Object.entries(keys).find(([, person]) => person === owner)?.[0] ?? ''
const atPlayground = async (by: Hand, clientId: string, ...scopes: readonly string[]) => {
  await by.fill('Issuer', '{{playgroundIssuer}}')
  await by.fill('Client id', clientId)
  for (const scope of scopes) await by.scope(scope)
}
const claims = '{ "iss": "robot", "sub": "alice", "aud": "urn:claimcheck:orders" }'

/** One profile of each kind and grant, as a person makes it from nothing. */
export const madeByHand: readonly MadeByHand[] = [
  {
    name: 'my person',
    fill: (by) => atPlayground(by, 'claimcheck-desktop', 'orders:read'),
    door: '{{playgroundApi}}/me',
    needsBrowser: true,
  },
  {
    name: 'my service',
    async fill(by) {
      await by.kind('A service signs in')
      await atPlayground(by, 'robot', 'orders:read')
      await by.secret('Client secret', robotClientSecret)
    },
    door: '{{playgroundApi}}/me',
  },
  {
    name: 'my service with a key',
    async fill(by) {
      await by.kind('A service signs in')
      await atPlayground(by, 'robot-key-jwt', 'orders:read')
      await by.pick('Client authentication', 'JWT signed with a private key')
      await by.secret('Private key of the client', robotPrivateKey)
    },
    door: '{{playgroundApi}}/me',
  },
  {
    name: 'my device',
    async fill(by) {
      await by.kind('Another device')
      await atPlayground(by, 'device-app', 'orders:read')
    },
    door: null,
  },
  {
    name: 'my API key',
    async fill(by) {
      await by.kind('API key or token')
      await by.secret('Key or token', keyOf(apiKeys, 'alice'))
      await by.press('Header')
      await by.fill('Header', 'X-API-Key')
    },
    door: '{{playgroundApi}}/with/api-key/me',
  },
  {
    name: 'my bearer token',
    async fill(by) {
      await by.kind('API key or token')
      await by.secret('Key or token', keyOf(staticTokens, 'bob'))
    },
    door: '{{playgroundApi}}/with/static-token/me',
  },
  {
    name: 'my Basic',
    async fill(by) {
      await by.kind('User name and password')
      await by.fill('User name', 'alice')
      await by.secret('Password', demoPassword)
    },
    door: '{{playgroundApi}}/with/basic/me',
  },
  {
    name: 'my Digest',
    async fill(by) {
      await by.kind('Digest')
      await by.fill('User name', 'alice')
      await by.secret('Password', demoPassword)
    },
    door: '{{playgroundApi}}/with/digest/me',
  },
  {
    name: 'my login',
    async fill(by) {
      await by.kind('Custom login')
      await by.fill('User name', 'alice')
      await by.secret('Password', demoPassword)
      await by.fill('Address of the login', '{{playgroundApi}}/with/session/login')
      await by.fill('Body of the request', '{ "user": "{{username}}", "password": "{{password}}" }')
      await by.fill('Where the token is: path', '$.data.session.token')
      await by.press('Header')
      await by.fill('Header', 'X-Session-Token')
    },
    door: '{{playgroundApi}}/with/session/me',
  },
  {
    name: 'my certificate',
    async fill(by) {
      await by.kind('Client certificate')
      await by.fill('Certificate', clientCertificate)
      await by.secret('Private key of the certificate', clientCertificateKey)
    },
    door: '{{playgroundSecureApi}}/with/certificate/me',
  },
  {
    name: 'my signed JWT',
    async fill(by) {
      await by.kind('Signed JWT')
      await by.pick('Signing algorithm', 'HS256')
      await by.secret('Shared secret', sharedJwtSecret)
      await by.fill('Claims', claims)
    },
    door: '{{playgroundApi}}/with/signed-jwt/me',
  },
  {
    name: 'my nobody',
    fill: (by) => by.kind('Nobody'),
    door: null,
  },
  {
    name: 'my exchange',
    async fill(by) {
      await by.kind('Token exchange')
      await atPlayground(by, 'robot', 'orders:read')
      await by.pick('Client authentication', 'Secret in the header (basic)')
      await by.secret('Client secret', robotClientSecret)
      await by.pick('Token of', 'alice')
    },
    door: null,
  },
  {
    name: 'my JWT bearer',
    async fill(by) {
      await by.kind('JWT bearer')
      await atPlayground(by, 'assertion-app', 'orders:read')
      await by.pick('Signing algorithm', 'ES256')
      await by.secret('Signing key', robotPrivateKey)
      await by.fill('Claims', '{ "iss": "robot", "sub": "alice", "aud": "{{playgroundIssuer}}" }')
    },
    door: '{{playgroundApi}}/me',
  },
  {
    name: 'my refresh token',
    async fill(by) {
      await by.kind('Refresh token')
      await atPlayground(by, 'claimcheck-desktop')
      await by.secret('Refresh token', 'a-refresh-token-from-elsewhere')
    },
    door: null,
  },
  {
    name: 'my password',
    async fill(by) {
      await by.kind('Password')
      await atPlayground(by, 'password-app', 'orders:read')
      await by.fill('User name', 'alice')
      await by.secret('Password', demoPassword)
    },
    door: '{{playgroundApi}}/me',
  },
  {
    name: 'my implicit',
    async fill(by) {
      await by.kind('Implicit (legacy)')
      await atPlayground(by, 'implicit-app', 'orders:read')
    },
    door: null,
  },
]
