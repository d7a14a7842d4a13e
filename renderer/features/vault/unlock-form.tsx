import { Button, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import type { VaultStatus } from '@contract/vault'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { failureText } from '../../text/failure-text.ts'
import { DialogButtons } from '../../ui/dialog-buttons.tsx'
import { useVaultDeed } from './use-vault-deed.ts'
import css from './vault.module.css'

interface UnlockFormProps {
  readonly status: Extract<VaultStatus, { state: 'locked' }>
  readonly onUnlocked: () => void
}

/** Opens a locked vault: with the passphrase, or by asking the keyring once more. */
export function UnlockForm({ status, onUnlocked }: UnlockFormProps) {
  const [passphrase, setPassphrase] = useState('')
  const unlock = useVaultDeed('vault.unlock')
  const submit = () => unlock.run({ passphrase: status.needs === 'keyring' ? null : passphrase }, ifOpen)
  const ifOpen = (now: VaultStatus) => {
    if (now.state === 'open') onUnlocked()
  }
  const isWrong = unlock.failure?.code === 'vault.wrong_passphrase'
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {status.reason !== '' && <p className={css['reason']}>{status.reason}</p>}
      {status.needs === 'passphrase' && (
        <PasswordInput
          label="Passphrase"
          autoComplete="off"
          data-autofocus
          value={passphrase}
          aria-invalid={isWrong}
          error={isWrong && unlock.failure !== null ? failureText(unlock.failure).title : undefined}
          visibilityToggleButtonProps={{ 'aria-label': 'Show what is typed' }}
          onChange={(event) => {
            unlock.dismiss()
            setPassphrase(event.currentTarget.value)
          }}
        />
      )}
      {unlock.failure !== null && !isWrong && <FailureNotice failure={unlock.failure} />}
      <DialogButtons>
        <Button
          variant="filled"
          type="submit"
          loading={unlock.isRunning}
          disabled={status.needs === 'passphrase' && passphrase === ''}
        >
          {status.needs === 'passphrase' ? 'Unlock' : 'Ask the keyring again'}
        </Button>
      </DialogButtons>
    </form>
  )
}
