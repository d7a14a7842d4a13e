import { html } from '@codemirror/lang-html'
import { json } from '@codemirror/lang-json'
import { xml } from '@codemirror/lang-xml'
import type { Extension } from '@codemirror/state'

export type EditorLanguage = 'json' | 'xml' | 'html' | 'text'

export function languageExtension(language: EditorLanguage): Extension {
  switch (language) {
    case 'json':
      return json()
    case 'xml':
      return xml()
    case 'html':
      return html()
    case 'text':
      return []
  }
}
