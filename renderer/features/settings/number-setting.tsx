import { TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { Setting } from './setting.tsx'
import css from './settings.module.css'

interface NumberSettingProps {
  readonly title: string
  readonly hint: string
  readonly unit: string
  readonly min: number
  readonly max: number
  readonly value: number
  readonly problem?: string | undefined
  readonly disabled?: boolean
  readonly onSave: (value: number) => void
}

const before = (unit: string) => (input: React.ReactNode) => (
  <div className={css['withUnit']}>
    {input}
    <span>{unit}</span>
  </div>
)

/** A whole number, saved when the field is left or on Enter. What was typed stays while it is not a fitting number. */
export function NumberSetting(props: NumberSettingProps) {
  const { title, hint, unit, min, max, value, problem, disabled = false, onSave } = props
  const id = useId()
  const [typed, setTyped] = useState<{ readonly text: string; readonly over: number } | null>(null)
  // A value that changed elsewhere replaces what was typed over the old one.
  const text = typed?.over === value ? typed.text : String(value)
  const number = Number(text)
  const isFitting = /^\d+$/.test(text.trim()) && number >= min && number <= max
  const settle = () => {
    if (isFitting && number !== value) onSave(number)
  }
  const said = isFitting ? (problem ?? '') : `A whole number from ${min} to ${max}`
  return (
    <Setting title={title} hint={hint} fieldId={id}>
      <TextInput
        id={id}
        classNames={{ root: css['number'] ?? '', input: css['digits'] ?? '' }}
        inputMode="numeric"
        value={text}
        disabled={disabled}
        error={said !== ''}
        // The library ties a field to its own description only, and takes any other aria-describedby away.
        inputWrapperOrder={['input', 'description']}
        inputContainer={before(unit)}
        description={<>{said}</>}
        descriptionProps={{ role: 'status', className: css['problem'] ?? '' }}
        onChange={(event) => setTyped({ text: event.currentTarget.value, over: value })}
        onBlur={settle}
        onKeyDown={(event) => event.key === 'Enter' && settle()}
      />
    </Setting>
  )
}
