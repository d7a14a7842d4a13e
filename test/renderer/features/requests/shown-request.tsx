import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { vi } from 'vitest'
import type { Exchange } from '../../../../electron/contract/exchanges.ts'
import type { Remedy } from '../../../../electron/contract/challenges.ts'
import { requestDraft, type RequestDraft } from '../../../../electron/contract/requests.ts'
import { RequestView } from '../../../../renderer/features/requests/request-view.tsx'
import {
  createWorkbenchStore,
  useWorkbench,
  WorkbenchProvider,
} from '../../../../renderer/features/requests/tabs/workbench-store.tsx'
import { useSend } from '../../../../renderer/features/requests/use-send.ts'
import { useSignIn } from '../../../../renderer/features/sign-in/use-sign-in.ts'
import { anAnswer, anExchange, aStep } from '../../../support/exchange-builder.ts'
import { aProfileSummary } from '../../../support/profile-builder.ts'
import { askedOn, stage, type Answers } from '../../../support/staged-window.tsx'

export const alice = aProfileSummary({ name: 'alice' })
export const bob = aProfileSummary({ name: 'bob' })

const asAlice: RequestDraft = requestDraft.parse({
  method: 'GET',
  url: 'http://127.0.0.1:9400/api/orders',
  headers: [],
  params: [],
  body: { kind: 'none' },
  sendAs: { as: 'profile', name: 'alice' },
  settings: { followRedirects: true, timeoutMs: 60_000 },
  notes: '',
})

function Shown({ outlets }: { readonly outlets: Outlets }) {
  const { start } = useSignIn()
  const sending = useSend(start)
  const tab = useWorkbench(({ tabs }) => tabs.tabs[0])
  if (tab === undefined) return null
  return (
    <RequestView
      {...outlets}
      tab={tab}
      sending={sending}
      onSaveAs={() => undefined}
      responseShare={0.5}
      onShareChanged={() => undefined}
      onShareSettled={() => undefined}
    />
  )
}

const outletsOf = () => ({
  onInspect: vi.fn(),
  onEditProfile: vi.fn(),
  onOpenVault: vi.fn(),
  onTrace: vi.fn(),
  onFindLogin: vi.fn(),
})
type Outlets = ReturnType<typeof outletsOf>

/** One request in its tab, with what the window around it would be asked for. */
export function showRequest(answers: Answers = {}, draft: Partial<RequestDraft> = {}) {
  const store = createWorkbenchStore()
  const tab = { id: 't', path: null, title: 'Orders', draft: { ...asAlice, ...draft }, changed: false }
  store.happened({ type: 'workbench-loaded', workbench: { tabs: [tab], activeTab: 't' } })
  const outlets = outletsOf()
  const staged = stage(
    <WorkbenchProvider value={store}>
      <Shown outlets={outlets} />
    </WorkbenchProvider>,
    {
      'profiles.list': () => [alice, bob],
      'inspection.inExchange': () => [],
      'inspection.loose': () => [],
      ...answers,
    },
  )
  return {
    ...staged,
    store,
    outlets,
    user: userEvent.setup(),
    asked: (channel: Parameters<typeof askedOn>[1]) => askedOn(staged.main, channel),
    response: () => within(screen.getByRole('region', { name: 'Response' })),
  }
}

type Why = NonNullable<Exchange['why']>
export const aReason = (some: Partial<Why> = {}): Why => ({
  cause: 'token-expired',
  headline: 'alice’s token expired 2 min ago.',
  evidence: ['The API answered Bearer error="invalid_token".'],
  reference: 'RFC 6750 §3.1',
  confidence: 'certain',
  challenges: [],
  remedies: [],
  ...some,
})

export const sentAsAlice = { profileId: alice.id, name: 'alice', tokenReference: 'eyJhbGciOi…9f3kQw' }

/** A 401 of alice's, with what a test wants to say of it. */
export const aRefusal = (exchangeId: Exchange['id'], why: Partial<Why>, some: Partial<Exchange> = {}): Exchange =>
  anExchange({
    id: exchangeId,
    sentAs: sentAsAlice,
    steps: [aStep({ result: anAnswer({ status: 401, statusText: 'Unauthorized', bodyBytes: 0 }) })],
    why: aReason(why),
    ...some,
  })

export const refusedWith = (...remedies: Remedy[]): Answers => ({
  'requests.send': ({ exchangeId }) => aRefusal(exchangeId, { remedies }),
})
