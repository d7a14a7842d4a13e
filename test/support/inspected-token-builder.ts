import type { PastToken } from '../../electron/contract/inspection.ts'
import { inspectedToken, type Claim, type InspectedToken, type TokenWarning } from '../../electron/contract/jwt.ts'

const fromNow = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString()

/** A claim of a kind that is nobody's in particular. */
export const aClaim = (name: string, value: unknown, some: Partial<Claim> = {}): Claim => ({
  name,
  json: JSON.stringify(value),
  kind: 'text',
  chips: [],
  meaning: `what ${name} means`,
  source: 'private',
  reference: null,
  instant: null,
  attention: false,
  ...some,
})

export const aTimeClaim = (name: string, at: Date, some: Partial<Claim> = {}): Claim =>
  aClaim(name, Math.floor(at.getTime() / 1000), {
    kind: 'time',
    instant: new Date(Math.floor(at.getTime() / 1000) * 1000).toISOString(),
    ...some,
  })

export const aWarning = (some: Partial<TokenWarning> = {}): TokenWarning => ({
  severity: 'medium',
  text: 'It lives a day.',
  lets: 'Lets whoever steals it use it for a day.',
  reference: 'RFC 9068 §5',
  about: 'exp',
  ...some,
})

/** alice's access token, of the playground, with so many seconds left. */
export const theToken = (now: Date, some: Partial<InspectedToken> = {}): InspectedToken =>
  inspectedToken.parse({
    which: 'access',
    format: 'jwt',
    kindName: 'JWT',
    reference: 'eyJhbGciOi…9f3kQw',
    length: 842,
    tokenType: 'Bearer',
    header: [{ name: 'alg', json: '"RS256"', meaning: 'RSA with SHA-256', reference: 'RFC 7518 §3.3' }],
    claims: [
      aClaim('iss', 'http://127.0.0.1:9400', {
        meaning: 'Issued by Playground (matches this profile)',
        source: 'registered',
        reference: 'RFC 7519 §4.1.1',
      }),
      aClaim('sub', 'alice', {
        meaning: 'The user that the token speaks for',
        source: 'registered',
        reference: 'RFC 7519 §4.1.2',
      }),
      aClaim('scope', 'orders:read openid', {
        meaning: 'What it may be used for',
        source: 'registered',
        reference: 'RFC 8693 §4.2',
        kind: 'list',
        chips: ['orders:read', 'openid'],
      }),
      aTimeClaim('exp', new Date(now.getTime() + 255_000), {
        meaning: 'When it ends',
        source: 'registered',
        reference: 'RFC 7519 §4.1.4',
      }),
    ],
    disclosures: [],
    facts: [],
    hasInner: false,
    issuedAt: fromNow(now, -45),
    notBefore: null,
    expiresAt: fromNow(now, 255),
    expirySource: 'expires_in',
    scopes: ['orders:read', 'openid'],
    roles: [],
    warnings: [],
    synthetic: false,
    past: false,
    obtainedAt: fromNow(now, -45),
    ...some,
  })

/** One that a profile had before. */
export const aPastToken = (some: Partial<PastToken> = {}): PastToken => ({
  entry: 'entry-1',
  which: 'access',
  obtainedAt: '2026-01-03T21:50:00.000Z',
  authority: '127.0.0.1:9400',
  reference: 'eyJhbGciOi…OLDONE',
  format: 'jwt',
  expiresAt: '2026-01-03T21:55:00.000Z',
  scopes: ['orders:read', 'openid'],
  jti: 'q7Xf',
  jtiSeen: null,
  isCurrent: false,
  ...some,
})
