import { describe, expect, test } from 'vitest'
import { aPerson, desksAtPlayground } from '../../../support/playground-desk.ts'
import { signInOverHttp } from '../../../support/playground.ts'

const { deskFor } = desksAtPlayground()

describe('the trace', () => {
  test('tells each step and no secret of any', async () => {
    const alice = aPerson('alice')
    const seen: string[] = []
    const { desk, keeper, browsed } = deskFor([alice], async (url) => {
      const callback = await signInOverHttp(url, { as: 'alice', consent: 'allow' })
      for (const name of ['code', 'state']) seen.push(callback.searchParams.get(name) ?? '')
      void fetch(callback).then((response) => response.text())
    })
    await desk.start(alice.id, [])
    const trace = desk.trace(alice.id)
    expect(trace).toMatchObject({ outcome: 'done' })
    expect(trace?.entries.map(({ title }) => title)).toEqual([
      'Read the metadata',
      'Open the browser',
      'The browser came back',
      'Ask for tokens',
      'Read the keys',
    ])
    const tokens = await keeper.peek(alice.id)
    seen.push(new URL(browsed[0] ?? '').searchParams.get('nonce') ?? '')
    for (const token of [tokens?.accessToken, tokens?.refreshToken, tokens?.idToken]) seen.push(token?.reveal() ?? '')
    expect(seen.every((secret) => secret.length > 20)).toBe(true)
    const told = JSON.stringify(trace)
    for (const secret of seen) expect(told).not.toContain(secret)
    expect(told).toContain('[secret]')
  })

  test('is null before the first sign-in', () => {
    const alice = aPerson('alice')
    expect(deskFor([alice]).desk.trace(alice.id)).toBeNull()
  })
})
