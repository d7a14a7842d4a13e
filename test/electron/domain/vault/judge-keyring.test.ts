import { describe, expect, test } from 'vitest'
import { judgeKeyring, keyringName } from '../../../../electron/domain/vault/judge-keyring.ts'

const gnome = {
  platform: 'linux',
  isEncryptionAvailable: true,
  backend: 'gnome_libsecret',
  probeStartsWithV10: false,
}

describe('a keyring protects', () => {
  test.each([
    ['GNOME', gnome],
    ['KDE', { ...gnome, backend: 'kwallet6' }],
    ['macOS, where v10 marks the Keychain', { ...gnome, platform: 'darwin', backend: '', probeStartsWithV10: true }],
    ['Windows, where v10 marks DPAPI', { ...gnome, platform: 'win32', backend: '', probeStartsWithV10: true }],
  ])('on %s', (_where, facts) => {
    expect(judgeKeyring(facts)).toBe('strong')
  })
})

describe('a keyring does not protect', () => {
  test.each([
    ['when none is there', { ...gnome, isEncryptionAvailable: false }, 'not-available'],
    ['when macOS has locked it', { ...gnome, platform: 'darwin', isEncryptionAvailable: false }, 'not-available'],
    ['when it is plain text that calls itself available', { ...gnome, backend: 'basic_text' }, 'plain-text'],
    ['when nobody knows which it is', { ...gnome, backend: 'unknown' }, 'not-known'],
    ['when it has no name', { ...gnome, backend: '' }, 'not-known'],
    ['when it seals with the published key', { ...gnome, probeStartsWithV10: true }, 'published-key'],
  ])('%s', (_when, facts, why) => {
    expect(judgeKeyring(facts)).toEqual({ weak: why })
  })
})

test.each([
  ['linux', 'gnome_libsecret', 'GNOME keyring'],
  ['linux', 'kwallet5', 'KWallet 5'],
  ['linux', 'basic_text', 'no keyring'],
  ['linux', 'constructor', 'no keyring'],
  ['darwin', '', 'macOS Keychain'],
  ['win32', '', 'Windows data protection'],
])('on %s, %j is called %s', (platform, backend, name) => {
  expect(keyringName({ platform, backend })).toBe(name)
})
