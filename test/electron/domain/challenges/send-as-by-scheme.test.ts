import { describe, expect, test } from 'vitest'
import type { Carriage, Way } from '../../../../electron/contract/ways.ts'
import { schemeOfWay } from '../../../../electron/domain/challenges/challenge-schemes.ts'
import type { OtherProfile } from '../../../../electron/domain/challenges/refusal.ts'
import { anOAuthWay, aProfileId } from '../../../support/token-builder.ts'
import { asNobody, deeds, explained } from './refusals.ts'

const other = (name: string, kind: OtherProfile['kind'], scheme: string | null): OtherProfile => ({
  ...{ id: aProfileId(), name, kind, scheme, showsCertificate: kind === 'certificate' },
  ...{ signedIn: true, scopes: [], roles: [] },
})
const ready = [
  other('alice', 'oauth', 'Bearer'),
  other('bound', 'oauth', 'DPoP'),
  other('password', 'custom_login', 'Bearer'),
  other('stranger', 'none', null),
  other('tls', 'certificate', null),
  other('key', 'static_token', ''),
  other('raw', 'static_token', null),
  other('basic', 'basic', 'Basic'),
  other('digest', 'digest', 'Digest'),
]

describe('a 401 to a request that was sent as nobody', () => {
  test.each([
    ['Basic realm="x"', 'RFC 7617 §2', ['send-as basic', 'choose-profile']],
    ['basic realm="x"', 'RFC 7617 §2', ['send-as basic', 'choose-profile']],
    ['Digest realm="x", nonce="n"', 'RFC 7616 §3.3', ['send-as digest', 'choose-profile']],
    ['Bearer', 'RFC 6750 §3', ['send-as alice', 'send-as password', 'choose-profile']],
    ['DPoP algs="ES256"', 'RFC 9449 §7.1', ['send-as bound', 'choose-profile']],
    [
      'Basic realm="x", Digest realm="y", nonce="n"',
      'RFC 9110 §11.6.1',
      ['send-as basic', 'send-as digest', 'choose-profile'],
    ],
    // Where a scheme of somebody's own is answered, or what was entered without a prefix, can't be told.
    ['Negotiate', 'RFC 9110 §11.6.1', ['send-as key', 'send-as raw', 'choose-profile']],
  ])('that asks for %s offers only profiles that send it, and cites %s', (challenge, reference, remedies) => {
    const why = explained({ status: 401, challenge }, { ...asNobody, others: ready })
    expect({ cause: why.cause, reference: why.reference, remedies: deeds(why) }).toEqual({
      ...{ cause: 'no-token', reference, remedies },
    })
  })

  test.each([
    ['DPoP algs="ES256"', ['choose-profile']],
    ['Bearer', ['send-as raw', 'choose-profile']],
    ['Basic realm="x"', ['send-as raw', 'choose-profile']],
  ])('that asks for %s offers no key in a line of its own', (challenge, remedies) => {
    const keys = ready.filter(({ kind }) => kind === 'static_token')
    expect(deeds(explained({ status: 401, challenge }, { ...asNobody, others: keys }))).toEqual(remedies)
  })

  test('that names no scheme offers whoever is ready', () => {
    const why = explained({ status: 401 }, { ...asNobody, others: ready })
    expect(deeds(why)).toEqual(['send-as alice', 'send-as bound', 'choose-profile'])
  })

  test('that asks for a scheme which nobody sends leaves the choice to the person', () => {
    const [alice] = ready
    const why = explained(
      { status: 401, challenge: 'Basic realm="x"' },
      { ...asNobody, others: alice === undefined ? [] : [alice] },
    )
    expect(deeds(why)).toEqual(['choose-profile'])
  })
})

describe('a 401 that asks for another scheme than the one that was sent', () => {
  test('offers the profile that sends it', () => {
    const why = explained({ status: 401, challenge: 'Basic realm="x"' }, { others: ready })
    expect(why).toMatchObject({ cause: 'wrong-scheme', reference: 'RFC 7617 §2' })
    expect(deeds(why)).toEqual(['send-as basic', 'choose-profile'])
  })
})

describe('the scheme that a profile sends', () => {
  const inHeader = (name: string, prefix: string): Carriage => ({ in: 'header', name, prefix })
  const typed = (carriage: Carriage): Way => ({ kind: 'static_token', carriage })
  test.each<readonly [string, Way, string | null]>([
    ['OAuth', anOAuthWay(), 'Bearer'],
    ['OAuth with bound tokens', anOAuthWay({ dpop: true }), 'DPoP'],
    ['Basic', { kind: 'basic', username: 'a' }, 'Basic'],
    ['Digest', { kind: 'digest', username: 'a' }, 'Digest'],
    ['a bearer token', typed(inHeader('authorization', 'Bearer ')), 'Bearer'],
    ['a token with a scheme of its own', typed(inHeader('Authorization', 'Token token=')), 'Token'],
    ['a token whose scheme may stand in its value', typed(inHeader('Authorization', '')), null],
    ['a key in a line of its own', typed(inHeader('X-Api-Key', 'Bearer ')), ''],
    ['a key in the address', typed({ in: 'query', name: 'key' }), ''],
    ['a certificate', { kind: 'certificate' }, null],
    ['a stranger', { kind: 'none' }, null],
  ])('is known of %s', (_what, way, scheme) => expect(schemeOfWay(way)).toBe(scheme))
})
