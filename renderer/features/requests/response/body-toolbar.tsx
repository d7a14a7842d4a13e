import { SegmentedControl } from '@mantine/core'
import { IconCopy, IconDownload, IconSearch, IconTextWrap } from '@tabler/icons-react'
import { useState } from 'react'
import type { Failure } from '@contract/failures'
import type { ExchangeId } from '@contract/ids'
import { FailureError } from '../../../bridge/bridge-client.ts'
import { useBridge } from '../../../bridge/bridge-context.tsx'
import { failureText } from '../../../text/failure-text.ts'
import { copyText } from '../../../ui/copy-text.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { keyText } from '../../../ui/key-hint.tsx'
import css from './body-view.module.css'

interface BodyToolbarProps {
  readonly exchangeId: ExchangeId
  /** The two forms by name, or null where there is only one. */
  readonly forms: readonly string[] | null
  readonly form: 'pretty' | 'raw'
  readonly onForm: (form: 'pretty' | 'raw') => void
  readonly wrap: boolean
  readonly onWrap: (wrap: boolean) => void
  readonly onSearch: (() => void) | null
  readonly textToCopy: string | null
  readonly note: string | null
}

type Said = { readonly what: 'nothing' | 'copied' | 'saved' } | { readonly what: 'failed'; readonly failure: Failure }

export function BodyToolbar(props: BodyToolbarProps) {
  const { exchangeId, forms, form, onForm, wrap, onWrap, onSearch, textToCopy, note } = props
  const bridge = useBridge()
  const [said, setSaid] = useState<Said>({ what: 'nothing' })

  async function save(): Promise<void> {
    try {
      const { saved } = await bridge.ask('exchanges.saveBody', { exchangeId })
      setSaid({ what: saved ? 'saved' : 'nothing' })
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      setSaid({ what: 'failed', failure: error.failure })
    }
  }

  return (
    <div className={css['bar']}>
      {forms !== null && (
        <SegmentedControl
          size="xs"
          aria-label="Form of the body"
          data={[
            { value: 'pretty', label: forms[0] ?? '' },
            { value: 'raw', label: forms[1] ?? '' },
          ]}
          value={form}
          onChange={(chosen) => onForm(chosen === 'raw' ? 'raw' : 'pretty')}
        />
      )}
      {note !== null && <span className={css['note']}>{note}</span>}
      <span className={css['said']} role="status">
        {said.what === 'copied' && 'Copied'}
        {said.what === 'saved' && 'Saved'}
        {said.what === 'failed' && failureText(said.failure).title}
      </span>
      {onSearch !== null && (
        <>
          <IconButton
            label="Wrap long lines"
            aria-pressed={wrap}
            data-on={wrap || undefined}
            onClick={() => onWrap(!wrap)}
          >
            <IconTextWrap size={15} />
          </IconButton>
          <IconButton label={`Search in the body (${keyText('Mod+F')})`} onClick={onSearch}>
            <IconSearch size={15} />
          </IconButton>
        </>
      )}
      {textToCopy !== null && (
        <IconButton
          label="Copy what is shown"
          onClick={() => {
            copyText(textToCopy)
            setSaid({ what: 'copied' })
          }}
        >
          <IconCopy size={15} />
        </IconButton>
      )}
      <IconButton label="Save the whole body to a file" onClick={() => void save()}>
        <IconDownload size={15} />
      </IconButton>
    </div>
  )
}
