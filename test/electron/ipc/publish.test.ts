import { expect, test } from 'vitest'
import { profileId } from '../../../electron/contract/ids.ts'
import { createPublish } from '../../../electron/ipc/publish.ts'

test('an event with a field that the contract does not know is not delivered', () => {
  const delivered: unknown[] = []
  const publish = createPublish((event, payload) => delivered.push([event, payload]))
  const profileIds = [profileId.parse('5f0c8f0e-6a3d-4a53-9d0e-0d6f3a2f1b11')]
  // The compiler lets an object through that was made elsewhere and has more than the type says.
  const withToken = { profileIds, accessToken: 'canary' }
  expect(() => publish('profiles.changed', withToken)).toThrow()
  publish('profiles.changed', { profileIds })
  expect(delivered).toEqual([['profiles.changed', { profileIds }]])
})
