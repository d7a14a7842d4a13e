import { useEffect, useRef, useState } from 'react'
import type { ProfileId } from '@contract/ids'
import type { TokenSubject } from '@contract/jwt'
import type { Field } from '@contract/requests'
import { useProfiles } from '../../bridge/use-profiles.ts'
import { PaneSplitter } from '../../ui/pane-splitter.tsx'
import { Toast } from '../../ui/toast.tsx'
import { BuilderTabs } from './builder/builder-tabs.tsx'
import { RequestLine } from './builder/request-line.tsx'
import { hasTypedCredential, withTypedCredential, withoutTypedCredential } from './drop-typed-credential.ts'
import { FileNotice } from './file-notice.tsx'
import { remedyDeed } from './remedy-deed.ts'
import css from './request-view.module.css'
import { ResponseView } from './response/response-view.tsx'
import type { DraftAction } from './tabs/draft-actions.ts'
import { idle, shownAnswer } from './tabs/send-state.ts'
import type { OpenTab } from './tabs/tab-state.ts'
import { useWorkbench, useWorkbenchStore } from './tabs/workbench-store.tsx'
import type { Sending } from './use-send.ts'
import { useStoredRequest } from './use-stored-request.ts'

/** What a request asks of the rest of the window. */
export interface RequestOutlets {
  /** Looks at any token, at one of its claims where that is what matters. */
  readonly onInspect: (subject: TokenSubject, claim: string | null) => void
  readonly onEditProfile: (profileId: ProfileId) => void
  readonly onOpenVault: () => void
  /** Shows what a profile's last sign-in sent, and what was answered. */
  readonly onTrace: (profileId: ProfileId) => void
  /** Looks for the login of the API that the request in front goes to. */
  readonly onFindLogin: () => void
}

interface RequestViewProps extends RequestOutlets {
  readonly tab: OpenTab
  readonly sending: Sending
  readonly onSaveAs: () => void
  /** The response's part of the height, 0.1 to 0.9. */
  readonly responseShare: number
  readonly onShareChanged: (share: number) => void
  readonly onShareSettled: (share: number) => void
}

/** One request: what is sent above, what came back below. */
export function RequestView(props: RequestViewProps) {
  const {
    tab,
    sending,
    responseShare,
    onShareChanged,
    onShareSettled,
    onSaveAs,
    onInspect,
    onEditProfile,
    onOpenVault,
    onTrace,
    onFindLogin,
  } = props
  const store = useWorkbenchStore()
  const sendState = useWorkbench(({ sends }) => sends[tab.id] ?? idle)
  const onceWith = useWorkbench((state) => state.onceWith[tab.id] ?? null)
  const profiles = useProfiles()
  const stored = useStoredRequest(tab.path)
  const whole = useRef<HTMLDivElement>(null)
  const [asMenuOpened, setAsMenuOpened] = useState(false)
  // The headers as they were before a remedy switched the typed credential off.
  const [dropped, setDropped] = useState<readonly Field[] | null>(null)

  const file = stored.state === 'ready' ? stored.value : null
  useEffect(() => {
    if (file !== null) store.happened({ type: 'file-read', request: file })
  }, [file, store])

  const edit = (action: DraftAction) => store.happened({ type: 'draft-edited', id: tab.id, edit: action })
  const onChooseProfile = () => setAsMenuOpened(true)
  const exchangeId = shownAnswer(sendState)?.exchange.id ?? null
  const onDropTyped = () => {
    if (!hasTypedCredential(tab.draft.headers)) return
    setDropped(tab.draft.headers)
    edit({ type: 'headers-edited', headers: withoutTypedCredential(tab.draft.headers) })
  }
  const deeds = { tabId: tab.id, sending, onInspect, onEditProfile, onFindLogin, onChooseProfile, onDropTyped }
  return (
    <div className={css['whole']} ref={whole}>
      <div className={css['builder']} style={{ flexGrow: 1 - responseShare }} data-pane="request" tabIndex={-1}>
        <FileNotice
          tab={tab}
          stored={stored}
          onTakeDisk={() => store.happened({ type: 'disk-version-taken', id: tab.id })}
          onKeepMine={() => store.happened({ type: 'disk-version-dismissed', id: tab.id })}
          onSaveAs={onSaveAs}
        />
        <RequestLine
          tab={tab}
          inherited={file?.inherited ?? null}
          profiles={profiles}
          sendState={sendState}
          asMenuOpened={asMenuOpened}
          onAsMenuOpened={setAsMenuOpened}
          onceWith={onceWith}
          onOnceWith={(token) => store.chooseOnceWith(tab.id, token)}
          onSendWith={(token) => void sending.sendWith(tab.id, token)}
          onEdit={edit}
          onSend={(as) => void sending.send(tab.id, as)}
          onCancel={() => sending.cancel(tab.id)}
        />
        <BuilderTabs draft={tab.draft} onEdit={edit} />
      </div>
      <PaneSplitter
        label="Height of the response"
        orientation="horizontal"
        value={responseShare}
        min={0.1}
        max={0.9}
        step={0.05}
        valueAfter={(start, movedPx) => start - movedPx / Math.max(1, whole.current?.clientHeight ?? 1)}
        onChange={onShareChanged}
        onSettled={onShareSettled}
      />
      <div className={css['response']} style={{ flexGrow: responseShare }}>
        <ResponseView
          state={sendState}
          onRemedy={(remedy) => exchangeId !== null && remedyDeed(remedy, { ...deeds, exchangeId })}
          onInspect={onInspect}
          onSendAs={(sender) => void sending.send(tab.id, sender)}
          onChooseProfile={onChooseProfile}
          onRetry={() => void sending.resend(tab.id)}
          onSignIn={(profileId) => void sending.signInAndSend(tab.id, profileId, [])}
          onEditProfile={onEditProfile}
          onEditRequest={() => whole.current?.querySelector<HTMLElement>('[data-url-field]')?.focus()}
          onOpenVault={onOpenVault}
          onTrace={onTrace}
        />
      </div>
      {dropped !== null && (
        <Toast
          action={{
            label: 'Undo',
            onChoose: () => {
              edit({ type: 'headers-edited', headers: withTypedCredential(tab.draft.headers, dropped) })
              setDropped(null)
            },
          }}
          onClose={() => setDropped(null)}
        >
          The typed credential is switched off in this request
        </Toast>
      )}
    </div>
  )
}
