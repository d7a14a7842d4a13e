import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import type { VaultStatus } from '@contract/vault'
import { useVault } from '../../bridge/use-vault.ts'
import { countOf } from '../../text/sizes.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { DialogButtons } from '../../ui/dialog-buttons.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ChooseProtection } from './choose-protection.tsx'
import { useVaultDeed } from './use-vault-deed.ts'
import { VaultTrouble } from './vault-trouble.tsx'
import css from './vault.module.css'
import { vaultFace } from './vault-words.ts'

/** What the vault's strength means, what is in it, and lock or unlock. */
export function VaultPanel({ onClose }: { readonly onClose: () => void }) {
  const vault = useVault()
  if (vault.state === 'loading') return null
  if (vault.state === 'failed') {
    return (
      <Modal opened onClose={onClose} size={520} title="Vault" closeButtonProps={{ 'aria-label': 'Close' }}>
        <FailureNotice failure={vault.failure} on={{ retry: vault.retry }} />
      </Modal>
    )
  }
  const status = vault.value
  const face = vaultFace(status)
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={`Vault: ${face.short}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <p className={css['meaning']}>{face.meaning}</p>
      {status.state === 'open' ? (
        <OpenVault status={status} onClose={onClose} />
      ) : (
        <VaultTrouble status={status} onSolved={onClose} />
      )}
    </Modal>
  )
}

interface OpenVaultProps {
  readonly status: Extract<VaultStatus, { state: 'open' }>
  readonly onClose: () => void
}

function OpenVault({ status, onClose }: OpenVaultProps) {
  const lock = useVaultDeed('vault.lock')
  const isMemoryOnly = status.strength === 'memory-only'
  const [isChoosing, setChoosing] = useState(false)
  if (isChoosing) return <ChooseProtection onChosen={onClose} offersMemoryOnly={false} />
  const facts: readonly (readonly [string, string])[] = [
    ['Holds', `${countOf(status.records, 'record')} (tokens, client secrets)`],
    ['Key from', status.backend],
  ]
  return (
    <>
      <dl className={css['facts']}>
        {facts.map(([name, value]) => (
          <div key={name} className={css['fact']}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {status.unreadable > 0 && (
        <Notice tone="warn" title={`${countOf(status.unreadable, 'record')} could not be opened`}>
          They stay in the file, untouched: the key that opens them may come back with your keyring.
        </Notice>
      )}
      {status.recovered && (
        <Notice tone="info" title="Recovered from the last good copy">
          The newest write had not been finished when the program ended.
        </Notice>
      )}
      {lock.failure !== null && <FailureNotice failure={lock.failure} />}
      <DialogButtons>
        {isMemoryOnly ? (
          <Button onClick={() => setChoosing(true)}>Keep under a passphrase…</Button>
        ) : (
          <Button loading={lock.isRunning} onClick={() => lock.run({}, onClose)}>
            Lock now
          </Button>
        )}
        <Button variant="filled" data-autofocus onClick={onClose}>
          Close
        </Button>
      </DialogButtons>
    </>
  )
}
