import { useId, useMemo } from 'react'
import { jsonProblem } from '../../../text/json-problem.ts'
import { CodeEditor } from '../../../ui/code-editor/code-editor.tsx'
import css from './edit-view.module.css'

interface PartEditorProps {
  readonly label: 'Header' | 'Claims'
  readonly text: string
  /** What main said of it; null where it said nothing. */
  readonly problem: string | null
  readonly isTall?: boolean
  readonly onTyped: (text: string) => void
}

/** One part of a token as JSON, with the place marked where it stops being that. */
export function PartEditor({ label, text, problem, isTall = false, onTyped }: PartEditorProps) {
  const id = useId()
  const fault = useMemo(() => jsonProblem(text), [text])
  return (
    <section className={css['part']} aria-labelledby={id}>
      <h3 className={css['legend']} id={id}>
        {label}
      </h3>
      <div className={isTall ? css['tall'] : css['low']} data-problem={problem !== null || undefined}>
        <CodeEditor label={`${label} as JSON`} language="json" text={text} problem={fault} wrap onTyped={onTyped} />
      </div>
      <p className={css['problem']} role="status">
        {problem ?? (fault === null ? '' : `Line ${fault.line}: ${fault.message}`)}
      </p>
    </section>
  )
}
