import { lazy, Suspense } from 'react'
import type { CodeEditorProps } from './code-mirror.tsx'
import css from './code-editor.module.css'

const LoadedEditor = lazy(async () => ({ default: (await import('./code-mirror.tsx')).CodeMirror }))

/** An editor that arrives after the window does; until then the text itself stands in its place. */
export function CodeEditor(props: CodeEditorProps) {
  return (
    <Suspense fallback={<pre className={css['waiting']}>{props.text.slice(0, 4000)}</pre>}>
      <LoadedEditor {...props} />
    </Suspense>
  )
}
