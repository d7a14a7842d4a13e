import { Button } from '@mantine/core'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { useVaultDeed } from './use-vault-deed.ts'
import css from './vault.module.css'

/** Passes a closed vault over until the next start: its file stays as it is, and nothing new is kept. */
export function WorkWithout({ onDone }: { readonly onDone: () => void }) {
  const passOver = useVaultDeed('vault.chooseMemoryOnly')
  return (
    <div className={css['edge']}>
      <p>Or leave the vault closed: its file stays as it is, and what you sign in to now is gone when you quit.</p>
      <Button variant="subtle" loading={passOver.isRunning} onClick={() => passOver.run({}, onDone)}>
        Work without it until I quit
      </Button>
      {passOver.failure !== null && <FailureNotice failure={passOver.failure} />}
    </div>
  )
}
