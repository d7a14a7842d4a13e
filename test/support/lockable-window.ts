import { randomUUID } from 'node:crypto'
import { act, screen, waitFor, within } from '@testing-library/react'
import type { LockCause, VaultStatus } from '../../electron/contract/vault.ts'
import { createFakeBridge, FakeFailure, type FakeBridge } from './fake-bridge.ts'
import { aLockedVault, aPassphraseVault } from './vault-status-builder.ts'

/** What opens the vault of a lockable window. */
export const vaultPassphrase = 'seven lamps on the quay'

/** Main in memory whose vault a test can lock, and which opens with its passphrase. */
export function lockable(own: Parameters<typeof createFakeBridge>[0] = {}) {
  let status: VaultStatus | null = aPassphraseVault()
  const fake: FakeBridge = createFakeBridge({
    'vault.status': () => {
      if (status === null) throw new FakeFailure({ code: 'internal.unexpected', details: { incident: randomUUID() } })
      return status
    },
    'vault.lock': () => (status = aLockedVault({ cause: 'by-hand' })),
    'vault.unlock': (request) => {
      if (request.by !== 'passphrase' || request.passphrase !== vaultPassphrase)
        throw new FakeFailure({ code: 'vault.wrong_passphrase', details: {} })
      return (status = aPassphraseVault())
    },
    ...own,
  })
  const become = (next: VaultStatus | null) => {
    status = next
    act(() => fake.emit('vault.changed', {}))
  }
  return {
    fake,
    become,
    /** From now on main does not say how the vault is. */
    mute: () => become(null),
    lock: (cause: LockCause) => become(aLockedVault({ cause })),
  }
}

const isCover = { name: 'Claimcheck is locked' }

/** The lock screen, as soon as it is there. */
export const cover = () => screen.findByRole('dialog', isCover)
export const isCovered = () => screen.queryByRole('dialog', isCover) !== null
export const passphraseField = async () => within(await cover()).findByLabelText('Passphrase')
export const uncovered = () =>
  waitFor(() => {
    if (isCovered()) throw new Error('the window is still covered')
  })
