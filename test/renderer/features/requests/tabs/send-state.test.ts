import { describe, expect, test } from 'vitest'
import type { Diagnosis } from '../../../../../electron/contract/challenges.ts'
import {
  idle,
  reduceSends,
  type SendAction,
  type SendStates,
} from '../../../../../renderer/features/requests/tabs/send-state.ts'
import { resolveSender } from '../../../../../renderer/features/requests/resolve-sender.ts'
import { anExchange } from '../../../../support/exchange-builder.ts'
import { aSyntheticToken } from '../../../../support/loose-token-builder.ts'
import { aProfileSummary } from '../../../../support/profile-builder.ts'

const first = anExchange()
const second = anExchange()
const nobody = { as: 'nobody' } as const
const started = (exchangeId: typeof first.id): SendAction => ({
  type: 'sending-started',
  tabId: 't',
  exchangeId,
  atMs: 0,
  sender: nobody,
  looseToken: null,
})
const after = (...actions: SendAction[]): SendStates => actions.reduce(reduceSends, {})

describe('an answer', () => {
  test('is shown, and stays while the next one is waited for', () => {
    const states = after(started(first.id), { type: 'answer-came', tabId: 't', exchange: first }, started(second.id))
    expect(states['t']).toMatchObject({
      phase: 'sending',
      exchangeId: second.id,
      previous: { exchange: { id: first.id } },
    })
  })

  test('that comes late changes nothing', () => {
    const waiting = after(started(first.id), started(second.id))
    expect(reduceSends(waiting, { type: 'answer-came', tabId: 't', exchange: first })).toBe(waiting)
  })

  test('of one tab leaves the others alone', () => {
    const states = after(started(first.id), { type: 'answer-came', tabId: 'other', exchange: first })
    expect(states['other'] ?? idle).toBe(idle)
    expect(states['t']?.phase).toBe('sending')
  })
})

describe('a failure of an earlier send', () => {
  test('does not replace the later one', () => {
    const waiting = after(started(second.id))
    const failure = { code: 'vault.locked', details: {} } as const
    const late: SendAction = {
      type: 'sending-failed',
      tabId: 't',
      exchangeId: first.id,
      failure,
      sender: nobody,
      looseToken: null,
    }
    expect(reduceSends(waiting, late)).toBe(waiting)
  })
})

describe('a sign-in before sending that is cancelled', () => {
  test('brings the earlier answer back', () => {
    const states = after(
      started(first.id),
      { type: 'answer-came', tabId: 't', exchange: first },
      { type: 'preparing-started', tabId: 't', doing: 'Waiting' },
      { type: 'preparing-cancelled', tabId: 't' },
    )
    expect(states['t']).toEqual({
      phase: 'answered',
      exchange: first,
      looseToken: null,
      serverAsked: { state: 'no' },
    })
  })
})

describe('a reason that is told anew', () => {
  const why: Diagnosis = {
    cause: 'revoked',
    headline: 'The token was revoked.',
    evidence: [],
    reference: 'RFC 7662 §2.2',
    confidence: 'certain',
    challenges: [],
    remedies: [],
  }
  const answered = after(started(first.id), { type: 'answer-came', tabId: 't', exchange: first })
  const asked: SendAction = { type: 'server-asked', tabId: 't', exchangeId: first.id }
  const told: SendAction = { type: 'reason-told', tabId: 't', exchangeId: first.id, why }

  test('takes the place of the first one', () => {
    const asking = reduceSends(answered, asked)
    expect(asking['t']).toMatchObject({ serverAsked: { state: 'asking' }, exchange: first })
    expect(reduceSends(asking, told)['t']).toMatchObject({
      phase: 'answered',
      exchange: { id: first.id, why },
      serverAsked: { state: 'told' },
    })
  })

  test('also where the next request is under way already', () => {
    const next = [asked, started(second.id), told].reduce(reduceSends, answered)
    expect(next['t']).toMatchObject({
      phase: 'sending',
      previous: { exchange: { why }, serverAsked: { state: 'told' } },
    })
  })

  test('says why it could not be', () => {
    const failure = { code: 'exchange.reason_gone', details: {} } as const
    const failed: SendAction = { type: 'server-not-asked', tabId: 't', exchangeId: first.id, failure }
    expect([asked, failed].reduce(reduceSends, answered)['t']).toMatchObject({
      exchange: first,
      serverAsked: { state: 'failed', failure },
    })
  })

  test('of an answer that is shown no more changes nothing', () => {
    const later = [started(second.id), { type: 'answer-came', tabId: 't', exchange: second } as const]
    const states = later.reduce(reduceSends, answered)
    expect(reduceSends(states, told)).toBe(states)
  })
})

describe('a token that was sent in place of the profile’s', () => {
  const looseToken = aSyntheticToken()
  const sending: SendAction = {
    type: 'sending-started',
    tabId: 't',
    exchangeId: first.id,
    atMs: 0,
    sender: nobody,
    looseToken,
  }
  test('is remembered with the answer, so that it can be sent again', () => {
    expect(after(sending, { type: 'answer-came', tabId: 't', exchange: first })['t']).toMatchObject({ looseToken })
  })

  test('is not said of the next answer', () => {
    const states = after(sending, { type: 'answer-came', tabId: 't', exchange: first }, started(second.id), {
      type: 'answer-came',
      tabId: 't',
      exchange: second,
    })
    expect(states['t']).toMatchObject({ exchange: second, looseToken: null })
  })
})

describe('who a request goes out as', () => {
  const alice = aProfileSummary({ name: 'alice' })
  const asAlice = { as: 'profile', id: alice.id, name: 'alice' }

  test('is the profile of that name, or what the folder says', () => {
    expect(resolveSender({ as: 'profile', name: 'alice' }, null, [alice])).toEqual(asAlice)
    expect(resolveSender({ as: 'inherit' }, { as: 'profile', name: 'alice' }, [alice])).toEqual(asAlice)
    expect(resolveSender({ as: 'nobody' }, { as: 'profile', name: 'alice' }, [alice])).toEqual(nobody)
  })

  test('is never silently nobody when the named profile is missing', () => {
    expect(resolveSender({ as: 'profile', name: 'zoe' }, null, [alice])).toEqual({ as: 'unknown-name', name: 'zoe' })
    expect(resolveSender({ as: 'inherit' }, { as: 'profile', name: 'zoe' }, [alice])).toEqual({
      as: 'unknown-name',
      name: 'zoe',
    })
  })

  test('is nobody where a request that was never saved inherits', () => {
    expect(resolveSender({ as: 'inherit' }, null, [alice])).toEqual(nobody)
  })
})
