import { describe, expect, test } from 'vitest'
import type { KeyringTrouble } from '../../../electron/contract/vault.ts'
import { failureText } from '../../../renderer/text/failure-text.ts'
import { aProfileSummary } from '../../support/profile-builder.ts'

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

  test('speak of the vault and of tokens, not of the files and locks under which they are written', () => {
    const full = (file: string) => failureText({ code: 'storage.write_failed', details: { file, reason: 'disk-full' } })
    const held = (file: string) => failureText({ code: 'storage.in_use', details: { file, processId: 4711 } })
    for (const file of ['vault.json', 'vault.lock', 'locks/vault.lock', 'locks\\vault.lock']) {
      expect(full(file).title).toBe('The vault could not be saved')
      expect(held(file).title).toBe('The vault is in use')
    }
    expect(held('locks/3f2a.lock').title).toBe('A profile’s token is in use')
    expect(full('settings.json').title).toBe('settings.json could not be saved')
  })

  test('end what a server said of a refresh with a full stop', () => {
    const refused = (description: string | null) =>
      failureText({ code: 'session.refresh_refused', details: { profileId: aProfileSummary().id, description } }).advice
    expect(refused('grant request is invalid')).toBe('grant request is invalid. Sign in again to get a new one.')
    expect(refused(null)).toBe('Sign in again to get a new one.')
  })

  test('give the reason why an import is none', () => {
    for (const code of ['vault.import_unreadable', 'profile.import_unreadable'] as const) {
      for (const reason of ['It was cut short', 'It was cut short.']) {
        expect(failureText({ code, details: { reason } }).advice).toBe('It was cut short. Nothing was taken over.')
      }
    }
  })
})
