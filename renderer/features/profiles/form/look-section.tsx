import { Autocomplete } from '@mantine/core'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { lookSummary } from '../edit/summaries.ts'
import { ColourPicker } from './colour-picker.tsx'
import type { FormProps } from './form-props.ts'
import css from './profile-form.module.css'

/** Where the profile stands in the list, and its mark there. */
export function LookSection({ edit, dispatch, others }: FormProps) {
  const groups = [...new Set(others.map(({ group }) => group))].filter((group) => group !== '')
  return (
    <Disclosure title="Group and colour" summary={lookSummary(edit)}>
      <div className={css['fields']}>
        <Autocomplete
          size="xs"
          label="Group"
          placeholder="No group"
          data={groups}
          value={edit.group}
          maxLength={80}
          onChange={(group) => dispatch({ type: 'changed', change: { group } })}
        />
        <ColourPicker colour={edit.colour} onChosen={(colour) => dispatch({ type: 'changed', change: { colour } })} />
      </div>
    </Disclosure>
  )
}
