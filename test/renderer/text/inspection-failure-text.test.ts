import { describe, expect, test } from 'vitest'
import type { Failure } from '../../../electron/contract/failures.ts'
import { failureText } from '../../../renderer/text/failure-text.ts'

const titles: readonly (readonly [Failure, string])[] = [
  [{ code: 'inspection.gone', details: {} }, 'This token is no longer held'],
  [{ code: 'inspection.nothing_inside', details: {} }, 'There is no token inside'],
  [{ code: 'inspection.only_remembered', details: {} }, 'Only what this token said is known'],
  [{ code: 'inspection.key_unusable', details: { reason: 'x' } }, 'That key can’t be used'],
  [{ code: 'inspection.draft_invalid', details: { part: 'claims', reason: 'x' } }, 'The claims can’t be read'],
  [{ code: 'inspection.recipe_unusable', details: { reason: 'x' } }, 'That can’t be made of this token'],
  [{ code: 'exchange.reason_gone', details: {} }, 'What was sent is no longer known'],
]

describe('what goes wrong while tokens are looked at', () => {
  test.each(titles)('%o says so, with what to do', (failure, title) => {
    const text = failureText(failure)
    expect(text.title).toBe(title)
    expect(text.advice).toMatch(/^[A-Zx].*\.$/)
  })

  test('shows the hidden characters of a reason', () => {
    const failure = { code: 'inspection.key_unusable', details: { reason: 'kid \u202eabc' } } as const
    expect(failureText(failure).advice).toBe('kid \\u{202e}abc.')
  })
})
