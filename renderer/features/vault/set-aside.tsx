import { Button } from '@mantine/core'
import { useState } from 'react'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useVaultDeed } from './use-vault-deed.ts'

interface SetAsideProps {
  readonly onDone: () => void
  /** An export is to follow as soon as there is a new vault. */
  readonly onToImport: () => void
}

/** Puts the present file away under another name, and begins anew; then an export can be taken over. */
export function SetAside({ onDone, onToImport }: SetAsideProps) {
  const [asksFor, setAsksFor] = useState<'new' | 'import' | null>(null)
  const setAside = useVaultDeed('vault.setAside')
  return (
    <>
      <Button disabled={setAside.isRunning} onClick={() => setAsksFor('import')}>
        Import an export…
      </Button>
      <Button loading={setAside.isRunning} onClick={() => setAsksFor('new')}>
        Start a new vault…
      </Button>
      {setAside.failure !== null && <FailureNotice failure={setAside.failure} />}
      {asksFor !== null && (
        <ConfirmDialog
          title="Start a new, empty vault?"
          confirmLabel={asksFor === 'import' ? 'Start a new vault and import' : 'Start a new vault'}
          dangerous
          onConfirm={() => {
            setAsksFor(null)
            // Said before: main may tell of the new vault before it answers, and this page is gone with the old one.
            if (asksFor === 'import') onToImport()
            setAside.run({}, asksFor === 'import' ? undefined : onDone)
          }}
          onCancel={() => setAsksFor(null)}
        >
          {asksFor === 'import' && 'An export is taken over into a new vault. '}
          The present file is put aside under another name; nothing is deleted. Every profile that is not in an export
          has to sign in again, and its client secrets have to be entered again.
        </ConfirmDialog>
      )}
    </>
  )
}
