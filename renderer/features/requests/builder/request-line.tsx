import type { StoredRequest } from '@contract/collections'
import type { LooseToken } from '@contract/inspection'
import type { ProfileSummary } from '@contract/profiles'
import type { Loadable } from '../../../bridge/loadable.ts'
import type { DraftAction } from '../tabs/draft-actions.ts'
import type { SendState, Sender } from '../tabs/send-state.ts'
import type { OpenTab } from '../tabs/tab-state.ts'
import { AddressPreview } from './address-preview.tsx'
import { AsMenu } from './as-menu.tsx'
import { MethodSelect } from './method-select.tsx'
import css from './request-line.module.css'
import { SendButton } from './send-button.tsx'
import { UrlField } from './url-field.tsx'
import { usePreview } from './use-preview.ts'

interface RequestLineProps {
  readonly tab: OpenTab
  readonly inherited: StoredRequest['inherited'] | null
  readonly profiles: Loadable<readonly ProfileSummary[]>
  readonly sendState: SendState
  readonly asMenuOpened: boolean
  readonly onAsMenuOpened: (opened: boolean) => void
  /** What the next Send carries in place of the profile's token. */
  readonly onceWith: LooseToken | null
  readonly onOnceWith: (token: LooseToken | null) => void
  readonly onSendWith: (token: LooseToken) => void
  readonly onEdit: (edit: DraftAction) => void
  readonly onSend: (as?: Sender) => void
  readonly onCancel: () => void
}

/** Method, address, sender and Send, with the address as it will be sent below. */
export function RequestLine(props: RequestLineProps) {
  const { tab, inherited, profiles, sendState, asMenuOpened, onAsMenuOpened } = props
  const { onceWith, onOnceWith, onSendWith, onEdit, onSend, onCancel } = props
  const { draft } = tab
  const preview = usePreview(draft)
  return (
    <div className={css['line-and-preview']}>
      <div className={css['line']}>
        <MethodSelect method={draft.method} onChosen={(method) => onEdit({ type: 'method-chosen', method })} />
        <UrlField
          url={draft.url}
          unknownVariables={preview.state === 'ready' ? preview.value.unknownVariables : []}
          onTyped={(url) => onEdit({ type: 'url-typed', url })}
        />
        <AsMenu
          sendAs={draft.sendAs}
          inherited={inherited}
          profiles={profiles}
          opened={asMenuOpened}
          onOpened={onAsMenuOpened}
          onChosen={(sendAs) => onEdit({ type: 'send-as-chosen', sendAs })}
          onceWith={onceWith}
          onOnceWith={onOnceWith}
        />
        <SendButton
          state={sendState}
          profiles={profiles.state === 'ready' ? profiles.value : []}
          onSend={() => onSend()}
          onSendAs={onSend}
          onSendWith={onSendWith}
          onCancel={onCancel}
        />
      </div>
      <AddressPreview url={draft.url} preview={preview} />
    </div>
  )
}
