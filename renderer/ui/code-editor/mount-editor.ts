import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language'
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from '@codemirror/search'
import { Compartment, EditorState } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view'
import { languageExtension, type EditorLanguage } from './editor-language.ts'
import { editorLook } from './editor-look.ts'
import { problemField, showProblem, type ProblemRange } from './problem-mark.ts'

export interface EditorOptions {
  readonly label: string
  readonly text: string
  readonly language: EditorLanguage
  readonly readOnly: boolean
  readonly wrap: boolean
  readonly hint: string
  readonly onTyped: (text: string) => void
}

export interface MountedEditor {
  readonly setText: (text: string) => void
  readonly setWrap: (wrap: boolean) => void
  readonly setProblem: (range: ProblemRange) => void
  readonly openSearch: () => void
  readonly destroy: () => void
}

// Bidirectional controls and zero-width characters too, not only the control characters that are shown anyway.
const invisible = /[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/**
 * Opens an editor inside a shadow root of `host`. There its styles go through `adoptedStyleSheets`; in the document
 * itself they would be a <style> element, which the page's CSP refuses.
 */
export function mountEditor(host: HTMLElement, options: EditorOptions): MountedEditor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  const language = new Compartment()
  const wrapping = new Compartment()
  const wrapExtension = (wrap: boolean) => (wrap ? EditorView.lineWrapping : [])
  const access = options.readOnly
    ? [EditorState.readOnly.of(true), highlightSelectionMatches()]
    : [history(), indentOnInput(), placeholder(options.hint)]
  const view = new EditorView({
    root,
    parent: root,
    doc: options.text,
    extensions: [
      lineNumbers(),
      foldGutter(),
      drawSelection(),
      highlightActiveLine(),
      highlightSpecialChars({ addSpecialChars: invisible }),
      bracketMatching(),
      search({ top: false }),
      problemField,
      keymap.of([
        ...searchKeymap,
        ...foldKeymap,
        ...historyKeymap,
        ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
      ]),
      // Tab stops at it without this too; said, checkers see that the scrolled text can be reached by keys.
      EditorView.contentAttributes.of({ 'aria-label': options.label, tabindex: '0' }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !options.readOnly) options.onTyped(update.state.doc.toString())
      }),
      language.of([]),
      wrapping.of(wrapExtension(options.wrap)),
      access,
      editorLook,
    ],
  })
  const addColours = async () => {
    const extension = await languageExtension(options.language)
    // The editor may have been closed while its language was loading.
    if (view.dom.isConnected) view.dispatch({ effects: language.reconfigure(extension) })
  }
  addColours().catch((error: unknown) => reportError(error))
  return {
    setText(text) {
      if (view.state.doc.toString() === text) return
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } })
    },
    setWrap: (wrap) => view.dispatch({ effects: wrapping.reconfigure(wrapExtension(wrap)) }),
    setProblem: (range) => showProblem(view, range),
    openSearch: () => void openSearchPanel(view),
    destroy: () => view.destroy(),
  }
}
