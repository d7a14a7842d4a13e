import { describe, expect, test } from 'vitest'
import { createMemoryAdapter } from '../../../electron/playground/authorization-server/memory-adapter.ts'

const day = 24 * 60 * 60

function anAdapter() {
  let nowMs = 1_000_000
  const adapter = createMemoryAdapter(() => nowMs)
  return { adapter, wait: (seconds: number) => (nowMs += seconds * 1000) }
}

describe('the memory of the authorisation server', () => {
  test('keeps the oldest entry however many come after it', async () => {
    const tokens = anAdapter().adapter('RefreshToken')
    for (let number = 0; number < 3000; number++) await tokens.upsert(`t${number}`, { grantId: 'g' }, 60)
    expect(await tokens.find('t0')).toEqual({ grantId: 'g' })
  })

  test('forgets what has expired', async () => {
    const { adapter, wait } = anAdapter()
    const sessions = adapter('Session')
    await sessions.upsert('s', { uid: 'u' }, 60)
    expect(await sessions.findByUid('u')).toEqual({ uid: 'u' })
    wait(60)
    expect([await sessions.find('s'), await sessions.findByUid('u')]).toEqual([undefined, undefined])
  })

  test('remembers a spent token for a day, so that a second use is noticed', async () => {
    const { adapter, wait } = anAdapter()
    const tokens = adapter('RefreshToken')
    await tokens.upsert('t', { grantId: 'g' }, 14 * day)
    await tokens.consume('t')
    wait(day - 1)
    expect(await tokens.find('t')).toEqual({ grantId: 'g', consumed: 1000 })
    wait(1)
    expect(await tokens.find('t')).toBeUndefined()
  })

  test('revokes all of a grant, whatever kind it is, and nothing else', async () => {
    const { adapter } = anAdapter()
    await adapter('RefreshToken').upsert('r', { grantId: 'one' }, 60)
    await adapter('AuthorizationCode').upsert('c', { grantId: 'one' }, 60)
    await adapter('RefreshToken').upsert('other', { grantId: 'two' }, 60)
    await adapter('RefreshToken').revokeByGrantId('one')
    expect(await adapter('RefreshToken').find('r')).toBeUndefined()
    expect(await adapter('AuthorizationCode').find('c')).toBeUndefined()
    expect(await adapter('RefreshToken').find('other')).toEqual({ grantId: 'two' })
  })
})
