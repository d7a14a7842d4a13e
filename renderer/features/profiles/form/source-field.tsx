import { Select, TextInput } from '@mantine/core'
import type { SourceEdit } from '../edit/answer-source-edit.ts'
import css from './profile-form.module.css'

interface SourceFieldProps {
  readonly label: string
  readonly source: SourceEdit
  readonly problem: string | undefined
  readonly onEdited: (source: SourceEdit) => void
  readonly onTouched: () => void
}

const places: { value: SourceEdit['from']; label: string }[] = [
  { value: 'json', label: 'JSON body' },
  { value: 'header', label: 'Header' },
  { value: 'cookie', label: 'Cookie' },
]
const placeholders = { json: '$.data.token', header: 'X-Auth-Token', cookie: 'session' } as const

/** Where in an answer a value stands: a JSON path, a header or a cookie. */
export function SourceField({ label, source, problem, onEdited, onTouched }: SourceFieldProps) {
  const isJson = source.from === 'json'
  return (
    <div className={css['wide']} role="group" aria-label={label}>
      <p className={css['label']}>{label}</p>
      <div className={css['source']}>
        <Select
          aria-label={`${label}: where`}
          data={places}
          value={source.from}
          allowDeselect={false}
          onChange={(from) => from !== null && onEdited({ ...source, from })}
        />
        <TextInput
          aria-label={`${label}: ${isJson ? 'path' : 'name'}`}
          placeholder={placeholders[source.from]}
          value={isJson ? source.path : source.name}
          error={problem}
          maxLength={isJson ? 500 : 200}
          spellCheck={false}
          onBlur={onTouched}
          onChange={(event) =>
            onEdited(
              isJson ? { ...source, path: event.currentTarget.value } : { ...source, name: event.currentTarget.value },
            )
          }
        />
      </div>
    </div>
  )
}
