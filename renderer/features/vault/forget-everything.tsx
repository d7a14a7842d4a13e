import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { VaultStatus } from '@contract/vault'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { DialogButtons } from '../../ui/dialog-buttons.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useVaultDeed } from './use-vault-deed.ts'
import css from './vault.module.css'

const words = 'forget everything'

interface ForgetEverythingProps {
  readonly onBegun?: () => void
  readonly onDone: (status: VaultStatus) => void
  readonly onCancel: () => void
}

/** Deletes the vault with all that it holds, after the person has typed that they want it. */
export function ForgetEverything({ onBegun, onDone, onCancel }: ForgetEverythingProps) {
  const [typed, setTyped] = useState('')
  const forget = useVaultDeed('vault.forgetEverything')
  const isMeant = typed.trim().toLowerCase() === words
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!isMeant) return
        onBegun?.()
        forget.run({ confirmation: words }, onDone)
      }}
    >
      <p className={css['meaning']}>
        Deleted are the vault and its copies on this computer, those that were put aside or kept from damage too: every
        token, client secret, password and key of every profile. It cannot be undone, also not with the passphrase.
      </p>
      <p className={css['meaning']}>
        Kept are your profiles without their secrets, requests, environments and settings.
      </p>
      <Notice tone="warn" title="The servers are not told">
        Tokens that were given stay valid until they expire. Where that matters, revoke them or sign out at the server
        first: both are in the menu of a profile, while the vault is open.
      </Notice>
      <div className={css['field']}>
        <TextInput
          label={`To confirm, type “${words}”`}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      {forget.failure !== null && <FailureNotice failure={forget.failure} />}
      <DialogButtons>
        <Button disabled={forget.isRunning} onClick={onCancel}>
          Cancel
        </Button>
        <Button variant="filled" color="red" type="submit" loading={forget.isRunning} disabled={!isMeant}>
          Forget everything
        </Button>
      </DialogButtons>
    </form>
  )
}
