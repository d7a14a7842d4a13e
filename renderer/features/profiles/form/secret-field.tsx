import { PasswordInput } from '@mantine/core'
import type { SecretName } from '@contract/profiles'
import { wipedWhenGone } from '../../../ui/wiped-when-gone.ts'
import type { FormProps } from './form-props.ts'
import { HeldSecret, KeepPresent } from './held-secret.tsx'
import css from './profile-form.module.css'

interface SecretFieldProps {
  readonly form: FormProps
  readonly name: SecretName
  readonly label: string
  readonly description?: string
}

/** A write-only line: a secret goes in, is replaced or removed, and is never shown again. */
export function SecretField({ form, name, label, description }: SecretFieldProps) {
  const { edit, dispatch } = form
  const change = edit.secrets[name]
  const isHeld = edit.held.includes(name)
  const problem = form.problemAt(`secrets.${name}`)
  if (isHeld && change?.change !== 'replace') return <HeldSecret form={form} name={name} label={label} />
  return (
    <div className={css['wide']}>
      <PasswordInput
        ref={wipedWhenGone}
        label={label}
        description={description ?? 'Goes into the vault. It can be replaced later, never read.'}
        autoComplete="off"
        value={change?.change === 'replace' ? change.value : ''}
        aria-invalid={problem !== undefined}
        error={problem}
        maxLength={100_000}
        visibilityToggleButtonProps={{ 'aria-label': `Show what is typed: ${label}` }}
        onBlur={() => form.onTouched(`secrets.${name}`)}
        onChange={(event) =>
          dispatch({ type: 'secret-changed', name, change: { change: 'replace', value: event.currentTarget.value } })
        }
      />
      {isHeld && <KeepPresent form={form} name={name} />}
    </div>
  )
}
