import { Button, Switch, TextInput } from '@mantine/core'
import { useAsk } from '../../../bridge/use-ask.ts'
import { FailureNotice } from '../../../text/failure-notice.tsx'
import { issuerProblem } from '../edit/address-problems.ts'
import type { FormProps } from './form-props.ts'
import css from './profile-form.module.css'
import { PublishedSettings } from './published-settings.tsx'

const path = 'way.issuer'

/** The authorisation server, and the question what it offers. */
export function IssuerField(form: FormProps) {
  const { edit, dispatch, onTouched } = form
  const discover = useAsk('profiles.discover')
  const issuer = edit.oauth.issuer.trim()
  const find = () => {
    onTouched(path)
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
          value={edit.oauth.issuer}
          error={form.problemAt(path)}
          maxLength={2000}
          spellCheck={false}
          inputMode="url"
          onBlur={() => onTouched(path)}
          onChange={(event) => {
            discover.dismiss()
            dispatch({ type: 'part-changed', part: 'oauth', change: { issuer: event.currentTarget.value } })
            if (event.currentTarget.value.trim() !== '') onTouched(path)
          }}
        />
        <Button className={css['find'] ?? ''} loading={discover.isRunning} onClick={find}>
          Find settings
        </Button>
      </div>
      <Switch
        mt={8}
        label="The server publishes no metadata: enter its endpoints"
        checked={edit.oauth.isByHand}
        onChange={(event) =>
          dispatch({ type: 'part-changed', part: 'oauth', change: { isByHand: event.currentTarget.checked } })
        }
      />
      {discover.failure !== null && (
        <div className={css['below']}>
          <FailureNotice failure={discover.failure} on={{ retry: find }} />
        </div>
      )}
      {edit.discovered !== null && <PublishedSettings form={form} discovered={edit.discovered} />}
    </div>
  )
}
