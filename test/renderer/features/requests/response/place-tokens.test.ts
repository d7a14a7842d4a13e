import { describe, expect, test } from 'vitest'
import { subjectOf, tokensByLine } from '../../../../../renderer/features/requests/response/place-tokens.ts'
import { anExchange, aStep } from '../../../../support/exchange-builder.ts'
import { aLooseToken, aTokenInExchange } from '../../../../support/loose-token-builder.ts'

const inHeader = (header: string, reference: string) =>
  aTokenInExchange({ part: 'answer-header', header, token: aLooseToken({ reference }) })

describe('tokens in a table of headers', () => {
  test('stand at the line of their name, whatever its case', () => {
    const token = inHeader('authorization', 'eyJhbGciOi…9f3kQw')
    const lines = [
      ['Host', 'api.example.test'],
      ['Authorization', 'Bearer eyJhbG…9f3kQw'],
    ] as const
    expect(tokensByLine(lines, [token])).toEqual([[], [token]])
  })

  test('stand at the right one of repeated lines, by the ends that are shown of them', () => {
    const second = inHeader('set-cookie', 'eyJhbGciOi…222222')
    const lines = [
      ['Set-Cookie', 'a=eyJhbGciOiJub25lIn0.e30.111111'],
      ['Set-Cookie', 'b=eyJhbGciOiJub25lIn0.e30.222222'],
    ] as const
    expect(tokensByLine(lines, [second])).toEqual([[], [second]])
  })

  test('stand at the first of repeated lines where nothing of them is shown', () => {
    const hidden = inHeader('cookie', '…')
    const lines = [
      ['Cookie', 'a=…'],
      ['Cookie', 'b=…'],
    ] as const
    expect(tokensByLine(lines, [hidden])).toEqual([[hidden], []])
  })

  test('of a line that is not shown stand nowhere', () => {
    expect(tokensByLine([['Host', 'x']], [inHeader('authorization', 'eyJh…kQw')])).toEqual([[]])
  })
})

describe('what is looked at', () => {
  const exchange = anExchange({ steps: [aStep(), aStep()] })
  test('is the sent token where the last step carried it, so that main knows whose it is', () => {
    const sent = aTokenInExchange({ part: 'sent-header', header: 'authorization', step: 1 })
    expect(subjectOf(sent, exchange)).toEqual({ of: 'sent', exchangeId: exchange.id })
  })

  test('is the found token anywhere else', () => {
    const earlier = aTokenInExchange({ part: 'sent-header', header: 'authorization', step: 0 })
    const answered = aTokenInExchange({ part: 'answer-header', header: 'authorization', step: 1 })
    expect(subjectOf(earlier, exchange)).toEqual({ of: 'loose', id: earlier.token.id })
    expect(subjectOf(answered, exchange)).toEqual({ of: 'loose', id: answered.token.id })
  })
})
