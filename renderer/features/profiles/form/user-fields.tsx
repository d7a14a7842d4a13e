import type { FormProps } from './form-props.ts'
import { SecretField } from './secret-field.tsx'
import { TextField } from './text-field.tsx'

interface UserFieldsProps {
  readonly form: FormProps
  readonly path: string
}

/** A user name, and the password that belongs to it. */
export function UserFields({ form, path }: UserFieldsProps) {
  return (
    <>
      <TextField
        form={form}
        path={path}
        label="User name"
        value={form.edit.username}
        isWide
        onTyped={(username) => form.dispatch({ type: 'changed', change: { username } })}
      />
      <SecretField form={form} name="password" label="Password" />
    </>
  )
}
