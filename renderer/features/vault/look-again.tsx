import { Button } from '@mantine/core'
import { useState } from 'react'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { useVaultDeed } from './use-vault-deed.ts'
import css from './vault.module.css'

interface LookAgainProps {
  readonly label: string
  readonly onOpen: () => void
}

/** Reads the file and asks the keyring once more: for whoever mended something outside of Claimcheck. */
export function LookAgain({ label, onOpen }: LookAgainProps) {
  const look = useVaultDeed('vault.unlock')
  const [looks, setLooks] = useState(0)
  return (
    <>
      <Button
        loading={look.isRunning}
        onClick={() =>
          look.run({ by: 'looking-again' }, (now) => {
            setLooks(looks + 1)
            if (now.state === 'open') onOpen()
          })
        }
      >
        {label}
      </Button>
      {looks > 0 && !look.isRunning && look.failure === null && (
        // A new one each time, so that it is said again.
        <p key={looks} role="status" className={css['note']}>
          Looked just now: it is as it was.
        </p>
      )}
      {look.failure !== null && <FailureNotice failure={look.failure} />}
    </>
  )
}
