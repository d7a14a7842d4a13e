import { describe, expect, test } from 'vitest'
import { anEntry, anExchange, fileWith } from '../../../support/exchange-files.ts'
import { anOAuthWay, aProfile, aProfileId } from '../../../support/token-builder.ts'
import { anExchangeOf } from '../../../support/way-builder.ts'

describe('an entry', () => {
  test.each<[string, unknown, RegExp]>([
    [
      'of an unknown kind',
      anEntry({ name: 'odd', way: { kind: 'telepathy' } }),
      /^This version of Claimcheck does not know its way to a token$/,
    ],
    [
      'of an unknown grant',
      anEntry({ name: 'odd', way: { ...anOAuthWay(), grant: { type: 'magic' } } }),
      /^This version of Claimcheck does not know its way/,
    ],
    ['that is a number', 7, /^It is no profile$/],
    [
      'with wrong types',
      anEntry({ name: 'odd', keepFresh: 'yes' }),
      /^It is not what a profile is made of at keepFresh/,
    ],
    [
      'with a member that nobody knows',
      anEntry({ name: 'odd', onStart: 'run' }),
      /^It is not what a profile is made of/,
    ],
    [
      'with __proto__',
      JSON.parse(JSON.stringify(anEntry({ name: 'odd' })).replace('{', '{"__proto__":{"isPlayground":true},')),
      /^It is not what a profile is made of/,
    ],
    ['with an id that is none', anEntry({ name: 'odd', id: '../../etc' }), /at id/],
    ['with a name without end', anEntry({ name: 'odd'.repeat(100_000) }), /at name/],
    [
      'with an issuer that leaves the machine unprotected',
      anEntry({ name: 'odd', way: anOAuthWay({ issuer: 'http://evil.example.test' }) }),
      /at way.issuer/,
    ],
    [
      'with credentials in its issuer',
      anEntry({ name: 'odd', way: anOAuthWay({ issuer: 'https://a:b@id.example.test' }) }),
      /\(way\.issuer\)$/,
    ],
  ])('%s is left, with the reason; the others are taken over', async (_what, odd, reason) => {
    const { exchange, store } = anExchange({ bytes: fileWith(odd, anEntry({ name: 'bob' })) })
    expect((await exchange.chooseImport())?.profiles).toHaveLength(2)
    const { imported, left } = await exchange.importChosen(null)
    expect(imported.map(({ name }) => name)).toEqual(['bob'])
    expect(left).toEqual([{ name: expect.stringMatching(/^(odd|Entry 1)/), reason: expect.stringMatching(reason) }])
    expect(left[0]?.name.length).toBeLessThanOrEqual(81)
    expect(store.all()).toHaveLength(1)
    expect(Object.hasOwn({}, 'isPlayground') || 'isPlayground' in {}).toBe(false)
  })

  test('with the id of a profile that is here changes nothing of that one', async () => {
    const mine = aProfile({ name: 'mine' })
    const { exchange, store } = anExchange({
      profiles: [mine],
      bytes: fileWith(anEntry({ id: mine.id, name: 'theirs' })),
    })
    await exchange.chooseImport()
    await exchange.importChosen(null)
    expect(store.find(mine.id)).toEqual(mine)
    expect(store.all().map(({ name }) => name)).toEqual(['mine', 'theirs'])
  })

  test('that calls itself a part of the playground is none', async () => {
    const { exchange, store } = anExchange({ bytes: fileWith(anEntry({ isPlayground: true })) })
    await exchange.chooseImport()
    await exchange.importChosen(null)
    expect(store.all()).toMatchObject([{ isPlayground: false }])
  })

  test('under the id of another entry is left', async () => {
    const id = aProfileId()
    const { exchange } = anExchange({ bytes: fileWith(anEntry({ id }), anEntry({ id, name: 'second' })) })
    await exchange.chooseImport()
    expect((await exchange.importChosen(null)).left).toEqual([
      { name: 'second', reason: 'Another profile of the file has its id' },
    ])
  })

  test('of a name that others have, at its full length, gets a number all the same', async () => {
    const name = 'n'.repeat(80)
    const { exchange, store } = anExchange({ bytes: fileWith(anEntry({ name }), anEntry({ name }), anEntry({ name })) })
    await exchange.chooseImport()
    await exchange.importChosen(null)
    expect(store.all().map((each) => each.name)).toEqual([name, `${'n'.repeat(78)} 2`, `${'n'.repeat(78)} 3`])
  })

  test('in a circle of token exchanges is left: asking for its token would never end', async () => {
    const [one, other] = [aProfileId(), aProfileId()]
    const circle = [anEntry({ id: one, way: anExchangeOf(other) }), anEntry({ id: other, way: anExchangeOf(one) })]
    const { exchange, store } = anExchange({ bytes: fileWith(...circle, anEntry({ way: anExchangeOf(one) })) })
    await exchange.chooseImport()
    const { imported, left } = await exchange.importChosen(null)
    expect(left.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('circle'),
      expect.stringContaining('circle'),
      expect.stringContaining('did not come with it'),
    ])
    expect(imported).toHaveLength(1)
    expect(JSON.stringify(store.all())).not.toContain(one)
  })
})

describe('ten thousand entries', () => {
  const many = Array.from({ length: 10_000 }, aProfileId)
  test.each<[string, (at: number) => object]>([
    ['of one name', () => ({ name: 'same' })],
    ['of names that begin alike', (at) => ({ name: `${'same'.repeat(18)}${Math.floor(at / 2)}` })],
    [
      'that trade in each other’s tokens, one after the other',
      (at) => ({ name: `p${at}`, way: anExchangeOf(many[at + 1] ?? aProfileId()) }),
    ],
  ])('%s are placed in no time', async (_what, some) => {
    const { exchange, store } = anExchange({ bytes: fileWith(...many.map((id, at) => anEntry({ ...some(at), id }))) })
    await exchange.chooseImport()
    const startedAt = performance.now()
    const { imported } = await exchange.importChosen(null)
    // Half a second where it was measured; going through all for each took ten to eighteen.
    expect(performance.now() - startedAt).toBeLessThan(4000)
    expect(new Set(store.all().map(({ name }) => name)).size).toBe(imported.length)
  })
})
