import { describe, expect, test } from 'vitest'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { createSafeStorageKeyWrapper, type SafeStorageCalls } from '../../../electron/host/safe-storage-key-wrapper.ts'

/** What Electron's safeStorage does, as far as the wrapper can see; `prefix` is the mark of the key that was used. */
type Backend = ReturnType<SafeStorageCalls['getSelectedStorageBackend']>
interface Situation {
  readonly isAvailable?: boolean
  readonly backend?: Backend
  readonly prefix?: string
}
function aSafeStorage({ isAvailable = true, backend = 'gnome_libsecret', prefix = 'v11' }: Situation = {}) {
  const calls: string[] = []
  const fake: SafeStorageCalls = {
    isEncryptionAvailable() {
      calls.push('isEncryptionAvailable')
      return isAvailable
    },
    getSelectedStorageBackend() {
      calls.push('getSelectedStorageBackend')
      return backend
    },
    encryptString(text) {
      if (!isAvailable) throw new Error('Encryption is not available.')
      return Buffer.from(prefix + text.split('').toReversed().join(''))
    },
    decryptString: (sealed) => sealed.toString().slice(3).split('').toReversed().join(''),
  }
  return { fake, calls }
}

describe('Electron’s safeStorage as a keyring', () => {
  test('is not touched before it is needed: `app` may not be ready', () => {
    const { fake, calls } = aSafeStorage()
    createSafeStorageKeyWrapper(fake, 'linux')
    expect(calls).toEqual([])
  })

  test.each([
    ['with a real keyring', 'linux', {}, { name: 'GNOME keyring', judgement: 'strong' }],
    [
      'without one',
      'linux',
      { isAvailable: false, backend: 'basic_text' },
      { name: 'no keyring', judgement: { weak: 'not-available' } },
    ],
    [
      'that is plain text',
      'linux',
      { backend: 'basic_text' },
      { name: 'no keyring', judgement: { weak: 'plain-text' } },
    ],
    [
      'that answers with the published key',
      'linux',
      { prefix: 'v10' },
      { name: 'GNOME keyring', judgement: { weak: 'published-key' } },
    ],
    [
      'of a name nobody knows',
      'linux',
      { backend: 'unknown' },
      { name: 'no keyring', judgement: { weak: 'not-known' } },
    ],
    ['on macOS', 'darwin', { prefix: 'v10' }, { name: 'macOS Keychain', judgement: 'strong' }],
  ] as const)('%s is judged by what it does', async (_what, platform, situation, expected) => {
    expect(await createSafeStorageKeyWrapper(aSafeStorage(situation).fake, platform).look()).toEqual(expected)
  })

  test.each(['isEncryptionAvailable', 'encryptString', 'decryptString', 'getSelectedStorageBackend'] as const)(
    'never throws while it is looked at: %s fails',
    async (call) => {
      const broken = {
        ...aSafeStorage().fake,
        [call]: () => {
          throw new Error('the service went away')
        },
      }
      const { judgement } = await createSafeStorageKeyWrapper(broken, 'linux').look()
      expect(judgement).toEqual({ weak: 'not-available' })
    },
  )

  test('that gives back something else than it was given does not count', async () => {
    const { fake } = aSafeStorage()
    const { judgement } = await createSafeStorageKeyWrapper({ ...fake, decryptString: () => 'else' }, 'linux').look()
    expect(judgement).toEqual({ weak: 'not-available' })
  })

  test('wraps and unwraps a key', async () => {
    const wrapper = createSafeStorageKeyWrapper(aSafeStorage().fake, 'linux')
    const wrapped = await wrapper.wrap(new SecretText('the key'))
    expect((await wrapper.unwrap(wrapped)).reveal()).toBe('the key')
  })
})
