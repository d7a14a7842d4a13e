import { describe, expect, test } from 'vitest'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { aDeskOfTokens } from '../../../support/desk-of-tokens.ts'
import { anExchanged, bearer } from '../../../support/exchanged-builder.ts'
import { aTokenSet, secondsAfterNoon } from '../../../support/token-builder.ts'
import { hmacToken, opaqueToken, rsaToken } from '../../../support/tokens-to-find.ts'

const gone = expect.objectContaining({ code: 'inspection.gone' }) as unknown

describe('the token that a request was sent with', () => {
  test('is the one that is shown after a refresh', async () => {
    const sent = aTokenSet({ accessToken: new SecretText(hmacToken) })
    const { id, exchangeTokens, findSubject } = aDeskOfTokens({
      tokens: aTokenSet({ obtainedAt: secondsAfterNoon(60) }),
    })
    const { accessToken: token } = sent
    const exchanged = anExchanged({ profileId: id, token, tokens: sent, sentHeaders: [bearer(hmacToken)] })
    exchangeTokens.onExchanged(exchanged)
    expect(await findSubject({ of: 'sent', exchangeId: exchanged.exchangeId })).toEqual({
      content: { is: 'held', token },
      which: 'access',
      tokens: sent,
      issuedBy: { issuer: sent.issuer, clientId: sent.clientId },
      profileId: id,
      sentTo: 'https://api.example.test',
      synthetic: false,
      seenAt: sent.obtainedAt,
    })
  })

  test('is null where none was sent, and gone after fifty more exchanges and after a lock', async () => {
    const { exchangeTokens, findSubject } = aDeskOfTokens()
    const first = anExchanged()
    exchangeTokens.onExchanged(first)
    expect(await findSubject({ of: 'sent', exchangeId: first.exchangeId })).toBeNull()
    for (let count = 0; count < 50; count += 1) exchangeTokens.onExchanged(anExchanged())
    expect(() => exchangeTokens.sentToken(first.exchangeId)).toThrow(gone)
    const last = anExchanged()
    exchangeTokens.onExchanged(last)
    exchangeTokens.clear()
    expect(() => exchangeTokens.inExchange(last.exchangeId)).toThrow(gone)
    expect(exchangeTokens.refusalOf(last.exchangeId)).toBeNull()
  })

  test('of an exchange that was on its way when all was let go of is not kept', () => {
    const { exchangeTokens, clock } = aDeskOfTokens()
    const onItsWay = anExchanged({ beganAtMs: clock.monotonicMs() })
    exchangeTokens.clear()
    exchangeTokens.onExchanged(onItsWay)
    expect(() => exchangeTokens.sentToken(onItsWay.exchangeId)).toThrow(gone)
  })
})

describe('tokens in an exchange', () => {
  const exchanged = anExchanged({
    token: new SecretText(hmacToken),
    synthetic: true,
    sentHeaders: [['Accept', 'application/json'], bearer(hmacToken)],
    path: `/orders?id_token=${rsaToken}`,
    sentBody: 'grant_type=refresh_token&refresh_token=8xLOxBtZp8',
    answerHeaders: [['Set-Cookie', `access_token=${rsaToken}; Path=/`]],
    answerBody: JSON.stringify({ access_token: opaqueToken }),
  })

  test('are found wherever they stand, sent and answered', () => {
    const { exchangeTokens } = aDeskOfTokens()
    exchangeTokens.onExchanged(exchanged)
    const found = exchangeTokens.inExchange(exchanged.exchangeId)
    expect(found.map(({ step, part, header, token }) => [step, part, header, token.place, token.synthetic])).toEqual([
      [0, 'sent-header', 'authorization', 'header Authorization', true],
      [0, 'sent-url', null, 'id_token in the query', false],
      [0, 'sent-body', null, 'refresh_token in the form', false],
      [0, 'answer-header', 'set-cookie', 'cookie access_token of the header Set-Cookie', false],
      [0, 'answer-body', null, 'access_token of the JSON', false],
    ])
    expect(JSON.stringify(found)).not.toContain(opaqueToken)
  })

  test('keep their ids, and join the list of loose ones when they are looked at', async () => {
    const { exchangeTokens, loose, findSubject } = aDeskOfTokens()
    exchangeTokens.onExchanged(exchanged)
    const [first, second] = [
      exchangeTokens.inExchange(exchanged.exchangeId),
      exchangeTokens.inExchange(exchanged.exchangeId),
    ]
    expect(second.map(({ token }) => token.id)).toEqual(first.map(({ token }) => token.id))
    expect(loose.list()).toEqual([])
    const answered = first.find(({ part }) => part === 'answer-body')
    if (answered === undefined) throw new Error('nothing was found in the answer')
    expect(await findSubject({ of: 'loose', id: answered.token.id })).toMatchObject({ sentTo: null, profileId: null })
    expect(loose.list().map(({ id }) => id)).toEqual([answered.token.id])
  })

  test('are told of the one that was sent also where it looks like nothing: an API key in a header of any name', () => {
    const { exchangeTokens } = aDeskOfTokens()
    const key = anExchanged({
      token: new SecretText('k3y'),
      sentHeaders: [['X-Shop', new SecretText('k3y')]],
      answerBody: 'a-long-word-that-is-no-token',
    })
    exchangeTokens.onExchanged(key)
    expect(exchangeTokens.inExchange(key.exchangeId)).toMatchObject([
      { part: 'sent-header', header: 'x-shop', token: { place: 'header x-shop' } },
    ])
  })

  test('are looked for in no more of a body than its first 64 kB', () => {
    const { exchangeTokens } = aDeskOfTokens()
    const long = anExchanged({ sentBody: `${' '.repeat(70_000)}${hmacToken}` })
    exchangeTokens.onExchanged(long)
    expect(exchangeTokens.inExchange(long.exchangeId)).toEqual([])
  })
})
