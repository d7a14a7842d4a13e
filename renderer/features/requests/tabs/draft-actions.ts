import type { Body, Field, RequestDraft, SendAs } from '@contract/requests'
import { linesAfterUrl, urlAfterLines } from '../builder/query-lines.ts'

export type DraftAction =
  | { type: 'method-chosen'; method: string }
  | { type: 'url-typed'; url: string }
  | { type: 'params-edited'; params: Field[] }
  | { type: 'headers-edited'; headers: Field[] }
  | { type: 'body-edited'; body: Body }
  | { type: 'send-as-chosen'; sendAs: SendAs }
  | { type: 'redirects-chosen'; followRedirects: boolean }
  | { type: 'timeout-chosen'; timeoutMs: number }
  | { type: 'notes-typed'; notes: string }

/** Past-tense actions say what happened; the reducer alone decides what that means, as for the address and its table. */
export function reduceDraft(draft: RequestDraft, action: DraftAction): RequestDraft {
  switch (action.type) {
    case 'method-chosen':
      return { ...draft, method: action.method }
    case 'url-typed':
      return { ...draft, url: action.url, params: linesAfterUrl(action.url, draft.params) }
    case 'params-edited':
      return { ...draft, params: action.params, url: urlAfterLines(draft.url, action.params) }
    case 'headers-edited':
      return { ...draft, headers: action.headers }
    case 'body-edited':
      return { ...draft, body: action.body }
    case 'send-as-chosen':
      return { ...draft, sendAs: action.sendAs }
    case 'redirects-chosen':
      return { ...draft, settings: { ...draft.settings, followRedirects: action.followRedirects } }
    case 'timeout-chosen':
      return { ...draft, settings: { ...draft.settings, timeoutMs: action.timeoutMs } }
    case 'notes-typed':
      return { ...draft, notes: action.notes }
  }
}
