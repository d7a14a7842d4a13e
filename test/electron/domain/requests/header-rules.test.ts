import { describe, expect, test } from 'vitest'
import { assertSendable } from '../../../../electron/domain/requests/header-rules.ts'

const jwt = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${'eyJzdWIiOiJhIn0'.repeat(3)}.`

describe('a token that was typed as the name of a header', () => {
  test.each([
    ['a JWT after its scheme', `Bearer ${jwt}`, `Bearer…${jwt.slice(-6)}`],
    ['an opaque token', 'Bearer q8Zk2rT0vY5mN1bX7cLw9sPd', 'Be…Pd'],
    ['a short one after its scheme', 'Authorization: Basic YTpi', 'Au…pi'],
    ['a UUID', '{1b4e28ba-2fa1-11d2-883f-0016d3cca427}', '{1…7}'],
    ['anything long', `a ${'b'.repeat(90)}`, 'a bbbb…bbbbbb'],
  ])('is told by its ends at most: %s', (_what, name, told) => {
    expect(() => assertSendable(name, 'x')).toThrow(
      expect.objectContaining({ code: 'input.header_invalid', details: { name: told, reason: 'name' } }),
    )
  })

  test('is told by its ends where the value is what can’t be sent, too', () => {
    expect(() => assertSendable(jwt, 'a\nb')).toThrow(
      expect.objectContaining({ details: { name: `${jwt.slice(0, 6)}…${jwt.slice(-6)}`, reason: 'line-break' } }),
    )
  })

  test.each(['X Amz Content Sha256 Checksum', 'X-Forwarded-Client-Certificate-Subject:', 'Authorization:'])(
    'leaves a name as it was written: %s',
    (name) => {
      expect(() => assertSendable(name, 'x')).toThrow(expect.objectContaining({ details: { name, reason: 'name' } }))
    },
  )
})
