import { expect, test } from 'vitest'
import type { Claim } from '@contract/jwt'
import { inReadingOrder } from '../../../renderer/text/reading-order.ts'

const claim = (name: string): Claim => ({
  name,
  json: '1',
  kind: 'number',
  chips: [],
  meaning: '',
  instant: null,
  attention: false,
})

test('claims are read from the issuer on, and strangers keep their own order behind them', () => {
  const names = inReadingOrder(['zeta', 'jti', 'exp', 'alpha', 'iss', 'scope', 'sub'].map(claim)).map(
    ({ name }) => name,
  )
  expect(names).toEqual(['iss', 'sub', 'scope', 'exp', 'jti', 'zeta', 'alpha'])
})
