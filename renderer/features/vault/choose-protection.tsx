import { Button } from '@mantine/core'
import { useState } from 'react'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { DialogButtons } from '../../ui/dialog-buttons.tsx'
import { NewPassphrase } from '../../ui/new-passphrase.tsx'
import { useVaultDeed } from './use-vault-deed.ts'
import css from './vault.module.css'

// The contract's constant sits beside its zod schemas; importing the value would bring zod into the window.
const minimumLength: typeof import('@contract/vault').minimumPassphraseLength = 12

interface ChooseProtectionProps {
  readonly onChosen: () => void
  /** False where secrets are kept in memory already. */
  readonly offersMemoryOnly: boolean
}

/** Asks once how secrets are to be kept where the system has no keyring that protects. */
export function ChooseProtection({ onChosen, offersMemoryOnly }: ChooseProtectionProps) {
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [wasTried, setTried] = useState(false)
  const choose = useVaultDeed('vault.choosePassphrase')
  const memoryOnly = useVaultDeed('vault.chooseMemoryOnly')
  const isLong = passphrase.length >= minimumLength
  const isSame = passphrase === again
  const failure = choose.failure ?? memoryOnly.failure
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (isLong && isSame) choose.run({ passphrase }, onChosen)
      }}
    >
      <h3 className={css['choice']}>With a passphrase</h3>
      <p className={css['aside']}>Tokens are kept over a restart. You type it at each start; it cannot be recovered.</p>
      <NewPassphrase
        passphrase={passphrase}
        again={again}
        minimumLength={minimumLength}
        wasTried={wasTried}
        onPassphrase={setPassphrase}
        onAgain={setAgain}
      />
      <DialogButtons>
        <Button variant="filled" type="submit" loading={choose.isRunning} disabled={memoryOnly.isRunning}>
          Use this passphrase
        </Button>
      </DialogButtons>
      {failure !== null && <FailureNotice failure={failure} />}
      {offersMemoryOnly && (
        <>
          <h3 className={css['choice']}>In memory only</h3>
          <p className={css['aside']}>Nothing is written to disk; everything is gone when you quit.</p>
          <DialogButtons>
            <Button
              loading={memoryOnly.isRunning}
              disabled={choose.isRunning}
              onClick={() => memoryOnly.run({}, onChosen)}
            >
              Keep in memory only
            </Button>
          </DialogButtons>
        </>
      )}
    </form>
  )
}
