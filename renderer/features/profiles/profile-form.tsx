import { Button, Modal } from '@mantine/core'
import { useEffect, useReducer, useRef, useState } from 'react'
import type { ProfileId } from '@contract/ids'
import type { ProfileSummary } from '@contract/profiles'
import type { WayKind } from '@contract/ways'
import { queryKeys } from '../../bridge/query-keys.ts'
import { useAsk } from '../../bridge/use-ask.ts'
import { useProfiles } from '../../bridge/use-profiles.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { problemOf } from '../../text/problem-of.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { DialogButtons } from '../../ui/dialog-buttons.tsx'
import { draftOf } from './edit/draft-of.ts'
import { findProblems } from './edit/find-problems.ts'
import { copyOf, editOf, emptyEdit } from './edit/profile-edit.ts'
import { reduceProfile } from './edit/reduce-profile.ts'
import { ProfileFields } from './form/profile-fields.tsx'
import css from './profile-form.module.css'

interface ProfileFormProps {
  /** null adds a new one. */
  readonly profile: ProfileSummary | null
  /** Begins a new profile with the values of `profile`. */
  readonly isCopy?: boolean
  /** The kind that a new one starts with; a person who signs in where nothing is said. */
  readonly kind?: WayKind
  readonly onClose: () => void
  readonly onSaved?: (id: ProfileId) => void
}

function startingEdit(profile: ProfileSummary | null, isCopy: boolean, kind: WayKind) {
  if (profile === null) return kind === 'oauth' ? emptyEdit : { ...emptyEdit, choice: kind }
  return isCopy ? copyOf(profile, `${profile.name} copy`) : editOf(profile)
}

/** Adds or edits a profile of any kind. A failed save changes nothing in the form; leaving with changes asks first. */
export function ProfileForm({ profile, isCopy = false, kind = 'oauth', onClose, onSaved }: ProfileFormProps) {
  const [start] = useState(() => startingEdit(profile, isCopy, kind))
  const [edit, dispatch] = useReducer(reduceProfile, start)
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const [attempts, setAttempts] = useState(0)
  const [isAsking, setAsking] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const refusal = useRef<HTMLDivElement>(null)
  const save = useAsk('profiles.save', [queryKeys.profiles, queryKeys.tokens])
  const profiles = useProfiles()
  const others = profiles.state === 'ready' ? profiles.value.filter(({ id }) => id !== edit.id) : []
  const problems = findProblems(
    edit,
    others.map(({ name }) => name),
  )

  // After a refused save the first field that needs attention has the focus.
  useEffect(() => {
    if (attempts === 0) return
    const wrong = form.current?.querySelector('[aria-invalid="true"]')
    if (wrong instanceof HTMLElement) return wrong.focus()
    // No field is to blame: what main said stands below all of them, out of sight.
    refusal.current?.focus({ preventScroll: true })
    refusal.current?.scrollIntoView({ block: 'center' })
  }, [attempts])
  // A refusal of main is an attempt that failed as well.
  const [seen, setSeen] = useState(save.failure)
  if (seen !== save.failure) {
    setSeen(save.failure)
    if (save.failure !== null) setAttempts((count) => count + 1)
  }

  const problemAt = (path: string) =>
    touched.has(path) || attempts > 0 ? (problems[path] ?? problemOf(save.failure, path)) : undefined
  const touch = (path: string) => {
    // Leaving the first field to choose a kind is no mistake yet.
    if (edit !== start) setTouched((before) => (before.has(path) ? before : new Set([...before, path])))
  }
  const submit = () => {
    setAttempts((count) => count + 1)
    const draft = draftOf(edit)
    if (draft === null || Object.keys(problems).length > 0) return
    save.run(draft, (saved) => {
      onSaved?.(saved.id)
      onClose()
    })
  }
  const leave = () => (JSON.stringify(edit) === JSON.stringify(start) ? onClose() : setAsking(true))
  const title = profile === null ? 'Add a profile' : isCopy ? 'Duplicate the profile' : `Edit “${profile.name}”`
  const waiting = attempts > 0 ? Object.keys(problems).length : 0
  return (
    <Modal opened onClose={leave} title={title} size={880} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <ProfileFields edit={edit} dispatch={dispatch} problemAt={problemAt} onTouched={touch} others={others} />
        {save.failure !== null && (
          <div ref={refusal} tabIndex={-1} className={css['refusal']}>
            <FailureNotice failure={save.failure} on={{ retry: submit }} />
          </div>
        )}
        <DialogButtons isSticky>
          {waiting > 0 && (
            <p role="status">{waiting === 1 ? 'One field needs attention' : `${waiting} fields need attention`}</p>
          )}
          <Button onClick={leave}>Cancel</Button>
          <Button variant="filled" type="submit" loading={save.isRunning}>
            {profile === null || isCopy ? 'Add the profile' : 'Save'}
          </Button>
        </DialogButtons>
      </form>
      {isAsking && (
        <ConfirmDialog
          title="Throw the changes away?"
          confirmLabel="Throw away"
          dangerous
          onConfirm={onClose}
          onCancel={() => setAsking(false)}
        >
          What was typed here is not saved.
        </ConfirmDialog>
      )}
    </Modal>
  )
}
