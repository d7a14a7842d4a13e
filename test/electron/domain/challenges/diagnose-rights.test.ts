import { describe, expect, test } from 'vitest'
import { diagnose } from '../../../../electron/domain/challenges/diagnose.ts'
import { admin, aRefusal, asNobody, aToken, alice, bob, expectDiagnosis, others, type Row } from './refusals.ts'

describe('a token that may not', () => {
  const table: readonly Row[] = [
    [
      'nothing was sent',
      { status: 401, challenge: 'Bearer realm="orders"' },
      asNobody,
      'no-token',
      'The request was sent without a token.',
      'certain',
      others,
    ],
    [
      'nothing was sent, and a 403 came',
      { status: 403 },
      asNobody,
      'no-token',
      'The request was sent without a token.',
      'likely',
      others,
    ],
    [
      'a redirect took the token away',
      { status: 401, challenge: 'Bearer' },
      { ...asNobody, profile: alice, wasWithheld: true },
      'no-token',
      'The token was left out, because a redirect led to another origin.',
      'certain',
      [],
    ],
    [
      'a scope is missing, says the challenge',
      { status: 403, challenge: 'Bearer error="insufficient_scope", scope="orders:write"' },
      {},
      'missing-scope',
      'The token is valid, but it lacks the scope orders:write.',
      'certain',
      ['ask-for orders:write', 'send-as admin', 'choose-profile', 'inspect scope'],
    ],
    [
      'a scope is missing, says the body',
      {
        status: 403,
        body: { type: 'https://api.test/problems/insufficient-scope', required: ['orders:write', 'orders:cancel'] },
      },
      {},
      'missing-scope',
      'The token is valid, but it lacks the scopes orders:write and orders:cancel.',
      'certain',
      ['ask-for orders:write orders:cancel', 'choose-profile', 'inspect scope'],
    ],
    [
      'one of two scopes is missing',
      { status: 403, challenge: 'Bearer error="insufficient_scope", scope="orders:read orders:write"' },
      {},
      'missing-scope',
      'The token is valid, but it lacks the scope orders:write.',
      'certain',
      ['ask-for orders:write', 'send-as admin', 'choose-profile', 'inspect scope'],
    ],
    [
      'the scope is there and yet refused',
      { status: 403, challenge: 'Bearer error="insufficient_scope", scope="orders:read"' },
      {},
      'missing-scope',
      'The API says that the scope is not enough, though the token carries orders:read.',
      'guess',
      ['send-as bob', 'send-as admin', 'choose-profile', 'inspect scope'],
    ],
    [
      'a scope is missing that nobody names',
      { status: 403, challenge: 'Bearer error="insufficient_scope"' },
      { others: [] },
      'missing-scope',
      'The token is valid, but its scope is not enough, and the API does not say which it wants.',
      'guess',
      ['inspect scope'],
    ],
    [
      'a role is missing',
      { status: 403, body: { title: 'Forbidden', required_roles: ['admin'] } },
      {},
      'missing-role',
      'The token is valid, but the API wants the role admin.',
      'certain',
      ['send-as admin', 'choose-profile', 'inspect roles'],
    ],
    [
      'a role is missing that another profile has at one client',
      { status: 403, body: { title: 'Forbidden', required_roles: ['staff'] } },
      { others: [bob, { ...admin, roles: ['orders-api: staff'] }] },
      'missing-role',
      'The token is valid, but the API wants the role staff.',
      'certain',
      ['send-as admin', 'choose-profile', 'inspect roles'],
    ],
    [
      'the role that it wants is there, at one client',
      { status: 403, body: { title: 'Forbidden', required_roles: ['staff'] } },
      { token: aToken({ roles: ['orders-api: staff'] }) },
      'missing-role',
      'The API wants the role staff, and says no though the token carries it.',
      'guess',
      [...others, 'inspect roles'],
    ],
    [
      'one of several roles would do',
      { status: 403, body: { type: '/problems/missing-role', required: ['admin', 'staff'] } },
      { others: [bob, { ...admin, roles: [] }] },
      'missing-role',
      'The token is valid, but the API wants the role admin or staff.',
      'certain',
      ['send-as admin', 'choose-profile', 'inspect roles'],
    ],
    [
      'the object is somebody else\u2019s',
      { status: 403, body: { title: 'Not your order', detail: 'This order belongs to bob.' } },
      {},
      'forbidden',
      'This belongs to somebody else; alice may not touch it.',
      'certain',
      [...others, 'inspect sub'],
    ],
    [
      'a 403 gives no reason',
      { status: 403 },
      {},
      'forbidden',
      'alice may not do this.',
      'likely',
      [...others, 'inspect it'],
    ],
  ]

  test.each(table)('%s', (...row) => expectDiagnosis(row))

  test.each([200, 204, 302, 400, 404, 422, 429, 500, 503])('is no question of a %i', (status) => {
    expect(diagnose(aRefusal({ status, body: { error: 'invalid_token' } }), (text) => text)).toBeNull()
  })
})

describe('scopes that an API names', () => {
  const askedFor = (scope: string, quote: (text: string) => string) => {
    const challenge = `Bearer error="insufficient_scope", scope="${scope}"`
    const remedies = diagnose(aRefusal({ status: 403, challenge }), quote)?.remedies ?? []
    return remedies.flatMap((remedy) => (remedy.do === 'ask-for-scopes' ? remedy.scopes : []))
  }

  test('are not asked for when they repeat a secret', () => {
    const quote = (text: string) => text.replaceAll('s3cr3t', '…')
    expect(askedFor('orders:write s3cr3t', quote)).toEqual(['orders:write'])
    expect(
      JSON.stringify(
        diagnose(aRefusal({ status: 403, challenge: 'Bearer error="insufficient_scope", scope="s3cr3t"' }), quote),
      ),
    ).not.toContain('s3cr3t')
  })

  test('are asked for when they can be scopes, and not by the thousand', () => {
    expect(askedFor(`a é ${'x'.repeat(201)}`, (text) => text)).toEqual(['a'])
    expect(
      askedFor(Array.from({ length: 2000 }, (_none, index) => `s${index}`).join(' '), (text) => text),
    ).toHaveLength(50)
  })
})
