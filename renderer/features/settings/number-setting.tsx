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
  readonly onSave: (value: number) => void
}

/** A whole number, saved when the field is left or on Enter. What was typed stays while it is not a fitting number. */
export function NumberSetting({ title, hint, unit, min, max, value, problem, onSave }: NumberSettingProps) {
  const id = useId()
  const [typed, setTyped] = useState<{ readonly text: string; readonly over: number } | null>(null)
  // A value that changed elsewhere replaces what was typed over the old one.
  const text = typed?.over === value ? typed.text : String(value)
  const number = Number(text)
  const isFitting = /^\d+$/.test(text.trim()) && number >= min && number <= max
  const settle = () => {
    if (isFitting && number !== value) onSave(number)
  }
  return (
    <Setting title={title} hint={hint} fieldId={id}>
      <div className={css['withUnit']}>
        <TextInput
          id={id}
          w={90}
          inputMode="numeric"
          value={text}
          error={!isFitting || problem !== undefined}
          aria-describedby={`${id}-said`}
          onChange={(event) => setTyped({ text: event.currentTarget.value, over: value })}
          onBlur={settle}
          onKeyDown={(event) => event.key === 'Enter' && settle()}
        />
        <span>{unit}</span>
      </div>
      <p id={`${id}-said`} role="status" className={css['problem']}>
        {isFitting ? (problem ?? '') : `A whole number from ${min} to ${max}`}
      </p>
    </Setting>
  )
}
