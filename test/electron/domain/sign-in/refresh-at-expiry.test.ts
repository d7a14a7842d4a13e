import { expect, test } from 'vitest'
import { aDesk } from '../../../support/desk-builder.ts'
import { aPerson, browsing } from '../../../support/playground-desk.ts'
import { startTestPlayground } from '../../../support/playground-client.ts'

test('200 callers at expiry cost the playground one refresh, and the session lives on', async () => {
  const own = await startTestPlayground(10)
  try {
    const alice = aPerson('alice')
    const { desk, keeper, vault } = aDesk({
      profiles: [alice],
      playgroundIssuer: own.issuer,
      browse: browsing('alice'),
    })
    await desk.start(alice.id, [])
    const place = [...vault.disk.keys()].find((key) => key.startsWith(`tokens/${alice.id}`)) ?? ''
    const record: { tokens: Record<string, unknown> } = JSON.parse(vault.disk.get(place) ?? '')
    const past = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString()
    for (let expiry = 1; expiry <= 3; expiry += 1) {
      const now: { tokens: Record<string, unknown> } = JSON.parse(vault.disk.get(place) ?? '')
      const aged = { ...record, tokens: { ...now.tokens, obtainedAt: past(20), expiresAt: past(10) } }
      vault.disk.set(place, JSON.stringify(aged))
      await Promise.all(Array.from({ length: 200 }, () => keeper.usableTokens(alice.id)))
      expect(own.counts().refreshes).toBe(expiry)
    }
    expect(own.counts().refusedRefreshes).toBe(0)
  } finally {
    await own.stop()
  }
})
