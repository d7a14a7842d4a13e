import { useEffect, useImperativeHandle, useRef, type Ref } from 'react'
import css from './code-editor.module.css'
import type { EditorLanguage } from './editor-language.ts'
import { mountEditor, type MountedEditor } from './mount-editor.ts'
import type { ProblemRange } from './problem-mark.ts'

export interface EditorHandle {
  readonly openSearch: () => void
}

export interface CodeEditorProps {
  /** Its name for a screen reader. */
  readonly label: string
  readonly text: string
  readonly language: EditorLanguage
  readonly readOnly?: boolean
  readonly wrap?: boolean
  /** Shown while an editable one is empty. */
  readonly hint?: string
  readonly problem?: ProblemRange
  readonly onTyped?: (text: string) => void
  readonly handle?: Ref<EditorHandle>
}

/** CodeMirror as a component. Loaded after the first paint: see code-editor.tsx. */
export function CodeMirror(props: CodeEditorProps) {
  const { label, text, language, readOnly = false, wrap = false, hint = '', problem = null, onTyped, handle } = props
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<MountedEditor | null>(null)
  const latest = useRef({ text, wrap, hint, onTyped })
  useEffect(() => {
    latest.current = { text, wrap, hint, onTyped }
  })

  useEffect(() => {
    if (host.current === null) return
    const { onTyped: _later, ...now } = latest.current
    const mounted = mountEditor(host.current, {
      ...now,
      label,
      language,
      readOnly,
      onTyped: (typed) => latest.current.onTyped?.(typed),
    })
    editor.current = mounted
    return () => {
      editor.current = null
      mounted.destroy()
    }
  }, [label, language, readOnly])
  useEffect(() => {
    editor.current?.setText(text)
    editor.current?.setProblem(problem)
  }, [text, problem])
  useEffect(() => editor.current?.setWrap(wrap), [wrap])
  useImperativeHandle(handle, () => ({ openSearch: () => editor.current?.openSearch() }), [])

  return <div ref={host} className={css['host']} />
}
