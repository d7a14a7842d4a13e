import { configure } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { vi } from 'vitest'
import type { InspectedToken, SignatureVerdict, TokenSubject, Verification } from '../../../../electron/contract/jwt.ts'
import type { Session } from '../../../../electron/contract/tokens.ts'
import type { Way } from '../../../../electron/contract/ways.ts'
import { Inspector } from '../../../../renderer/features/tokens/inspector.tsx'
import { anActiveSession } from '../../../support/fake-facts.ts'
import { theToken } from '../../../support/inspected-token-builder.ts'
import { aProfileSummary } from '../../../support/profile-builder.ts'
import { stage, type Answers } from '../../../support/staged-window.tsx'

// The first view of a file waits for its parts to be compiled, on a machine that may have other things to do.
configure({ asyncUtilTimeout: 8000 })
vi.setConfig({ testTimeout: 20_000 })

export const now = new Date()
export const alice = aProfileSummary({ name: 'alice', isPlayground: true, session: anActiveSession(now, 300, 255) })
export const aToken = (some: Partial<InspectedToken> = {}): InspectedToken => theToken(now, some)
export const verdict = (signature: SignatureVerdict): Verification => ({ signature, bindings: [] })
export const valid = verdict({
  verdict: 'valid',
  alg: 'RS256',
  keyId: 'k-1',
  keyThumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  key: { from: 'issuer', jwksUri: 'http://127.0.0.1:9400/jwks' },
})

/** The inspector's surroundings, which remember what they were asked for. */
export const someOutlets = () => ({
  onSignIn: vi.fn(),
  onService: vi.fn(),
  onTrace: vi.fn(),
  onEdit: vi.fn(),
  onOpenVault: vi.fn(),
  onInspect: vi.fn(),
  onCompare: vi.fn(),
  onEditForTests: vi.fn(),
  onOpenDesk: vi.fn(),
  onBack: vi.fn(),
})

/** alice in the inspector, in the state and of the kind that a test is about; with a subject, another token. */
export function show({
  session,
  way,
  subject = null,
  focusClaim = null,
  keepFresh = false,
  answers = {},
}: {
  session?: Session
  way?: Way
  subject?: TokenSubject | null
  focusClaim?: string | null
  keepFresh?: boolean
  answers?: Answers
}) {
  const outlets = someOutlets()
  const profile = { ...alice, keepFresh, ...(session !== undefined && { session }), ...(way !== undefined && { way }) }
  const staged = stage(<Inspector profileId={alice.id} subject={subject} focusClaim={focusClaim} {...outlets} />, {
    'profiles.list': () => [profile],
    'tokens.inspect': ({ subject: asked }) => (asked.of === 'profile' && asked.which !== 'access' ? null : aToken()),
    'tokens.verify': () => valid,
    ...answers,
  })
  return { ...staged, ...outlets, user: userEvent.setup() }
}

/** The same for a test that is about one token, whatever it is. */
export const showToken = (token: InspectedToken, more: Parameters<typeof show>[0] = {}) =>
  show({ ...more, answers: { 'tokens.inspect': () => token, ...more.answers } })
