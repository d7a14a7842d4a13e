import { describe, expect, test } from 'vitest'
import { inspectToken } from '../../../../electron/domain/jwt/inspect-token.ts'
import { aJwt, aTokenToInspect, usualClaims, usualHeader } from '../../../support/token-to-inspect.ts'

const inspect = (token: string) => inspectToken(aTokenToInspect(token))

describe('the reference of a token', () => {
  test.each([
    [900, 16],
    [60, 16],
    [59, 6],
    [32, 6],
    [31, 2],
    [16, 2],
    [15, 0],
    [0, 0],
  ])('of %i characters shows %i of them', (length, shown) => {
    const token = Array.from({ length }, (_, index) => String.fromCharCode(97 + (index % 26))).join('')
    const { reference } = inspect(token)
    expect(reference.replace('…', '')).toHaveLength(shown)
    const [start = '', end = ''] = reference.split('…')
    expect(token.startsWith(start) && token.endsWith(end)).toBe(true)
  })

  test('is all that is there of an opaque token', () => {
    const token = 'canary'.repeat(30)
    expect(JSON.stringify(inspect(token))).not.toContain(token.slice(0, 12))
  })

  test('shows nothing of a JWT’s signature but its last six characters', () => {
    const token = `${aJwt(usualHeader, usualClaims)}QWERTYUIOPASDFGHJKL`
    expect(JSON.stringify(inspect(token))).not.toContain(token.slice(-8))
  })
})
