import { describe, expect, test } from 'vitest'
import { listedTitle, looseTitle } from '../../../renderer/text/loose-title.ts'
import { aLooseToken, aSyntheticToken } from '../../support/loose-token-builder.ts'

describe('a loose token', () => {
  test('is called by whom it speaks for', () => {
    expect(looseTitle(aLooseToken({ title: 'alice' }))).toBe('alice')
  })

  test('that says nothing of itself is told from others of its kind', () => {
    const [one, other] = ['ab12', 'cd34'].map((reference) =>
      looseTitle(aLooseToken({ title: '', kindName: 'Opaque token', reference })),
    )
    expect(one).toBe('Opaque token ab12')
    expect(other).not.toBe(one)
  })

  test('that was made here is listed by what was done to it', () => {
    expect(listedTitle(aSyntheticToken({ title: 'alice' }))).toBe('alg none · alice')
    const place = 'made here: Expired an hour ago: exp changed, signature as it was'
    expect(listedTitle(aSyntheticToken({ title: 'alice', place }))).toBe('Expired an hour ago · alice')
    expect(listedTitle(aLooseToken({ title: 'alice', place: 'header Cookie' }))).toBe('alice')
  })

  test('hides no character that turns text around', () => {
    expect(looseTitle(aLooseToken({ title: 'a\u202Eb' }))).not.toContain('\u202E')
  })
})
