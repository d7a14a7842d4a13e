import { Button, SegmentedControl } from '@mantine/core'
import { useMemo, useRef } from 'react'
import type { Body, Field } from '@contract/requests'
import { formatJson } from '../../../text/format-json.ts'
import { jsonProblem } from '../../../text/json-problem.ts'
import { CodeEditor } from '../../../ui/code-editor/code-editor.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import css from './body-editor.module.css'
import { FieldTable } from '../../../ui/field-table.tsx'

const kinds = [
  { value: 'none', label: 'None' },
  { value: 'json', label: 'JSON' },
  { value: 'text', label: 'Text' },
  { value: 'form', label: 'Form' },
] satisfies { value: Body['kind']; label: string }[]

interface BodyEditorProps {
  readonly body: Body
  readonly onEdited: (body: Body) => void
}

/** The body by kind. What was typed for one kind is still there when the person comes back to it. */
export function BodyEditor({ body, onEdited }: BodyEditorProps) {
  const remembered = useRef<{ text: string; fields: Field[] }>({ text: '', fields: [] })
  const choose = (kind: Body['kind']) => {
    if (body.kind === 'json' || body.kind === 'text') remembered.current.text = body.text
    if (body.kind === 'form') remembered.current.fields = body.fields
    const { text, fields } = remembered.current
    if (kind === 'none') onEdited({ kind })
    else if (kind === 'form') onEdited({ kind, fields })
    else onEdited({ kind, text })
  }
  const problem = useMemo(() => (body.kind === 'json' ? jsonProblem(body.text) : null), [body])
  return (
    <div className={css['body']}>
      <div className={css['bar']}>
        <SegmentedControl
          size="xs"
          aria-label="Kind of body"
          data={kinds}
          value={body.kind}
          onChange={(chosen) => {
            const kind = kinds.find(({ value }) => value === chosen)
            if (kind !== undefined) choose(kind.value)
          }}
        />
        {body.kind === 'json' && (
          <>
            <Button
              variant="subtle"
              disabled={body.text.trim() === ''}
              onClick={() => onEdited({ kind: 'json', text: formatJson(body.text) })}
            >
              Format
            </Button>
            <span className={css['problem']} role="status">
              {problem !== null && `Line ${problem.line}: ${problem.message}`}
            </span>
          </>
        )}
      </div>
      <div className={css['content']}>
        {body.kind === 'none' && (
          <EmptyState title="This request has no body">Choose JSON, text or a form above to send one.</EmptyState>
        )}
        {body.kind === 'form' && (
          <FieldTable noun="Field" fields={body.fields} onEdited={(fields) => onEdited({ kind: 'form', fields })} />
        )}
        {(body.kind === 'json' || body.kind === 'text') && (
          <CodeEditor
            key={body.kind}
            label={body.kind === 'json' ? 'JSON body' : 'Text body'}
            language={body.kind}
            text={body.text}
            problem={problem}
            hint={body.kind === 'json' ? '{ "name": "value" }' : 'Text, sent as it stands'}
            onTyped={(text) => onEdited({ kind: body.kind, text })}
          />
        )}
      </div>
    </div>
  )
}
