import { expect, test } from 'vitest'
import { inReadingOrder } from '../../../renderer/text/reading-order.ts'
import { aClaim } from '../../support/inspected-token-builder.ts'

test('claims are read from the issuer on, and strangers keep their own order behind them', () => {
  const names = inReadingOrder(
    ['zeta', 'jti', 'exp', 'alpha', 'iss', 'scope', 'sub'].map((name) => aClaim(name, 1)),
  ).map(({ name }) => name)
  expect(names).toEqual(['iss', 'sub', 'scope', 'exp', 'jti', 'zeta', 'alpha'])
})
