import { describe, expect, test } from 'vitest'
import type { KeyringTrouble } from '../../../electron/contract/vault.ts'
import { failureText } from '../../../renderer/text/failure-text.ts'

const keyring = (trouble: KeyringTrouble, offered = 'KWallet 6') =>
  failureText({ code: 'vault.keyring_unavailable', details: { offered, trouble } })

describe('the words for what the vault did not do', () => {
  test('tell each trouble of the keyring apart, with what to do', () => {
    expect(keyring('absent').advice).toContain('Unlock it, and try again')
    expect(keyring('weak').advice).toContain('encrypts with a key that is public')
    expect(keyring('changed').advice).toContain('offers KWallet 6 now')
    expect(keyring('key-not-held').advice).toContain('KWallet 6 does not hold the vault’s key')
    expect(keyring('key-not-held', 'no keyring').advice).toContain('The keyring does not hold')
  })

  test('show a keyring’s name with what can’t be seen in it', () => {
    expect(keyring('changed', 'K\u202eWallet').advice).toContain('K\\u{202e}Wallet')
  })

  test('say of an old copy and of another file that nothing was written over them', () => {
    expect(failureText({ code: 'vault.rolled_back', details: {} }).action).toBe('see-vault')
    expect(failureText({ code: 'vault.replaced', details: {} }).advice).toContain('Nothing was written over it')
  })

  test('name the process that holds a file, where it is known', () => {
    const inUse = (processId: number | null) =>
      failureText({ code: 'storage.in_use', details: { file: 'vault.json', processId } }).advice
    expect(inUse(4711)).toContain('(process 4711)')
    expect(inUse(null)).not.toContain('process')
    const details = { file: 'vault.json', processId: null, host: 'desk pid:[4026531836]' }
    expect(failureText({ code: 'storage.in_use', details }).advice).toContain('in a container (desk pid:[4026531836])')
  })

  test('give the reason why an import is none', () => {
    for (const code of ['vault.import_unreadable', 'profile.import_unreadable'] as const) {
      for (const reason of ['It was cut short', 'It was cut short.']) {
        expect(failureText({ code, details: { reason } }).advice).toBe('It was cut short. Nothing was taken over.')
      }
    }
  })
})
