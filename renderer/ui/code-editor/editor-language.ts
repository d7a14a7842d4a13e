import { json } from '@codemirror/lang-json'
import type { Extension } from '@codemirror/state'

export type EditorLanguage = 'json' | 'xml' | 'html' | 'text'

/** The colours of a language. JSON is at hand; the rarer ones come when they are first needed. */
export async function languageExtension(language: EditorLanguage): Promise<Extension> {
  switch (language) {
    case 'json':
      return json()
    case 'xml':
      return (await import('@codemirror/lang-xml')).xml()
    case 'html':
      return (await import('@codemirror/lang-html')).html()
    case 'text':
      return []
  }
}
