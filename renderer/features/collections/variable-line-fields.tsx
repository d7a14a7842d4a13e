import { Checkbox } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useId } from 'react'
import { IconButton } from '../../ui/icon-button.tsx'
import type { VariableLine } from './edit-environment.ts'
import css from './environment-dialog.module.css'

interface VariableLineFieldsProps {
  readonly line: VariableLine
  readonly number: number
  readonly problem: string | null
  readonly onChange: (change: Partial<Omit<VariableLine, 'key'>>) => void
  readonly onRemove: () => void
}

/** One variable: whether it counts, its name, its value. */
export function VariableLineFields({ line, number, problem, onChange, onRemove }: VariableLineFieldsProps) {
  const problemId = useId()
  const title = line.name.trim() === '' ? `variable ${number}` : line.name.trim()
  return (
    <li className={css['line']}>
      <Checkbox
        size="xs"
        aria-label={`Use ${title}`}
        checked={line.enabled}
        onChange={(event) => onChange({ enabled: event.currentTarget.checked })}
      />
      <input
        className={css['cell']}
        aria-label={`Name of variable ${number}`}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : problemId}
        placeholder="name"
        spellCheck={false}
        value={line.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <input
        className={css['cell']}
        aria-label={`Value of ${title}`}
        placeholder="value"
        spellCheck={false}
        value={line.value}
        onChange={(event) => onChange({ value: event.currentTarget.value })}
      />
      <IconButton label={`Remove ${title}`} onClick={onRemove}>
        <IconTrash size={14} />
      </IconButton>
      {problem !== null && (
        <small id={problemId} className={css['problem']}>
          {problem}
        </small>
      )}
    </li>
  )
}
