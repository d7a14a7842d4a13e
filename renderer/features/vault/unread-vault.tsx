import { Button } from '@mantine/core'
import { useIsFetching } from '@tanstack/react-query'
import { useState } from 'react'
import type { Failure } from '@contract/failures'
import { queryKeys } from '../../bridge/query-keys.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { DialogButtons } from '../../ui/dialog-buttons.tsx'
import css from './vault.module.css'

interface UnreadVaultProps {
  readonly failure: Failure
  readonly onLook: () => void
  readonly onClose: () => void
}

/** A vault of which nothing is known, since main could not look at it: why, and what a person can put right. */
export function UnreadVault({ failure, onLook, onClose }: UnreadVaultProps) {
  const isLooking = useIsFetching({ queryKey: queryKeys.vault }) > 0
  const [looks, setLooks] = useState(0)
  return (
    <>
      <FailureNotice failure={failure} />
      {failure.code === 'storage.unreadable' && (
        <p className={css['next']}>
          A folder may stand in the place of <code>{failure.details.file}</code>, or your account may not read it, or
          the disk does not answer. It is in Claimcheck’s data folder. Put right what is wrong there, or move it away to
          begin with a new vault, into which an export can be imported; then look again.
        </p>
      )}
      <p className={css['meaning']}>Until then no token is used, refreshed or kept. Nothing was changed on the disk.</p>
      {looks > 0 && !isLooking && (
        // A new one each time, so that it is said again.
        <p key={looks} role="status" className={css['note']}>
          Looked just now: it is as it was.
        </p>
      )}
      <DialogButtons>
        <Button onClick={onClose}>Close</Button>
        <Button
          variant="filled"
          data-autofocus
          loading={isLooking}
          onClick={() => {
            setLooks(looks + 1)
            onLook()
          }}
        >
          Look again
        </Button>
      </DialogButtons>
    </>
  )
}
