import { expect, test } from 'vitest'
import { emptyDraft } from '@contract/requests.ts'
import { newDraft } from '../../../../renderer/features/requests/new-draft.ts'

test('a new request is the empty draft of the contract, which the window writes out to leave zod unloaded', () => {
  expect(newDraft).toEqual(emptyDraft)
})
