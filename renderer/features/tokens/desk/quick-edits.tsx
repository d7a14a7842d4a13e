import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { withExpiry, withRole, withScope } from './claim-edits.ts'
import css from './edit-view.module.css'

interface QuickEditsProps {
  readonly claims: string
  readonly onEdited: (claims: string) => void
}

const hourSeconds = 3600

/** The changes that are wanted most, at a press. Only what they are about is touched. */
export function QuickEdits({ claims, onEdited }: QuickEditsProps) {
  const [word, setWord] = useState('')
  const [isStuck, setStuck] = useState(false)
  const added = word.trim()
  const change = (edited: string | null) => {
    setStuck(edited === null)
    if (edited !== null) onEdited(edited)
  }
  return (
    <fieldset className={css['quick']}>
      <legend className={css['legend']}>Quick changes</legend>
      <Button size="compact-xs" onClick={() => change(withExpiry(claims, -hourSeconds, new Date()))}>
        Expired 1 h ago
      </Button>
      <Button size="compact-xs" onClick={() => change(withExpiry(claims, hourSeconds, new Date()))}>
        Valid for 1 h more
      </Button>
      <span className={css['adding']}>
        <TextInput
          aria-label="Scope or role to add"
          placeholder="orders:write"
          value={word}
          spellCheck={false}
          maxLength={500}
          onChange={(event) => setWord(event.currentTarget.value)}
        />
        <Button disabled={added === ''} onClick={() => change(withScope(claims, added))}>
          Add scope
        </Button>
        <Button disabled={added === ''} onClick={() => change(withRole(claims, added))}>
          Add role
        </Button>
      </span>
      <p className={css['problem']} role="status">
        {isStuck && 'The claims are no JSON object at the moment: mend them first.'}
      </p>
    </fieldset>
  )
}
