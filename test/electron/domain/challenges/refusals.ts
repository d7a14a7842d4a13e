import { expect } from 'vitest'
import { diagnosis, type Diagnosis } from '../../../../electron/contract/challenges.ts'
import { exchangeId } from '../../../../electron/contract/ids.ts'
import { diagnose } from '../../../../electron/domain/challenges/diagnose.ts'
import { parseChallenges } from '../../../../electron/domain/challenges/parse-challenges.ts'
import { readProblem } from '../../../../electron/domain/challenges/read-problem.ts'
import type { OtherProfile, Refusal, SentAs } from '../../../../electron/domain/challenges/refusal.ts'
import type { TokenFacts } from '../../../../electron/domain/challenges/token-facts.ts'
import { aProfileId, noon, secondsAfterNoon } from '../../../support/token-builder.ts'

export const alice: SentAs & { issuer: string } = {
  ...{ id: aProfileId(), name: 'alice', issuer: 'https://id.example.test', clientId: 'desktop', kind: 'oauth' },
  ...{ canRefresh: true, needsNobody: false, canStepUp: true, dpop: false },
}
export const admin: OtherProfile = {
  id: aProfileId(),
  name: 'admin',
  kind: 'oauth',
  scheme: 'Bearer',
  showsCertificate: false,
  signedIn: true,
  scopes: ['orders:read', 'orders:write'],
  roles: ['admin'],
}
export const bob: OtherProfile = {
  id: aProfileId(),
  name: 'bob',
  kind: 'oauth',
  scheme: 'Bearer',
  showsCertificate: false,
  signedIn: true,
  scopes: ['orders:read'],
  roles: ['customer'],
}
export const robot: OtherProfile = {
  ...{ id: aProfileId(), name: 'robot', kind: 'oauth', scheme: 'Bearer', showsCertificate: false },
  ...{ signedIn: false, scopes: [], roles: [] },
}

export const aToken = (some: Partial<TokenFacts> = {}): TokenFacts => ({
  format: 'jwt',
  scopes: ['openid', 'orders:read'],
  roles: ['customer'],
  expiresAt: secondsAfterNoon(240),
  notBefore: null,
  issuedAt: secondsAfterNoon(-60),
  audience: ['urn:demo:orders'],
  issuer: alice.issuer,
  subject: 'alice',
  obtainedAt: null,
  idTokenSigns: [],
  isRefreshToken: false,
  isBoundToKey: false,
  isBoundToCertificate: false,
  ...some,
})

export interface Answer {
  readonly status: number
  readonly challenge?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** An answer's body as its first bytes: text as it is, anything else as JSON. */
export const bytesOf = (body: unknown): Uint8Array =>
  Buffer.from(typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body))

export const anExchange = exchangeId.parse('4b3f8a52-6a0e-4c3e-9a55-2f6f0a5f8f10')

export const aRefusal = ({ status, challenge, headers = {}, body }: Answer, some: Partial<Refusal> = {}): Refusal => ({
  exchangeId: anExchange,
  status,
  method: 'GET',
  challenges: challenge === undefined ? [] : parseChallenges([challenge]),
  problem: readProblem({ status, headers: Object.entries(headers), bodyPrefix: bytesOf(body) }),
  origin: 'https://api.example.test',
  credential: 'profile',
  hasTypedLine: false,
  malformed: null,
  scheme: 'Bearer',
  wasWithheld: false,
  profile: alice,
  isKey: false,
  dpop: { sentProof: false, namesNonce: false },
  certificate: { shown: false, isAskedFor: false },
  login: null,
  token: aToken(),
  synthetic: false,
  introspection: null,
  now: noon,
  skewSeconds: 0,
  refresh: 'not-tried',
  others: [bob, admin, robot],
  ...some,
})

/** What a refused token itself shows no reason for, the server that gave it may know. */
export const asked = ['ask-server']

export const asNobody = { credential: 'none', scheme: null, profile: null, token: null } as const
const asIs = (text: string) => text

export function explained(answer: Answer, some: Partial<Refusal> = {}): Diagnosis {
  const why = diagnose(aRefusal(answer, some), asIs)
  if (why === null) throw new Error('no diagnosis')
  return diagnosis.parse(why)
}

export const deeds = (why: Diagnosis) =>
  why.remedies.map((remedy) => {
    switch (remedy.do) {
      case 'send-as':
        return `send-as ${remedy.profileName}`
      case 'ask-for-scopes':
        return `ask-for ${remedy.scopes.join(' ')}`
      case 'step-up':
        return ['step-up', ...remedy.acrValues, remedy.maxAgeSeconds ?? ''].join(' ').trim()
      case 'inspect':
        return `inspect ${remedy.claim ?? 'it'}`
      default:
        return remedy.do
    }
  })

export const invalidToken = 'Bearer error="invalid_token"'

export type Row = readonly [
  what: string,
  answer: Answer,
  facts: Partial<Refusal>,
  cause: Diagnosis['cause'],
  headline: string,
  confidence: Diagnosis['confidence'],
  remedies: readonly string[],
]

/** The buttons of a refusal that says nothing of who would be let through. */
export const others = ['send-as bob', 'send-as admin', 'choose-profile']

/** One row of the truth table: what came, what was known, and what must be said. */
export function expectDiagnosis([, answer, facts, cause, headline, confidence, remedies]: Row): void {
  const why = explained(answer, facts)
  expect({ cause: why.cause, headline: why.headline, confidence: why.confidence }).toEqual({
    cause,
    headline,
    confidence,
  })
  expect(deeds(why)).toEqual(remedies)
  expect(why.evidence.length).toBeGreaterThan(0)
}
