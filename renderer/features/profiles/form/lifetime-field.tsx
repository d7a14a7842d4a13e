import { Select } from '@mantine/core'
import type { LifetimeEdit } from '../edit/answer-source-edit.ts'
import type { FormProps } from './form-props.ts'
import { SourceField } from './source-field.tsx'
import { TextField } from './text-field.tsx'

interface LifetimeFieldProps {
  readonly form: FormProps
  readonly path: string
  readonly lifetime: LifetimeEdit
  readonly onEdited: (lifetime: LifetimeEdit) => void
}

const ways: { value: LifetimeEdit['by']; label: string }[] = [
  { value: 'unknown', label: 'Nobody says; a JWT says it itself' },
  { value: 'answer', label: 'The answer says' },
  { value: 'fixed', label: 'Always the same' },
]
const meanings: { value: LifetimeEdit['means']; label: string }[] = [
  { value: 'seconds', label: 'Seconds from now' },
  { value: 'instant', label: 'The moment it ends' },
]

/** How long the token of a custom login lives. */
export function LifetimeField({ form, path, lifetime, onEdited }: LifetimeFieldProps) {
  return (
    <>
      <Select
        label="How long it lives"
        data={ways}
        value={lifetime.by}
        allowDeselect={false}
        onChange={(by) => by !== null && onEdited({ ...lifetime, by })}
      />
      {lifetime.by === 'fixed' && (
        <TextField
          form={form}
          path={path}
          label="Seconds"
          value={lifetime.seconds}
          mode="numeric"
          maxLength={9}
          onTyped={(seconds) => onEdited({ ...lifetime, seconds })}
        />
      )}
      {lifetime.by === 'answer' && (
        <>
          <Select
            label="What the answer names"
            data={meanings}
            value={lifetime.means}
            allowDeselect={false}
            onChange={(means) => means !== null && onEdited({ ...lifetime, means })}
          />
          <SourceField
            label="Where the lifetime is"
            source={lifetime.source}
            problem={form.problemAt(path)}
            onEdited={(source) => onEdited({ ...lifetime, source })}
            onTouched={() => form.onTouched(path)}
          />
        </>
      )}
    </>
  )
}
