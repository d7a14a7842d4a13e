import userEvent from '@testing-library/user-event'
import { fireEvent } from '@testing-library/react'
import { vi } from 'vitest'
import type { LooseToken } from '../../../../../electron/contract/inspection.ts'
import type { InspectedToken, Verification } from '../../../../../electron/contract/jwt.ts'
import type { DeskPlace } from '../../../../../renderer/features/tokens/desk/desk-place.ts'
import { createDeskStore } from '../../../../../renderer/features/tokens/desk/desk-store.ts'
import { TokenDesk } from '../../../../../renderer/features/tokens/desk/token-desk.tsx'
import { anActiveSession } from '../../../../support/fake-facts.ts'
import { aClaim, theToken } from '../../../../support/inspected-token-builder.ts'
import { aProfileSummary } from '../../../../support/profile-builder.ts'
import { askedOn, stage, type Answers } from '../../../../support/staged-window.tsx'

export const now = new Date()
export const alice = aProfileSummary({ name: 'alice', session: anActiveSession(now, 300, 255) })
export const bob = aProfileSummary({ name: 'bob', session: anActiveSession(now, 300, 200) })

/** What main says of a token whose one claim is `sub`. */
export const aToken = (sub: string, some: Partial<InspectedToken> = {}): InspectedToken =>
  theToken(now, {
    reference: `eyJ…${sub}`,
    claims: [aClaim('sub', sub, { meaning: 'Whom the token speaks for' })],
    ...some,
  })

const notChecked: Verification = {
  signature: { verdict: 'not-checked', reason: 'Only the token names its issuer', issuer: null },
  bindings: [],
}

interface Shown {
  readonly answers?: Answers
  readonly place?: DeskPlace
  /** What main holds already. */
  readonly held?: readonly LooseToken[]
  readonly requestInFront?: string | null
}

/** The desk over a main that holds `held`, and answers what a test says. */
export function showDesk({ answers = {}, place, held = [], requestInFront = 'List orders' }: Shown = {}) {
  let holds = [...held]
  const desk = createDeskStore()
  if (place !== undefined) desk.goTo(place)
  const outlets = {
    onSendWith: vi.fn(),
    onSignIn: vi.fn(),
    onService: vi.fn(),
    onTrace: vi.fn(),
    onEdit: vi.fn(),
    onOpenVault: vi.fn(),
  }
  const { 'inspection.take': take, ...others } = answers
  const staged = stage(<TokenDesk desk={desk} requestInFront={requestInFront} {...outlets} />, {
    'profiles.list': () => [alice, bob],
    'inspection.loose': () => holds,
    'inspection.drop': ({ ids }) => {
      holds = holds.filter(({ id }) => !ids.includes(id))
      return {}
    },
    'inspection.past': () => [],
    'tokens.inspect': ({ subject }) => aToken(subject.of),
    'tokens.verify': () => notChecked,
    ...others,
    'inspection.take': async (request) => {
      const answer = (await take?.(request)) ?? { found: [], shown: null, note: null }
      holds = [...answer.found, ...holds]
      return answer
    },
  })
  return {
    ...staged,
    ...outlets,
    desk,
    user: userEvent.setup(),
    asked: (channel: Parameters<typeof askedOn>[1]) => askedOn(staged.main, channel),
  }
}

/** What the browser hands over with a paste or a drop. */
export function aTransfer(text: string, files: readonly File[] = []): DataTransfer {
  const transfer = new DataTransfer()
  if (text !== '') transfer.setData('text/plain', text)
  for (const file of files) transfer.items.add(file)
  return transfer
}

/** Ctrl+V where no field has the focus. */
export const pasteAnywhere = (text: string, files: readonly File[] = []) =>
  fireEvent.paste(document.body, { clipboardData: aTransfer(text, files) })
