import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { profileId } from '../../../electron/contract/ids.ts'
import type { VaultStatus } from '../../../electron/contract/vault.ts'
import { vaultHandlers, type VaultHandlerParts } from '../../../electron/ipc/handlers/vault-handlers.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'

const keyring = { offered: 'no keyring', sealedUnder: null, trouble: 'absent' } as const
const status: VaultStatus = { state: 'choice-needed', keyring }

/** The handlers before a vault and a transfer that note what they are asked. */
function aDesk() {
  const calls: unknown[][] = []
  const note =
    <Value>(name: string, value: Value) =>
    async (...args: unknown[]) => {
      calls.push([name, ...args])
      return value
    }
  const parts: VaultHandlerParts = {
    vault: {
      status: note('status', status),
      unlock: note('unlock', status),
      lock: note('lock', status),
      protect: note('protect', status),
      chooseMemoryOnly: note('chooseMemoryOnly', status),
      setAside: note('setAside', status),
      acceptRolledBack: note('acceptRolledBack', status),
      forgetEverything: note('forgetEverything', status),
    },
    transfer: {
      exportVault: note('exportVault', { saved: true, profiles: 1, secrets: 2 }),
      chooseImport: note('chooseImport', null),
      openImport: note('openImport', { exportedAt: '2026-03-01T12:00:00.000Z', profiles: [] }),
      importChosen: note('importChosen', { added: 1, replaced: 0, secrets: 2 }),
    },
  }
  return { handlers: vaultHandlers(parts), calls }
}

/** What was asked, with secrets spelt out for the test alone. */
const revealed = (value: unknown): unknown => {
  if (value instanceof SecretText) return { secret: value.reveal() }
  if (Array.isArray(value)) return value.map(revealed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, revealed(each)]))
}

describe('a message of the window', () => {
  test.each<[string, (handlers: ReturnType<typeof vaultHandlers>) => unknown, unknown[]]>([
    ['asks for the status', (on) => on['vault.status']({}), ['status']],
    [
      'unlocks by passphrase',
      (on) => on['vault.unlock']({ by: 'passphrase', passphrase: 'canary' }),
      ['unlock', { by: 'passphrase', passphrase: { secret: 'canary' } }],
    ],
    ['unlocks by keyring', (on) => on['vault.unlock']({ by: 'keyring' }), ['unlock', { by: 'keyring' }]],
    ['unlocks by a finger', (on) => on['vault.unlock']({ by: 'touch-id' }), ['unlock', { by: 'touch-id' }]],
    ['looks again', (on) => on['vault.unlock']({ by: 'looking-again' }), ['unlock', { by: 'looking-again' }]],
    ['locks by hand', (on) => on['vault.lock']({}), ['lock', 'by-hand']],
    [
      'puts the vault under the keyring',
      (on) => on['vault.protect']({ current: 'canary', protection: { under: 'keyring' } }),
      ['protect', { current: { secret: 'canary' }, protection: { under: 'keyring' } }],
    ],
    [
      'puts the vault under both',
      (on) => on['vault.protect']({ current: null, protection: { under: 'both', passphrase: 'canary' } }),
      ['protect', { current: null, protection: { under: 'both', passphrase: { secret: 'canary' } } }],
    ],
    ['keeps secrets in memory only', (on) => on['vault.chooseMemoryOnly']({}), ['chooseMemoryOnly', null]],
    [
      'keeps secrets of a vault under a passphrase in memory only',
      (on) => on['vault.chooseMemoryOnly']({ current: 'canary' }),
      ['chooseMemoryOnly', { secret: 'canary' }],
    ],
    ['puts a vault aside', (on) => on['vault.setAside']({}), ['setAside']],
    ['goes on with an old copy', (on) => on['vault.acceptRolledBack']({}), ['acceptRolledBack']],
    [
      'exports',
      (on) => on['vault.export']({ current: 'canary', passphrase: 'canary 2', withSignIns: true }),
      ['exportVault', { current: { secret: 'canary' }, passphrase: { secret: 'canary 2' }, withSignIns: true }],
    ],
    ['chooses a file', (on) => on['vault.chooseImport']({}), ['chooseImport']],
    ['opens it', (on) => on['vault.openImport']({ passphrase: 'canary' }), ['openImport', { secret: 'canary' }]],
    [
      'imports',
      (on) =>
        on['vault.import']({
          profileIds: [profileId.parse('00000000-0000-4000-8000-000000000000')],
          withSignIns: false,
        }),
      ['importChosen', ['00000000-0000-4000-8000-000000000000'], false],
    ],
    [
      'forgets everything',
      (on) => on['vault.forgetEverything']({ confirmation: 'forget everything' }),
      ['forgetEverything'],
    ],
  ])('that %s reaches the vault with its passphrases as secrets that can’t be printed', async (_what, send, asked) => {
    const { handlers, calls } = aDesk()
    await send(handlers)
    expect(revealed(calls)).toEqual([asked])
    expect([inspect(calls, { depth: null }), JSON.stringify(calls)].join()).not.toContain('canary')
  })
})
