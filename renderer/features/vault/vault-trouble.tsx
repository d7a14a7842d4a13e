import { Button } from '@mantine/core'
import { useState } from 'react'
import type { VaultStatus } from '@contract/vault'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { DialogButtons } from '../../ui/dialog-buttons.tsx'
import { ChooseProtection } from './choose-protection.tsx'
import { UnlockForm } from './unlock-form.tsx'
import { useVaultDeed } from './use-vault-deed.ts'
import css from './vault.module.css'

interface VaultTroubleProps {
  readonly status: Exclude<VaultStatus, { state: 'open' }>
  readonly onSolved: () => void
}

/** What can be done about a vault that is not open, for each reason. */
export function VaultTrouble({ status, onSolved }: VaultTroubleProps) {
  switch (status.state) {
    case 'choice-needed':
      return <ChooseProtection onChosen={onSolved} offersMemoryOnly />
    case 'locked':
      return <UnlockForm status={status} onUnlocked={onSolved} />
    case 'damaged':
      return <DamagedVault keptAt={status.keptAt} onSolved={onSolved} />
    case 'newer':
      return (
        <SetAside onDone={onSolved}>
          It is of format {status.version}, which this version does not know. You can update Claimcheck, or begin a new
          vault beside it.
        </SetAside>
      )
  }
}

function DamagedVault({ keptAt, onSolved }: { readonly keptAt: string; readonly onSolved: () => void }) {
  return (
    <SetAside onDone={onSolved}>
      It is kept here: <code className={css['path']}>{keptAt}</code> If you have a copy of that file from a backup, put
      it there and start Claimcheck again.
    </SetAside>
  )
}

function SetAside({ children, onDone }: { readonly children: React.ReactNode; readonly onDone: () => void }) {
  const [isAsking, setAsking] = useState(false)
  const setAside = useVaultDeed('vault.setAside')
  return (
    <>
      <p className={css['meaning']} data-selectable>
        {children}
      </p>
      {setAside.failure !== null && <FailureNotice failure={setAside.failure} />}
      <DialogButtons>
        <Button loading={setAside.isRunning} onClick={() => setAsking(true)}>
          Start a new vault…
        </Button>
      </DialogButtons>
      {isAsking && (
        <ConfirmDialog
          title="Start a new, empty vault?"
          confirmLabel="Start a new vault"
          dangerous
          onConfirm={() => {
            setAsking(false)
            setAside.run({}, onDone)
          }}
          onCancel={() => setAsking(false)}
        >
          The present file is put aside under another name; nothing is deleted. Every profile has to sign in again, and
          client secrets have to be entered again.
        </ConfirmDialog>
      )}
    </>
  )
}
