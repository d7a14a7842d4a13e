import { describe, expect, test } from 'vitest'
import { signInEndNews, type ToldEnds } from '../../../../renderer/features/tokens/sign-in-end-news.ts'
import { anActiveSession, aSignInEnd } from '../../../support/fake-facts.ts'
import { aProfileSummary } from '../../../support/profile-builder.ts'

const start = new Date('2026-11-22T12:00:00Z')
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000)
const alice = aProfileSummary({ name: 'alice' })

/** alice at an instant: when her sign-in ends, warned of five minutes before, and how often it was refreshed. */
const aliceWith = (endsAt: number, refreshCount: number) => ({
  ...alice,
  session: { ...anActiveSession(start, 300, 255), refreshCount, signInEnds: aSignInEnd(after(endsAt), 300) },
})

/** What is told as time goes by. */
function follow(steps: readonly (readonly [atSeconds: number, profile: typeof alice])[]) {
  let told: ToldEnds = new Map()
  return steps.map(([at, profile]) => {
    const found = signInEndNews([profile], told, after(at))
    if (found !== null) ({ told } = found)
    return found?.news.length ?? 0
  })
}

describe('the end of a sign-in is told', () => {
  test('once, and not again with each second', () => {
    expect(follow([299, 300, 301, 302, 599, 600, 601].map((at) => [at, aliceWith(600, 0)] as const))).toEqual([
      ...[0, 1, 0, 0, 0, 0, 0],
    ])
  })

  test('not again because a refresh moved it by the time that its answer took', () => {
    expect(
      follow([
        [300, aliceWith(600, 0)],
        [400, aliceWith(601, 1)],
        [500, aliceWith(599, 2)],
      ]),
    ).toEqual([1, 0, 0])
  })

  test('not again while refreshes put it off and off, as where a session ends when it is idle', () => {
    expect(
      follow([
        [0, aliceWith(300, 0)],
        [200, aliceWith(500, 1)],
        [400, aliceWith(700, 2)],
      ]),
    ).toEqual([1, 0, 0])
  })

  test('again when it was far in between, and for another sign-in', () => {
    expect(
      follow([
        [400, aliceWith(600, 3)],
        [450, aliceWith(9000, 4)],
        [8800, aliceWith(9000, 9)],
      ]),
    ).toEqual([1, 0, 1])
    expect(
      follow([
        [400, aliceWith(600, 3)],
        [500, aliceWith(800, 0)],
        [510, aliceWith(800, 0)],
      ]),
    ).toEqual([1, 1, 0])
  })

  test('once, also when the sign-in that was begun again was broken off', () => {
    const signingIn = { ...alice, session: { state: 'signing-in' as const, step: 'browser' } }
    expect(
      follow([
        [400, aliceWith(600, 0)],
        [410, signingIn],
        [420, aliceWith(600, 0)],
      ]),
    ).toEqual([1, 0, 0])
  })

  test('not of one that was over before anybody looked', () => {
    expect(follow([[601, aliceWith(600, 0)]])).toEqual([0])
  })

  test('of several at once with the soonest first', () => {
    const bob = { ...aliceWith(500, 0), id: aProfileSummary().id, name: 'bob' }
    const found = signInEndNews([aliceWith(600, 0), bob], new Map(), after(400))
    expect(found?.news.map(({ profile }) => profile.name)).toEqual(['bob', 'alice'])
  })
})
