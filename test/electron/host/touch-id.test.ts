import { expect, test } from 'vitest'
import { createTouchId, type TouchIdCalls } from '../../../electron/host/touch-id.ts'

const calls = (finger: 'good' | 'refused' | 'none'): TouchIdCalls => ({
  canPromptTouchID: () => finger !== 'none',
  async promptTouchID() {
    if (finger !== 'good') throw new Error('Canceled by user')
  },
})

test.each([
  ['darwin', 'good', true],
  ['darwin', 'none', false],
  ['linux', 'good', false],
  ['win32', 'good', false],
] as const)('on %s with a finger that is %s, Touch ID is offered: %s', (platform, finger, isOffered) => {
  expect(createTouchId(calls(finger), platform).isOffered()).toBe(isOffered)
})

test('a finger that fits shows that somebody is there, and any other answer does not', async () => {
  expect(await createTouchId(calls('good'), 'darwin').ask()).toBe(true)
  expect(await createTouchId(calls('refused'), 'darwin').ask()).toBe(false)
})

test('systems without the call are not asked for it', () => {
  // What Electron's systemPreferences is on Linux: the methods are not there at all.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- typed for macOS, empty elsewhere
  expect(createTouchId({} as TouchIdCalls, 'linux').isOffered()).toBe(false)
})
