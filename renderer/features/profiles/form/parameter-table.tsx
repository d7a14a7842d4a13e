import { Button, Select, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { ExtraParameter } from '@contract/oauth'
import { IconButton } from '../../../ui/icon-button.tsx'
import css from './profile-form.module.css'

interface ParameterTableProps {
  readonly parameters: readonly ExtraParameter[]
  /** The grant has an authorisation request that a parameter may go into. */
  readonly hasAuthorization: boolean
  readonly problem: string | undefined
  readonly onEdited: (parameters: ExtraParameter[]) => void
  readonly onTouched: () => void
}

const places: { value: ExtraParameter['on']; label: string }[] = [
  { value: 'authorization', label: 'Sign-in page' },
  { value: 'token', label: 'Token request' },
  { value: 'both', label: 'Both' },
]

/** Parameters that no other field has, and which request each goes into. */
export function ParameterTable({ parameters, hasAuthorization, problem, onEdited, onTouched }: ParameterTableProps) {
  const change = (index: number, part: Partial<ExtraParameter>) =>
    onEdited(parameters.map((each, at) => (at === index ? { ...each, ...part } : each)))
  const add = () => onEdited([...parameters, { name: '', value: '', on: hasAuthorization ? 'authorization' : 'token' }])
  return (
    <div className={css['wide']} role="group" aria-label="Extra parameters">
      <p className={css['label']}>Extra parameters</p>
      {parameters.map((parameter, index) => (
        // A line is known by its place only: two may be equal.
        // eslint-disable-next-line react/no-array-index-key -- see the line above
        <div key={index} className={css['parameter']}>
          <TextInput
            aria-label={`Parameter ${index + 1} name`}
            placeholder="audience"
            value={parameter.name}
            maxLength={200}
            spellCheck={false}
            aria-invalid={problem !== undefined && parameter.name.trim() === ''}
            onBlur={onTouched}
            onChange={(event) => change(index, { name: event.currentTarget.value })}
          />
          <TextInput
            aria-label={`Parameter ${index + 1} value`}
            value={parameter.value}
            maxLength={10_000}
            spellCheck={false}
            onChange={(event) => change(index, { value: event.currentTarget.value })}
          />
          <Select
            aria-label={`Parameter ${index + 1} is sent in`}
            data={places}
            value={parameter.on}
            allowDeselect={false}
            onChange={(on) => on !== null && change(index, { on })}
          />
          <IconButton label={`Remove parameter ${index + 1}`} onClick={() => onEdited(parameters.toSpliced(index, 1))}>
            <IconX size={14} />
          </IconButton>
        </div>
      ))}
      <Button variant="subtle" leftSection={<IconPlus size={13} />} disabled={parameters.length >= 50} onClick={add}>
        Add a parameter
      </Button>
      {problem !== undefined && <p className={css['problem']}>{problem}</p>}
    </div>
  )
}
