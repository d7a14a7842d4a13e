import { lazy, Suspense, useState } from 'react'
import type { RequestDraft } from '@contract/requests'
import { SubTabs } from '../../../ui/sub-tabs.tsx'
import type { DraftAction } from '../tabs/draft-actions.ts'
import { BodyEditor } from './body-editor.tsx'
import { FieldTable } from '../../../ui/field-table.tsx'
import { HeadersTable } from './headers-table.tsx'
import css from './request-options.module.css'

const RequestOptions = lazy(async () => ({ default: (await import('./request-options.tsx')).RequestOptions }))

type Part = 'params' | 'headers' | 'body' | 'notes' | 'settings'

interface BuilderTabsProps {
  readonly draft: RequestDraft
  readonly onEdit: (edit: DraftAction) => void
}

const bodyLabels = { none: '', json: 'JSON', text: 'Text', form: 'Form' } as const
const countText = (fields: readonly { readonly enabled: boolean }[]) => {
  const count = fields.filter(({ enabled }) => enabled).length
  return count === 0 ? '' : String(count)
}

/** What is sent beside method and address. */
export function BuilderTabs({ draft, onEdit }: BuilderTabsProps) {
  const [part, setPart] = useState<Part>(draft.body.kind === 'none' ? 'params' : 'body')
  return (
    <SubTabs<Part>
      label="Parts of the request"
      chosen={part}
      onChosen={setPart}
      tabs={[
        { id: 'params', label: 'Params', note: countText(draft.params) },
        { id: 'headers', label: 'Headers', note: countText(draft.headers) },
        { id: 'body', label: 'Body', note: bodyLabels[draft.body.kind] },
        { id: 'notes', label: 'Notes', note: draft.notes.trim() === '' ? '' : '•' },
        { id: 'settings', label: 'Settings', note: '' },
      ]}
    >
      {part === 'params' && (
        <FieldTable
          noun="Parameter"
          fields={draft.params}
          onEdited={(params) => onEdit({ type: 'params-edited', params })}
        />
      )}
      {part === 'headers' && (
        <HeadersTable headers={draft.headers} onEdited={(headers) => onEdit({ type: 'headers-edited', headers })} />
      )}
      {part === 'body' && <BodyEditor body={draft.body} onEdited={(body) => onEdit({ type: 'body-edited', body })} />}
      {part === 'notes' && (
        <textarea
          className={css['notes']}
          aria-label="Notes"
          placeholder="What this request is for, what to look at, who to ask. Kept in the request's file."
          value={draft.notes}
          onChange={(event) => onEdit({ type: 'notes-typed', notes: event.currentTarget.value })}
        />
      )}
      {part === 'settings' && (
        <Suspense fallback={null}>
          <RequestOptions settings={draft.settings} onEdit={onEdit} />
        </Suspense>
      )}
    </SubTabs>
  )
}
