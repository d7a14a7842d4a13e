import userEvent from '@testing-library/user-event'
import { vi } from 'vitest'
import type { InspectedToken } from '../../../../electron/contract/jwt.ts'
import type { Session } from '../../../../electron/contract/tokens.ts'
import type { Way } from '../../../../electron/contract/ways.ts'
import { Inspector } from '../../../../renderer/features/tokens/inspector.tsx'
import { anActiveSession, theToken } from '../../../support/fake-facts.ts'
import { aProfileSummary } from '../../../support/profile-builder.ts'
import { stage, type Answers } from '../../../support/staged-window.tsx'

export const now = new Date()
export const alice = aProfileSummary({ name: 'alice', isPlayground: true, session: anActiveSession(now, 300, 255) })
export const aToken = (some: Partial<InspectedToken> = {}): InspectedToken => ({ ...theToken(now), ...some })
export const valid = { verdict: 'valid', alg: 'RS256', keyId: 'k-1', jwksUri: 'http://127.0.0.1:9400/jwks' } as const

/** alice in the inspector, in the state and of the kind that a test is about. */
export function show({
  session,
  way,
  focusClaim = null,
  keepFresh = false,
  answers = {},
}: {
  session?: Session
  way?: Way
  focusClaim?: string | null
  keepFresh?: boolean
  answers?: Answers
}) {
  const outlets = { onSignIn: vi.fn(), onService: vi.fn(), onTrace: vi.fn(), onEdit: vi.fn(), onOpenVault: vi.fn() }
  const profile = { ...alice, keepFresh, ...(session !== undefined && { session }), ...(way !== undefined && { way }) }
  const staged = stage(<Inspector profileId={alice.id} focusClaim={focusClaim} {...outlets} />, {
    'profiles.list': () => [profile],
    'tokens.inspect': ({ which }) => (which === 'access' ? aToken() : null),
    'tokens.verify': () => valid,
    ...answers,
  })
  return { ...staged, ...outlets, user: userEvent.setup() }
}
