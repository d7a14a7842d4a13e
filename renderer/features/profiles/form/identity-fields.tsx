import type { FormProps } from './form-props.ts'
import css from './profile-form.module.css'
import { TextField } from './text-field.tsx'

/** How the profile is called. */
export function IdentityFields(form: FormProps) {
  const { edit, dispatch } = form
  return (
    <div className={css['fields']}>
      <TextField
        form={form}
        path="name"
        label="Name"
        placeholder="alice"
        value={edit.name}
        maxLength={80}
        isFirst
        onTyped={(name) => dispatch({ type: 'changed', change: { name } })}
      />
      <TextField
        form={form}
        path="label"
        label="Label"
        placeholder="customer, staff, m2m"
        value={edit.label}
        maxLength={40}
        onTyped={(label) => dispatch({ type: 'changed', change: { label } })}
      />
    </div>
  )
}
