import { NumberInput, Switch } from '@mantine/core'
import type { RequestDraft } from '@contract/requests'
import type { DraftAction } from '../tabs/draft-actions.ts'
import css from './request-options.module.css'

interface RequestOptionsProps {
  readonly settings: RequestDraft['settings']
  readonly onEdit: (edit: DraftAction) => void
}

const secondMs = 1000

export function RequestOptions({ settings, onEdit }: RequestOptionsProps) {
  return (
    <div className={css['options']}>
      <Switch
        label="Follow redirects"
        description="Credentials are left out when a redirect goes to another origin."
        checked={settings.followRedirects}
        onChange={(event) => onEdit({ type: 'redirects-chosen', followRedirects: event.currentTarget.checked })}
      />
      <NumberInput
        label="Give up after"
        description="From Send to the last byte, 0.1 to 600 seconds."
        suffix=" s"
        min={0.1}
        max={600}
        step={5}
        decimalScale={1}
        clampBehavior="blur"
        value={settings.timeoutMs / secondMs}
        onChange={(seconds) => {
          const timeoutMs = typeof seconds === 'number' ? Math.round(seconds * secondMs) : Number.NaN
          if (timeoutMs >= 100 && timeoutMs <= 600_000) onEdit({ type: 'timeout-chosen', timeoutMs })
        }}
      />
    </div>
  )
}
