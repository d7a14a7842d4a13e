import { Button } from '@mantine/core'
import type { SecretName } from '@contract/profiles'
import type { FormProps } from './form-props.ts'
import css from './profile-form.module.css'

interface HeldSecretProps {
  readonly form: FormProps
  readonly name: SecretName
  readonly label: string
}

/** A secret that is in the vault: it can be replaced or removed, never read. */
export function HeldSecret({ form, name, label }: HeldSecretProps) {
  const { edit, dispatch } = form
  const isKept = edit.secrets[name] === undefined
  const problem = form.problemAt(`secrets.${name}`)
  return (
    <div className={css['secret']} role="group" aria-label={label}>
      <p className={css['secretLabel']}>{label}</p>
      <p className={css['secretState']}>{isKept ? 'Kept in the vault' : 'Is removed when you save'}</p>
      <div className={css['secretButtons']}>
        <Button
          onClick={() => dispatch({ type: 'secret-changed', name, change: { change: 'replace', value: '' } })}
          {...(problem !== undefined && { 'aria-invalid': true })}
        >
          Replace
        </Button>
        <Button
          variant="subtle"
          onClick={() => dispatch({ type: 'secret-changed', name, change: isKept ? { change: 'clear' } : null })}
        >
          {isKept ? 'Clear' : 'Keep it'}
        </Button>
      </div>
      {problem !== undefined && (
        <p role="alert" className={css['problem']}>
          {problem}
        </p>
      )}
    </div>
  )
}

/** The way back from a replacement. */
export function KeepPresent({ form, name }: Omit<HeldSecretProps, 'label'>) {
  return (
    <Button mt={6} variant="subtle" onClick={() => form.dispatch({ type: 'secret-changed', name, change: null })}>
      Keep the present one
    </Button>
  )
}
