import { expect, test } from 'vitest'
import { ClaimcheckError } from '../../../electron/domain/failures/claimcheck-error.ts'
import { toFailure } from '../../../electron/ipc/to-failure.ts'

test('a failure that carries more than the contract says is a bug, and none of it is sent', () => {
  const bugs: unknown[] = []
  const thrown = Object.assign(new ClaimcheckError('vault.locked', {}), { details: { token: 'canary' } })
  const failure = toFailure(thrown, (_incident, bug) => bugs.push(bug))
  expect(failure.code).toBe('internal.unexpected')
  expect(JSON.stringify(failure)).not.toContain('canary')
  expect(bugs).toEqual([thrown])
})
