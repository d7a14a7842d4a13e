import { NativeSelect } from '@mantine/core'
import type { TokenSubject } from '@contract/jwt'
import { useNow } from '../../../bridge/use-now.ts'
import { subjectKey } from './desk-place.ts'
import { subjectChoices } from './subject-choices.ts'
import { subjectTitle, type SubjectFacts } from './subject-words.ts'

interface SubjectPickerProps {
  readonly label: string
  readonly chosen: TokenSubject | null
  readonly facts: SubjectFacts
  readonly onChosen: (subject: TokenSubject) => void
}

/** One of all tokens that there are: of the profiles, earlier ones, and what was pasted or made. */
export function SubjectPicker({ label, chosen, facts, onChosen }: SubjectPickerProps) {
  const now = useNow()
  const groups = subjectChoices(facts, chosen)
  const all = groups.flatMap(({ subjects }) => subjects)
  return (
    <NativeSelect
      size="xs"
      label={label}
      value={chosen === null ? '' : subjectKey(chosen)}
      onChange={(event) => {
        const key = event.currentTarget.value
        const subject = all.find((each) => subjectKey(each) === key)
        if (subject !== undefined) onChosen(subject)
      }}
    >
      {chosen === null && <option value="">Choose a token…</option>}
      {groups.map(({ name, subjects }) => (
        <optgroup key={name} label={name}>
          {subjects.map((subject) => (
            <option key={subjectKey(subject)} value={subjectKey(subject)}>
              {subjectTitle(subject, facts, now)}
            </option>
          ))}
        </optgroup>
      ))}
    </NativeSelect>
  )
}
