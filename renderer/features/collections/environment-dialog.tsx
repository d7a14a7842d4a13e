import { Button, Modal, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useReducer, useState } from 'react'
import { useAsk } from '../../bridge/use-ask.ts'
import { queryKeys } from '../../bridge/query-keys.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { problemOf } from '../../text/problem-of.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { DialogButtons } from '../../ui/dialog-buttons.tsx'
import { BuiltInVariables } from './built-in-variables.tsx'
import { contentOf, editOf, lineProblem, reduceEnvironment } from './edit-environment.ts'
import css from './environment-dialog.module.css'
import type { EnvironmentReply } from './use-environment.ts'
import { VariableLineFields } from './variable-line-fields.tsx'

interface EnvironmentDialogProps {
  readonly reply: EnvironmentReply
  readonly onClose: () => void
}

/** The environment's variables as a table. What was typed stays until it is saved or thrown away on purpose. */
export function EnvironmentDialog({ reply, onClose }: EnvironmentDialogProps) {
  const [edit, dispatch] = useReducer(reduceEnvironment, reply.environment, editOf)
  const [isAsking, setAsking] = useState(false)
  const save = useAsk('environment.save', [queryKeys.environment, ['preview']])
  const content = contentOf(edit)
  const isChanged = JSON.stringify(content) !== JSON.stringify(reply.environment)
  const isSound = content.name !== '' && edit.lines.every((line) => lineProblem(line, edit.lines) === null)
  const nameProblem = content.name === '' ? 'Give it a name' : problemOf(save.failure, 'name')
  const leave = () => (isChanged ? setAsking(true) : onClose())

  return (
    <Modal opened onClose={leave} title="Environment" size={720} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isSound) save.run(content, onClose)
        }}
      >
        <TextInput
          label="Name"
          w={260}
          value={edit.name}
          error={nameProblem}
          onChange={(event) => dispatch({ type: 'environment-renamed', name: event.currentTarget.value })}
        />
        <h3 className={css['heading']}>Variables</h3>
        <p className={css['hint']}>
          Written as <code>{'{{name}}'}</code> in an address, a header, a body or a profile. They are kept as plain text
          in the workspace folder: no passwords here.
        </p>
        <ul className={css['lines']} aria-label="Variables">
          {edit.lines.map((line, index) => (
            <VariableLineFields
              key={line.key}
              line={line}
              number={index + 1}
              problem={lineProblem(line, edit.lines)}
              onChange={(change) => dispatch({ type: 'line-changed', key: line.key, change })}
              onRemove={() => dispatch({ type: 'line-removed', key: line.key })}
            />
          ))}
        </ul>
        {edit.lines.length === 0 && <p className={css['hint']}>None yet.</p>}
        <Button variant="subtle" leftSection={<IconPlus size={14} />} onClick={() => dispatch({ type: 'line-added' })}>
          Add a variable
        </Button>
        <BuiltInVariables variables={reply.builtIn} overridden={content.variables} />
        {save.failure !== null && (
          <FailureNotice failure={save.failure} on={{ retry: () => save.run(content, onClose) }} />
        )}
        <DialogButtons>
          <Button onClick={leave}>Cancel</Button>
          <Button variant="filled" type="submit" loading={save.isRunning} disabled={!isSound || !isChanged}>
            Save
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
          The variables were changed and not saved.
        </ConfirmDialog>
      )}
    </Modal>
  )
}
