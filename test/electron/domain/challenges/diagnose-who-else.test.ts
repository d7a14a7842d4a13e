import { describe, expect, test } from 'vitest'
import { alice, bob, deeds, explained, robot } from './refusals.ts'

const signer = { ...robot, name: 'signer', kind: 'signed_jwt', signedIn: true } as const
const stored = { ...robot, name: 'stored', kind: 'static_token', signedIn: true } as const
const unknown = { ...robot, name: 'unknown', signedIn: true } as const

describe('a scope that is missing', () => {
  const answer = { status: 403, challenge: 'Bearer error="insufficient_scope", scope="orders:write"' }

  test('is not looked for in a stored token of which nothing is known', () => {
    expect(deeds(explained(answer, { others: [stored, unknown] }))).toEqual([
      ...['ask-for orders:write', 'send-as unknown', 'choose-profile', 'inspect scope'],
    ])
  })

  test('is looked for in another stored token, where a stored one was sent', () => {
    const profile = { ...alice, kind: 'static_token' } as const
    expect(deeds(explained(answer, { profile, others: [stored, unknown] }))).toEqual([
      ...['send-as stored', 'choose-profile', 'inspect scope'],
    ])
  })
})

describe('a token whose form or algorithm the API does not take', () => {
  test.each(['The JWT is signed with an algorithm that is not allowed', 'The token is not a signed JWT'])(
    'is not got anew by a sign-in: “%s”',
    (words) => {
      const challenge = `Bearer error="invalid_token", error_description="${words}"`
      const some = { refresh: 'impossible', others: [bob, signer] } as const
      const names = deeds(explained({ status: 401, challenge }, some))
      expect(names).not.toContain('sign-in')
      expect(names.filter((each) => each.startsWith('send-as'))).toEqual(['send-as signer'])
    },
  )
})

test('a certificate that is refused gives way to another one only', () => {
  const some = {
    certificate: { shown: true, isAskedFor: true },
    others: [bob, { ...robot, name: 'tls', showsCertificate: true, signedIn: true }],
  }
  const why = explained({ status: 403, body: { title: 'The client certificate is not accepted' } }, some)
  expect(deeds(why)).toEqual(['edit-profile', 'send-as tls', 'choose-profile'])
})
