import { describe, test } from 'vitest'
import { inspectMutations } from '../../../support/mutated-tokens.ts'

describe('any text at all', () => {
  test('is inspected without a throw, in under 50 ms, and within the contract: 100,000 mutations of all kinds', () => {
    inspectMutations(100_000, 5)
  }, 240_000)
})
