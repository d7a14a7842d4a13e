import type { SecretName } from '@contract/profiles'
import type { FormProps } from './form-props.ts'
import { HeldSecret, KeepPresent } from './held-secret.tsx'
import { PemField } from './pem-field.tsx'

interface KeyFieldProps {
  readonly form: FormProps
  readonly name: SecretName
  readonly label: string
  readonly description: string
}

/** A private key, in PEM or as a JWK: pasted or loaded, kept in the vault, never shown again. */
export function KeyField({ form, name, label, description }: KeyFieldProps) {
  const { edit, dispatch } = form
  const change = edit.secrets[name]
  const isHeld = edit.held.includes(name)
  if (isHeld && change?.change !== 'replace') return <HeldSecret form={form} name={name} label={label} />
  return (
    <>
      <PemField
        label={label}
        description={description}
        placeholder="-----BEGIN PRIVATE KEY-----"
        value={change?.change === 'replace' ? change.value : ''}
        problem={form.problemAt(`secrets.${name}`)}
        accept=".pem,.key,.jwk,.json,.txt"
        isSecret
        onTyped={(value) => dispatch({ type: 'secret-changed', name, change: { change: 'replace', value } })}
        onTouched={() => form.onTouched(`secrets.${name}`)}
      />
      {isHeld && <KeepPresent form={form} name={name} />}
    </>
  )
}
