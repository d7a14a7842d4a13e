import { Button, Checkbox, PasswordInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { Failure } from '@contract/failures'
import type { ProfileImport } from '@contract/profiles'
import { FailureNotice } from '../../../text/failure-notice.tsx'
import { visibleText } from '../../../text/visible-characters.ts'
import { kindName } from '../../../text/way-words.ts'
import { DialogButtons } from '../../../ui/dialog-buttons.tsx'
import { wipedWhenGone } from '../../../ui/wiped-when-gone.ts'
import css from './exchange-dialog.module.css'

interface ImportContentProps {
  readonly file: ProfileImport
  readonly isRunning: boolean
  readonly failure: Failure | null
  /** null leaves the secrets out. */
  readonly onImport: (passphrase: string | null) => void
  readonly onOther: () => void
  readonly onClose: () => void
}

const secretsText = (count: number) => (count === 0 ? '' : count === 1 ? ' · 1 secret' : ` · ${count} secrets`)

/** What a file holds, before anything of it is taken over. */
export function ImportContent({ file, isRunning, failure, onImport, onOther, onClose }: ImportContentProps) {
  const [passphrase, setPassphrase] = useState('')
  const [takesSecrets, setTakesSecrets] = useState(file.isSealed)
  const [wasTried, setTried] = useState(false)
  // The dialog was open before there was anything to type in.
  const first = useRef<HTMLFormElement>(null)
  useEffect(() => first.current?.querySelector<HTMLElement>('input[type="password"], [type="submit"]')?.focus(), [])
  const needsPassphrase = takesSecrets && passphrase === ''
  return (
    <form
      ref={first}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (!needsPassphrase) onImport(takesSecrets ? passphrase : null)
      }}
    >
      <p>
        {visibleText(file.fileName)} holds{' '}
        {file.profiles.length === 1 ? '1 profile' : `${file.profiles.length} profiles`}.
      </p>
      {/* A long list scrolls, and keys must reach it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see the line above */}
      <ul className={css['list']} aria-label="Profiles in the file" tabIndex={0}>
        {file.profiles.map(({ name, kind, secretCount }, index) => (
          // Two profiles of a file may be equal in all that is shown.
          // eslint-disable-next-line react/no-array-index-key -- see the line above
          <li key={index} className={css['line']}>
            <span>{visibleText(name)}</span>
            <span className={css['kind']}>
              {kindName(kind)}
              {secretsText(secretCount)}
            </span>
          </li>
        ))}
      </ul>
      {file.isSealed ? (
        <>
          <Checkbox
            size="xs"
            mb={8}
            label="Take its secrets over too"
            checked={takesSecrets}
            onChange={(event) => setTakesSecrets(event.currentTarget.checked)}
          />
          {takesSecrets && (
            <PasswordInput
              ref={wipedWhenGone}
              label="Passphrase of the file"
              autoComplete="off"
              value={passphrase}
              aria-invalid={wasTried && needsPassphrase}
              error={wasTried && needsPassphrase ? 'Enter the passphrase that it was exported with' : undefined}
              visibilityToggleButtonProps={{ 'aria-label': 'Show what is typed' }}
              onChange={(event) => setPassphrase(event.currentTarget.value)}
            />
          )}
        </>
      ) : (
        <p className={css['aside']}>It has no secrets: enter them afterwards, profile by profile.</p>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      <DialogButtons isSticky>
        <Button variant="subtle" onClick={onOther}>
          Another file…
        </Button>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="filled" type="submit" loading={isRunning} disabled={file.profiles.length === 0}>
          Import
        </Button>
      </DialogButtons>
    </form>
  )
}
