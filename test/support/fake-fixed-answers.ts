import type { RequestOf, ResponseOf } from '../../electron/contract/channels.ts'
import type { ChannelName } from '../../electron/contract/names.ts'
import { aLockedVault, anOpenVault, someKeyring } from './vault-status-builder.ts'

type Answering<Names extends ChannelName> = { [C in Names]: (request: RequestOf<C>) => ResponseOf<C> }

const nothing = () => ({})
const underPassphrase = () => anOpenVault({ strength: 'passphrase', lockAsks: true })

type FixedChannel =
  | `app.${'facts' | 'openLink'}`
  | `vault.${'status' | 'unlock' | 'lock' | 'protect' | 'chooseMemoryOnly' | 'setAside' | 'acceptRolledBack'}`
  | `vault.${'export' | 'chooseImport' | 'openImport' | 'import' | 'forgetEverything'}`
  | `profiles.${'discover' | 'useDpop' | 'export' | 'chooseImport' | 'import'}`
  | 'findLogin.start'
  | `signIn.${'cancel' | 'openBrowser' | 'pasteAddress' | 'copyAddress' | 'trace'}`
  | `tokens.${'copy' | 'timeline' | 'forget'}`
  | 'exchanges.askServer'
  | `tokenService.${'userinfo' | 'introspect' | 'revoke' | 'signOut'}`

/** What main in memory answers whatever happened before: a test says what it needs otherwise. */
export const fixedAnswers: Answering<FixedChannel> = {
  'app.facts': () => ({
    version: '0.1.0',
    electron: '33.2.1',
    chromium: '130',
    node: '20.18.1',
    platform: 'linux',
    sandboxed: true,
  }),
  'app.openLink': nothing,
  'vault.status': () => anOpenVault(),
  'vault.unlock': () => anOpenVault(),
  'vault.lock': () => aLockedVault({ cause: 'by-hand', opensWith: ['keyring'], keyring: someKeyring() }),
  'vault.protect': ({ protection: { under } }) =>
    under === 'keyring'
      ? anOpenVault()
      : { ...underPassphrase(), ...(under === 'both' && { strength: 'keyring-and-passphrase' as const }) },
  'vault.chooseMemoryOnly': () => anOpenVault({ strength: 'memory-only' }),
  'vault.setAside': () => anOpenVault({ records: 0 }),
  'vault.acceptRolledBack': () => anOpenVault(),
  'vault.export': () => ({ saved: true, profiles: 6, secrets: 4 }),
  'vault.chooseImport': () => null,
  'vault.openImport': () => ({ exportedAt: '2026-11-01T10:00:00Z', profiles: [] }),
  'vault.import': ({ profileIds }) => ({ added: profileIds.length, replaced: 0, secrets: 0 }),
  'vault.forgetEverything': () => anOpenVault({ records: 0 }),
  'profiles.discover': ({ issuer }) => ({
    issuer,
    authorizationEndpoint: `${issuer}/auth`,
    tokenEndpoint: `${issuer}/token`,
    jwksUri: `${issuer}/jwks`,
    offers: [],
    grants: ['authorization_code'],
    scopes: ['openid'],
    clientAuthentications: ['none'],
    pkceS256: true,
    dpopAlgorithms: [],
    notes: [],
  }),
  'profiles.useDpop': nothing,
  'profiles.export': () => ({ saved: true, secretCount: 0 }),
  'profiles.chooseImport': () => null,
  'profiles.import': () => ({ imported: [], left: [] }),
  'findLogin.start': () => ({ steps: [], result: { outcome: 'open', status: 200 } }),
  'signIn.cancel': nothing,
  'signIn.openBrowser': nothing,
  'signIn.pasteAddress': nothing,
  'signIn.copyAddress': nothing,
  'signIn.trace': () => null,
  'tokens.copy': () => ({ clearsAfterSeconds: 60 }),
  'tokens.timeline': () => [],
  'tokens.forget': () => ({ state: 'signed-out' }),
  'exchanges.askServer': () => ({
    cause: 'revoked',
    headline: 'The server says that the token no longer counts.',
    evidence: ['Introspection answered active: false.'],
    reference: 'RFC 7662 §2.2',
    confidence: 'certain',
    challenges: [],
    remedies: [],
  }),
  'tokenService.userinfo': () => ({ sentence: 'The server told 0 claims.', claims: [], warnings: [] }),
  'tokenService.introspect': () => ({ sentence: 'The token is active.', claims: [], warnings: [], active: true }),
  'tokenService.revoke': () => ({ steps: [], session: { state: 'signed-out' } }),
  'tokenService.signOut': () => ({
    openedBrowser: true,
    sentence: 'Your browser opened the sign-out page.',
    session: { state: 'signed-out' },
  }),
}
