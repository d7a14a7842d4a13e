import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import type { UnlockWay, VaultStatus } from '@contract/vault'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { failureText } from '../../text/failure-text.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { PassphraseField } from './passphrase-field.tsx'
import { useVaultDeed } from './use-vault-deed.ts'
import css from './vault.module.css'

interface UnlockFormProps {
  readonly status: Extract<VaultStatus, { state: 'locked' }>
  readonly onUnlocked: () => void
}

/** Opens a locked vault with what opens it now: the passphrase, a finger, or the keyring at a click. */
export function UnlockForm({ status, onUnlocked }: UnlockFormProps) {
  const { opensWith, keyring } = status
  const [passphrase, setPassphrase] = useState('')
  const [wasInVain, setInVain] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const unlock = useVaultDeed('vault.unlock')
  const takesPassphrase = opensWith.includes('passphrase')
  const isWrong = unlock.failure?.code === 'vault.wrong_passphrase'
  const follow = (now: VaultStatus) => {
    if (now.state !== 'open') return setInVain(true)
    setPassphrase('')
    onUnlocked()
  }
  const ask = (request: Parameters<typeof unlock.run>[0]) => {
    setInVain(false)
    unlock.run(request, follow)
  }
  const handiest = opensWith[0]
  const otherWays = opensWith.filter((way) => way !== 'passphrase')
  const words: Readonly<Record<Exclude<UnlockWay, 'passphrase'>, string>> = {
    keyring: `Open with ${visibleText(keyring.sealedUnder ?? keyring.offered)}`,
    'touch-id': 'Unlock with Touch ID',
  }
  return (
    <form
      className={css['unlock']}
      onSubmit={(event) => {
        event.preventDefault()
        if (passphrase === '' || !takesPassphrase) return
        // Where it is wrong it is typed over; the field keeps the focus while main thinks.
        field.current?.select()
        ask({ by: 'passphrase', passphrase })
      }}
    >
      {otherWays.map((way) => (
        <Button
          key={way}
          fullWidth
          variant={way === handiest ? 'filled' : 'default'}
          data-autofocus={way === handiest || undefined}
          loading={unlock.isRunning && way === handiest}
          disabled={unlock.isRunning}
          onClick={() => ask({ by: way })}
        >
          {words[way]}
        </Button>
      ))}
      {takesPassphrase && (
        <>
          <PassphraseField
            ref={field}
            label="Passphrase"
            value={passphrase}
            takesFocus={handiest === 'passphrase'}
            problem={isWrong && unlock.failure !== null ? failureText(unlock.failure).title : undefined}
            onTyped={(text) => {
              unlock.dismiss()
              setPassphrase(text)
            }}
          />
          <Button
            fullWidth
            variant={handiest === 'passphrase' ? 'filled' : 'default'}
            type="submit"
            loading={unlock.isRunning}
            disabled={passphrase === ''}
          >
            Unlock
          </Button>
        </>
      )}
      {opensWith.length === 0 && (
        <Button
          fullWidth
          variant="filled"
          data-autofocus
          loading={unlock.isRunning}
          onClick={() => ask({ by: 'keyring' })}
        >
          Ask the keyring again
        </Button>
      )}
      {unlock.failure !== null && !isWrong && <FailureNotice failure={unlock.failure} />}
      {wasInVain && <p role="status">It is still closed. Nothing was changed.</p>}
    </form>
  )
}
