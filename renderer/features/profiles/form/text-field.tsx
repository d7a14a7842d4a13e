import { TextInput } from '@mantine/core'
import type { FormProps } from './form-props.ts'
import css from './profile-form.module.css'

interface TextFieldProps {
  readonly form: FormProps
  /** Where its problems are found. */
  readonly path: string
  readonly label: string
  readonly value: string
  readonly onTyped: (text: string) => void
  readonly description?: React.ReactNode
  readonly placeholder?: string
  readonly maxLength?: number
  readonly isWide?: boolean
  readonly isFirst?: boolean
  /** 'url' and 'numeric' choose what a touch keyboard shows; none of them is spelt. */
  readonly mode?: 'text' | 'url' | 'numeric'
}

/** One line of text of a profile, with its problem once it was touched. */
export function TextField(props: TextFieldProps) {
  const { form, path, label, value, onTyped, maxLength = 500, isWide = false, isFirst = false, mode = 'text' } = props
  const problem = form.problemAt(path)
  return (
    <TextInput
      className={isWide ? (css['wide'] ?? '') : ''}
      label={label}
      {...(props.description !== undefined && { description: props.description })}
      {...(props.placeholder !== undefined && { placeholder: props.placeholder })}
      {...(isFirst && { 'data-autofocus': true })}
      value={value}
      error={problem}
      maxLength={maxLength}
      spellCheck={false}
      autoComplete="off"
      inputMode={mode}
      onBlur={() => form.onTouched(path)}
      onChange={(event) => onTyped(event.currentTarget.value)}
    />
  )
}
