import { Button, TextInput } from '@mantine/core'
import { useAsk } from '../../bridge/use-ask.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { PublishedSettings } from './published-settings.tsx'
import type { ProfileFieldsProps } from './profile-fields-props.ts'
import css from './profile-form.module.css'
import { issuerProblem } from './profile-problems.ts'

interface IssuerFieldProps extends Pick<ProfileFieldsProps, 'edit' | 'dispatch'> {
  readonly problem: string | undefined
  readonly onTouched: () => void
}

/** The authorisation server, and the question what it offers. */
export function IssuerField({ edit, problem, dispatch, onTouched }: IssuerFieldProps) {
  const discover = useAsk('profiles.discover')
  const issuer = edit.issuer.trim()
  const find = () => {
    onTouched()
    if (issuerProblem(issuer) !== null) return
    discover.run({ issuer }, (discovered) => dispatch({ type: 'settings-found', asked: issuer, discovered }))
  }
  return (
    <div className={css['wide']}>
      <div className={css['issuer']}>
        <TextInput
          label="Issuer"
          placeholder="https://login.example.com"
          className={css['grow'] ?? ''}
          value={edit.issuer}
          error={problem}
          maxLength={2000}
          spellCheck={false}
          inputMode="url"
          onBlur={onTouched}
          onChange={(event) => {
            discover.dismiss()
            dispatch({ type: 'changed', change: { issuer: event.currentTarget.value } })
            if (event.currentTarget.value.trim() !== '') onTouched()
          }}
        />
        <Button className={css['find'] ?? ''} loading={discover.isRunning} onClick={find}>
          Find settings
        </Button>
      </div>
      {discover.failure !== null && (
        <div className={css['below']}>
          <FailureNotice failure={discover.failure} on={{ retry: find }} />
        </div>
      )}
      {edit.discovered !== null && <PublishedSettings edit={edit} discovered={edit.discovered} />}
    </div>
  )
}
