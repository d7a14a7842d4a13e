import { describe, expect, test } from 'vitest'
import {
  idle,
  reduceSends,
  type SendAction,
  type SendStates,
} from '../../../../../renderer/features/requests/tabs/send-state.ts'
import { resolveSender } from '../../../../../renderer/features/requests/resolve-sender.ts'
import { anExchange } from '../../../../support/exchange-builder.ts'
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
