import { describe, expect, test } from 'vitest'
import { settled } from '../../../support/clock.ts'
import { aKeeper, noteOf, refreshed, refused, unreachable } from '../../../support/keeper-builder.ts'
import { aProfile, aTokenSet, secondsAfterNoon } from '../../../support/token-builder.ts'

const profile = aProfile()
const { id } = profile
const expired = aTokenSet({ obtainedAt: secondsAfterNoon(-400), expiresAt: secondsAfterNoon(-100) })
const never = (): Promise<never> => new Promise(() => undefined)

type Boundary = 'before the note' | 'before the answer' | 'before the save' | 'before the note is cleared'

/** A run of the program that is killed at a boundary of a refresh; what is on the disk is left. */
async function killedAt(boundary: Boundary): Promise<{ disk: Map<string, string>; asked: string[] }> {
  const answers = boundary === 'before the answer' ? (['never'] as const) : [refreshed()]
  const { keeper, vault, asked } = aKeeper({ profile, tokens: expired, answers: [...answers] })
  vault.beforeWrite = async (what, kind) => {
    if (boundary === 'before the note' && what === 'write' && kind === 'refresh-intent') return never()
    if (boundary === 'before the save' && what === 'write' && kind === 'tokens') return never()
    if (boundary === 'before the note is cleared' && what === 'remove') return never()
  }
  void keeper.usableTokens(id)
  await settled()
  await settled()
  return { disk: vault.disk, asked }
}

describe('a program that was killed', () => {
  test('before it noted the refresh has not asked, and just refreshes next time', async () => {
    const { disk, asked } = await killedAt('before the note')
    expect(asked).toEqual([])
    const next = aKeeper({ profile, disk, answers: [refreshed()] })
    await next.keeper.usableTokens(id)
    expect(next.asked).toEqual(['refresh-1'])
  })

  test.each(['before the answer', 'before the save'] as const)(
    '%s tries the old refresh token once, alone; when that is refused, it says what happened',
    async (boundary) => {
      const { disk } = await killedAt(boundary)
      const next = aKeeper({ profile, disk, answers: [refused] })
      next.keeper.startBackground()
      await settled()
      await settled()
      expect(next.asked).toEqual(['refresh-1'])
      expect(await next.keeper.session(id)).toEqual({
        state: 'sign-in-again',
        reason: 'answer-lost',
        description:
          'The answer to the refresh of 2026-03-01 12:00 UTC was lost, and the server takes the old refresh token no more',
      })
      await expect(next.keeper.usableTokens(id)).rejects.toMatchObject({ code: 'session.refresh_refused' })
      expect(next.asked).toHaveLength(1)
      expect(next.bugs).toEqual([])
    },
  )

  test('before the answer goes on when the server still takes the old one', async () => {
    const { disk } = await killedAt('before the answer')
    const next = aKeeper({ profile, disk, answers: [refreshed()] })
    next.keeper.startBackground()
    await Promise.all([next.keeper.usableTokens(id), next.keeper.usableTokens(id)])
    expect(next.asked).toEqual(['refresh-1'])
    expect(disk.has(noteOf(id))).toBe(false)
  })

  test('before the answer keeps its note while the server cannot be reached, and says so later', async () => {
    const { disk } = await killedAt('before the answer')
    const next = aKeeper({ profile, disk, answers: [unreachable(), refused] })
    await expect(next.keeper.usableTokens(id)).rejects.toMatchObject({ code: 'session.provider_unreachable' })
    await expect(next.keeper.refreshNow(id)).rejects.toMatchObject({ code: 'session.refresh_refused' })
    expect(await next.keeper.session(id)).toMatchObject({ reason: 'answer-lost' })
  })

  test('after the new tokens were saved uses those, and offers the old refresh token to nobody', async () => {
    const { disk } = await killedAt('before the note is cleared')
    const next = aKeeper({ profile, disk, answers: [refused] })
    next.keeper.startBackground()
    await settled()
    expect((await next.keeper.usableTokens(id)).tokens.accessToken.reveal()).toBe('access-2')
    expect(next.asked).toEqual([])
    // The note that was left is about another token: a later refusal is an ordinary one.
    await expect(next.keeper.refreshNow(id)).rejects.toMatchObject({ code: 'session.refresh_refused' })
    expect(next.asked).toEqual(['refresh-2'])
    expect(await next.keeper.session(id)).toMatchObject({ reason: 'refused' })
  })
})

describe('an answer that was lost on the way while the program lived', () => {
  test('is what a later refusal is explained by', async () => {
    const { keeper } = aKeeper({ profile, tokens: expired, answers: [unreachable(true), refused] })
    await expect(keeper.usableTokens(id)).rejects.toThrow()
    await expect(keeper.refreshNow(id)).rejects.toThrow()
    expect(await keeper.session(id)).toMatchObject({ reason: 'answer-lost' })
  })

  test('is not blamed when the server was never reached', async () => {
    const { keeper } = aKeeper({ profile, tokens: expired, answers: [unreachable(false), refused] })
    await expect(keeper.usableTokens(id)).rejects.toThrow()
    await expect(keeper.refreshNow(id)).rejects.toThrow()
    expect(await keeper.session(id)).toMatchObject({ reason: 'refused' })
  })
})
