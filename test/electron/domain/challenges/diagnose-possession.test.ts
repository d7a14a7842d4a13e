import { describe, expect, test } from 'vitest'
import { diagnose } from '../../../../electron/domain/challenges/diagnose.ts'
import { secondsAfterNoon } from '../../../support/token-builder.ts'
import {
  aRefusal,
  asNobody,
  aToken,
  deeds,
  expectDiagnosis,
  explained,
  invalidToken,
  others,
  type Row,
} from './refusals.ts'

const proof = { scheme: 'DPoP', dpop: { sentProof: true, namesNonce: true } }
const asked = { shown: false, isAskedFor: true }

describe('a proof of possession', () => {
  const table: readonly Row[] = [
    [
      'the proof is refused',
      { status: 401, challenge: 'DPoP error="invalid_dpop_proof"' },
      proof,
      'dpop-proof',
      'The API does not accept the DPoP proof.',
      'certain',
      ['refresh-and-resend', 'sign-in', 'choose-profile'],
    ],
    [
      'a nonce is wanted of a bearer token',
      { status: 401, challenge: 'DPoP error="use_dpop_nonce"' },
      {},
      'dpop-proof',
      'The API asks for a DPoP proof, and the request was sent without one.',
      'certain',
      ['use-dpop', 'choose-profile'],
    ],
    [
      'a nonce is wanted for ever',
      { status: 401, challenge: 'DPoP error="use_dpop_nonce"' },
      proof,
      'dpop-nonce',
      'The API asks for a DPoP nonce again, though the proof carried the one that it gave.',
      'certain',
      ['choose-profile'],
    ],
    [
      'a bearer token where a proof is demanded',
      { status: 401, challenge: 'DPoP algs="ES256"' },
      {},
      'wrong-scheme',
      'The API asks for DPoP, and the request was sent with Bearer.',
      'certain',
      ['use-dpop', 'choose-profile'],
    ],
    [
      'a bound token as a bearer token',
      { status: 401, challenge: invalidToken },
      { token: aToken({ isBoundToKey: true }) },
      'dpop-proof',
      "alice's token is bound to a key, and was sent as a bearer token, without a proof.",
      'likely',
      ['use-dpop', 'inspect cnf', ...others],
    ],
    [
      'a bound token with its proof, expired',
      { status: 401, challenge: 'DPoP error="invalid_token"' },
      { ...proof, token: aToken({ isBoundToKey: true, expiresAt: secondsAfterNoon(-60) }) },
      'token-expired',
      'The token expired 1 minute ago.',
      'certain',
      ['refresh-and-resend', 'sign-in', 'inspect exp'],
    ],
  ]
  test.each(table)('is told where %s', (...row) => expectDiagnosis(row))
})

describe('a client certificate that is missing', () => {
  test.each([
    ['nginx', { status: 400 }],
    ['an API', { status: 401 }],
    ['an API that forbids', { status: 403 }],
  ])('is told before anything else, by %s', (_who, answer) => {
    const why = explained(answer, { ...asNobody, certificate: asked })
    expect(why).toMatchObject({
      cause: 'certificate-missing',
      headline: 'The API asks for a client certificate, and the request showed none.',
    })
  })

  test('is no matter where a challenge asks for something else', () => {
    const why = explained({ status: 401, challenge: 'Bearer' }, { ...asNobody, certificate: asked })
    expect(why.cause).toBe('no-token')
  })

  test('is told of a token that is bound to one', () => {
    const why = explained({ status: 401, challenge: invalidToken }, { token: aToken({ isBoundToCertificate: true }) })
    expect(why.headline).toBe("alice's token is bound to a client certificate, and the request showed none.")
  })

  test('is no news of a plain 400', () => {
    expect(diagnose(aRefusal({ status: 400 }), (text) => text)).toBeNull()
  })
})

describe('a challenge that tells where to sign in', () => {
  const url = 'https://api.example.test/.well-known/oauth-protected-resource'
  const challenge = `Bearer resource_metadata="${url}"`

  test('leads a stranger there first', () => {
    const why = explained({ status: 401, challenge }, asNobody)
    expect(why.remedies[0]).toEqual({ do: 'find-login' })
    expect(why.evidence.at(-1)).toBe(`Its metadata at ${url} tells where to sign in (RFC 9728 §5.1).`)
  })

  test('leads there last when a token was refused for another reason', () => {
    expect(deeds(explained({ status: 401, challenge: `${challenge}, error="invalid_token"` })).at(-1)).toBe(
      'find-login',
    )
  })

  test('leads nowhere when the token is only too old', () => {
    const token = aToken({ expiresAt: secondsAfterNoon(-60) })
    expect(
      deeds(explained({ status: 401, challenge: `${challenge}, error="invalid_token"` }, { token })),
    ).not.toContain('find-login')
  })

  test.each(['javascript:alert(1)', 'nonsense', ''])('leads nowhere with %j', (told) => {
    expect(deeds(explained({ status: 401, challenge: `Bearer resource_metadata="${told}"` }, asNobody))).not.toContain(
      'find-login',
    )
  })
})

test('a stranger is told that a user name and password are wanted', () => {
  expect(explained({ status: 401, challenge: 'Basic realm="x"' }, asNobody).headline).toBe(
    'The request was sent without a user name and password.',
  )
})
