import { describe, expect, test } from 'vitest'
import { explained } from './refusals.ts'

const synthetic = { credential: 'loose', synthetic: true } as const
const refused = (words: string) =>
  explained({ status: 401, challenge: `Bearer error="invalid_token", error_description="${words}"` }, synthetic)

describe('a synthetic token that is refused', () => {
  test('for a key that nobody has is refused for its key', () => {
    expect(refused('The token is signed by a key that the issuer does not publish').evidence[0]).toBe(
      "Its reason: the API has no key that the token's signature can be checked with.",
    )
  })

  test('in words that mean nothing here is refused for those words', () => {
    const { evidence } = refused('The moon is in the wrong house')
    expect(evidence[0]).toBe('Its reason: “The moon is in the wrong house”')
    expect(evidence.join(' ')).not.toContain('shows no reason')
  })
})

describe('a 403 without a challenge to a synthetic token', () => {
  test('is no yes to the token, and nothing of a person whose token it was not', () => {
    const why = explained({ status: 403 }, synthetic)
    expect(why).toMatchObject({
      ...{ cause: 'forbidden', confidence: 'likely' },
      headline: 'The API refuses this, and does not say whether for the token.',
    })
    expect([why.headline, ...why.evidence].join(' ')).not.toMatch(/alice|took/)
    expect(why.evidence.at(-1)).toContain('send the same as nobody')
  })

  test('that names another owner has read the token', () => {
    const why = explained({ status: 403, body: { detail: 'This order belongs to somebody else' } }, synthetic)
    expect(why.headline).toBe('This belongs to somebody else; whoever the token speaks for may not touch it.')
    expect(why.evidence.join(' ')).toContain('it seems that the API took it as good')
  })
})
