import { Button } from '@mantine/core'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { DialogButtons } from '../../ui/dialog-buttons.tsx'
import { NewPassphrase } from '../../ui/new-passphrase.tsx'
import { usePassphraseTwice } from './use-passphrase-twice.ts'
import { useVaultDeed } from './use-vault-deed.ts'
import css from './vault.module.css'

/** Asks once how secrets are to be kept where the system has no keyring that protects. */
export function ChooseProtection({ onChosen }: { readonly onChosen: () => void }) {
  const typed = usePassphraseTwice()
  const protect = useVaultDeed('vault.protect')
  const memoryOnly = useVaultDeed('vault.chooseMemoryOnly')
  const failure = protect.failure ?? memoryOnly.failure
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const passphrase = typed.settle()
        if (passphrase === null || memoryOnly.isRunning) return
        protect.run({ current: null, protection: { under: 'passphrase', passphrase } }, () => {
          typed.forget()
          onChosen()
        })
      }}
    >
      <h3 className={css['choice']}>With a passphrase</h3>
      <p className={css['aside']}>Tokens are kept over a restart. You type it at each start; it cannot be recovered.</p>
      <NewPassphrase {...typed.field} takesFocus />
      <DialogButtons>
        <Button variant="filled" type="submit" loading={protect.isRunning} disabled={memoryOnly.isRunning}>
          Use this passphrase
        </Button>
      </DialogButtons>
      {failure !== null && <FailureNotice failure={failure} />}
      <h3 className={css['choice']}>In memory only</h3>
      <p className={css['aside']}>Nothing is written to disk; everything is gone when you quit.</p>
      <DialogButtons>
        <Button
          loading={memoryOnly.isRunning}
          disabled={protect.isRunning}
          onClick={() => memoryOnly.run({}, onChosen)}
        >
          Keep in memory only
        </Button>
      </DialogButtons>
    </form>
  )
}
