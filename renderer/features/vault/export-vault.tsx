import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { ResponseOf } from '@contract/channels'
import { useAsk } from '../../bridge/use-ask.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { failureText } from '../../text/failure-text.ts'
import { countOf } from '../../text/sizes.ts'
import { DialogButtons } from '../../ui/dialog-buttons.tsx'
import { NewPassphrase } from '../../ui/new-passphrase.tsx'
import { Notice } from '../../ui/notice.tsx'
import { isUnderPassphrase, type OpenVaultStatus } from './open-vault-status.ts'
import { PassphraseField } from './passphrase-field.tsx'
import { Result } from './result.tsx'
import { usePassphraseTwice } from './use-passphrase-twice.ts'
import css from './vault.module.css'

interface ExportVaultProps {
  readonly status: OpenVaultStatus
  readonly onBack: () => void
  readonly onClose: () => void
}

/** Writes the profiles with their secrets, and their sign-ins if wanted, to one file under a passphrase of its own. */
export function ExportVault({ status, onBack, onClose }: ExportVaultProps) {
  const [current, setCurrent] = useState('')
  const [withSignIns, setWithSignIns] = useState(false)
  const [result, setResult] = useState<ResponseOf<'vault.export'> | null>(null)
  const typed = usePassphraseTwice()
  const write = useAsk('vault.export')
  const asksCurrent = isUnderPassphrase(status.strength)
  const isWrong = write.failure?.code === 'vault.wrong_passphrase'
  if (result?.saved === true) {
    return (
      <Result onClose={onClose}>
        Exported: {countOf(result.profiles, 'profile')} with {countOf(result.secrets, 'secret')}
        {withSignIns ? ', sign-ins too' : ', no sign-ins'}. The file opens with its own passphrase only.
      </Result>
    )
  }
  const submit = () => {
    const passphrase = typed.settle()
    if (passphrase === null || (asksCurrent && current === '')) return
    write.run({ current: asksCurrent ? current : null, passphrase, withSignIns }, (answer) => {
      setResult(answer)
      if (!answer.saved) return
      typed.forget()
      setCurrent('')
    })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <p className={css['meaning']}>
        All profiles and their secrets go into one file, sealed under a passphrase of its own: for another computer, or
        to have a backup.
      </p>
      {asksCurrent && (
        <div className={css['field']}>
          <PassphraseField
            label="Passphrase of the vault"
            takesFocus
            value={current}
            problem={isWrong && write.failure !== null ? failureText(write.failure).title : undefined}
            onTyped={(text) => {
              write.dismiss()
              setCurrent(text)
            }}
          />
        </div>
      )}
      <NewPassphrase label="Passphrase of the file" takesFocus={!asksCurrent} {...typed.field} />
      <div className={css['field']}>
        <Checkbox
          size="xs"
          label="Sign-ins too (access and refresh tokens)"
          checked={withSignIns}
          onChange={(event) => setWithSignIns(event.currentTarget.checked)}
        />
      </div>
      {withSignIns && (
        <Notice tone="warn" title="A sign-in must be used in one place only">
          Many servers give a new refresh token at each refresh and take the old one for stolen: used here and there,
          the sign-in ends in both. Export sign-ins to move to another computer, not to work on two.
        </Notice>
      )}
      {result?.saved === false && <p role="status">Nothing was written: no place was chosen.</p>}
      {write.failure !== null && !isWrong && <FailureNotice failure={write.failure} on={{ retry: submit }} />}
      <DialogButtons isSticky>
        <Button onClick={onBack}>Back</Button>
        <Button variant="filled" type="submit" loading={write.isRunning} disabled={asksCurrent && current === ''}>
          Export…
        </Button>
      </DialogButtons>
    </form>
  )
}
