import { describe, expect, test } from 'vitest'
import { inspectToken } from '../../../../electron/domain/jwt/inspect-token.ts'
import { withoutInnerSignatures } from '../../../../electron/domain/jwt/without-inner-signatures.ts'
import { leastCpuMsOf } from '../../../support/cpu-time.ts'
import { aJwt, aTokenToInspect, usualClaims, usualHeader } from '../../../support/token-to-inspect.ts'

const inner = aJwt({ alg: 'RS256' }, { sub: 'alice' })
const [header, claims, signature] = inner.split('.')

describe('a token inside of a claim', () => {
  test.each([
    ['alone', (token: string) => token],
    ['in an object', (token: string) => ({ idp: { access_token: token } })],
    ['in a list', (token: string) => ['x', token]],
    ['behind its scheme', (token: string) => `Bearer ${token}`],
  ])('is told without the part that makes it one: %s', (_where, shape) => {
    const outer = aJwt(usualHeader, { ...usualClaims, upstream: shape(inner) })
    const told = inspectToken(aTokenToInspect(outer))
    const claim = told.claims.find(({ name }) => name === 'upstream')
    expect(claim?.json).toContain(`${header}.${claims}.…`)
    expect(JSON.stringify(told)).not.toContain(signature)
  })

  test('tells of an encrypted one its header only', () => {
    const sealed = `${header}.key.iv.text.tag`
    expect(withoutInnerSignatures(JSON.stringify({ sealed }))).toBe(`{"sealed":"${header}.…"}`)
  })

  test.each(['"eyes.of.beholders"', '"ey.a"', '{"a":"e.y.z"}', '12', '"they are here. and. there"'])(
    'is nothing that merely looks a little like one: %s',
    (json) => expect(withoutInnerSignatures(json)).toBe(json),
  )

  test.each([
    ['beginnings', 'ey-'.repeat(30_000)],
    ['beginnings with a dot', 'eyJhbGci.'.repeat(10_000)],
    ['one long part', `ey${'a'.repeat(90_000)}`],
  ])('is looked for in no more than 50 ms: %s', (_what, text) => {
    expect(leastCpuMsOf(() => withoutInnerSignatures(text), 50)).toBeLessThan(50)
  })
})
