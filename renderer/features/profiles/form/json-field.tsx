import { jsonProblem } from '../../../text/json-problem.ts'
import { CodeEditor } from '../../../ui/code-editor/code-editor.tsx'
import css from './profile-form.module.css'

interface JsonFieldProps {
  readonly label: string
  readonly description: string
  readonly text: string
  readonly problem: string | undefined
  readonly isSmall?: boolean
  readonly onTyped: (text: string) => void
  readonly onTouched: () => void
}

/** A JSON object in an editor. */
export function JsonField({ label, description, text, problem, isSmall = false, onTyped, onTouched }: JsonFieldProps) {
  return (
    <div className={css['wide']}>
      <p className={css['label']}>{label}</p>
      <div className={css['json']} data-small={isSmall} data-invalid={problem !== undefined} onBlur={onTouched}>
        <CodeEditor label={label} language="json" text={text} problem={jsonProblem(text)} wrap onTyped={onTyped} />
      </div>
      {problem === undefined ? (
        <p className={css['hint']}>{description}</p>
      ) : (
        <p role="alert" className={css['problem']}>
          {problem}
        </p>
      )}
    </div>
  )
}
