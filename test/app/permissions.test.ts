import { expect, test, type Page } from '@playwright/test'
import { launchClaimcheck, type LaunchedClaimcheck } from '../support/launch-app.ts'

let claimcheck: LaunchedClaimcheck
let window: Page

test.beforeAll(async () => {
  claimcheck = await launchClaimcheck()
  window = claimcheck.window
})
test.afterAll(() => claimcheck.close())

test.describe('a permission', () => {
  const wishes: readonly (readonly [what: string, deed: () => Promise<string>])[] = [
    [
      'geolocation',
      () =>
        new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('given'),
            ({ code }) => resolve(code === 1 ? 'denied' : `failed ${code}`),
          ),
        ),
    ],
    ['notifications', () => Notification.requestPermission()],
    [
      'camera',
      () =>
        navigator.mediaDevices.getUserMedia({ video: true }).then(
          () => 'given',
          () => 'denied',
        ),
    ],
    [
      'microphone',
      () =>
        navigator.mediaDevices.getUserMedia({ audio: true }).then(
          () => 'given',
          () => 'denied',
        ),
    ],
    [
      'screen',
      () =>
        navigator.mediaDevices.getDisplayMedia({ video: true }).then(
          () => 'given',
          () => 'denied',
        ),
    ],
    [
      'reading the clipboard',
      () =>
        navigator.clipboard.readText().then(
          () => 'given',
          () => 'denied',
        ),
    ],
    [
      'midi',
      () =>
        navigator.requestMIDIAccess({ sysex: true }).then(
          () => 'given',
          () => 'denied',
        ),
    ],
    [
      'persistent storage',
      () => navigator.storage.persist().then((isPersistent) => (isPersistent ? 'given' : 'denied')),
    ],
    [
      'serial ports, USB and HID devices',
      async () => {
        const asked = ['serial', 'usb', 'hid'].map(async (name) => {
          const api: unknown = Reflect.get(navigator, name)
          if (typeof api !== 'object' || api === null) return 'denied'
          const method = name === 'serial' ? 'requestPort' : 'requestDevice'
          try {
            const got: unknown = await Reflect.apply(Reflect.get(api, method), api, [{ filters: [] }])
            return Array.isArray(got) && got.length === 0 ? 'denied' : 'given'
          } catch {
            return 'denied'
          }
        })
        return [...new Set(await Promise.all(asked))].join(' and ')
      },
    ],
  ]
  for (const [what, deed] of wishes) {
    test(`for ${what} is denied`, async () => {
      expect(await window.evaluate(deed)).toBe('denied')
    })
  }

  test('is denied by the check too, whatever it is called', async () => {
    const states = await window.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi', 'idle-detection']
      const asked = names.map(async (name) => {
        const descriptor: unknown = { name, sysex: true }
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- newer names than the types know
        const status = await navigator.permissions.query(descriptor as PermissionDescriptor)
        return `${name} ${status.state}`
      })
      return Promise.all(asked)
    })
    expect(states.filter((state) => !state.endsWith(' denied'))).toEqual([])
  })
})
