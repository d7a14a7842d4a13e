import { expect, test } from 'vitest'
import type { ProfileId } from '../../../../electron/contract/ids.ts'
import { ClaimcheckError } from '../../../../electron/domain/failures/claimcheck-error.ts'
import { createWorthlessTokens } from '../../../../electron/domain/tokens/worthless-tokens.ts'
import { aProfileId } from '../../../support/token-builder.ts'

test('worthless tokens behind a closed vault are forgotten once it is open, and only once', async () => {
  const [alice, bob] = [aProfileId(), aProfileId()]
  const forgotten: ProfileId[] = []
  let isLocked = true
  const worthless = createWorthlessTokens({
    async forget(id) {
      if (isLocked) throw new ClaimcheckError('vault.locked', {})
      forgotten.push(id)
    },
  })
  await worthless.forget([alice, bob])
  await worthless.forgetOwed()
  expect(forgotten).toEqual([])
  isLocked = false
  await worthless.forgetOwed()
  await worthless.forgetOwed()
  expect(forgotten).toEqual([alice, bob])
})

test('a bug on the way is not taken for a closed vault', async () => {
  const worthless = createWorthlessTokens({ forget: () => Promise.reject(new TypeError('a bug')) })
  await expect(worthless.forget([aProfileId()])).rejects.toThrow('a bug')
})
