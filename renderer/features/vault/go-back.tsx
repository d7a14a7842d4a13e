import { Button } from '@mantine/core'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useVaultDeed } from './use-vault-deed.ts'

/** For a closed vault that was passed over for memory: back to it, before the program ends. */
export function GoBack() {
  const look = useVaultDeed('vault.unlock')
  return (
    <>
      <Notice
        tone="info"
        title="A closed vault lies on the disk"
        actions={
          <Button loading={look.isRunning} onClick={() => look.run({ by: 'looking-again' })}>
            Go back to the vault on the disk…
          </Button>
        }
      >
        You work without it until you quit; its file is as it was. What you sign in to now is saved in it if you go back
        and open it, and is gone when you quit otherwise.
      </Notice>
      {look.failure !== null && <FailureNotice failure={look.failure} />}
    </>
  )
}
