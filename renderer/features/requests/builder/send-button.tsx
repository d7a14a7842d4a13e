import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { LooseToken } from '@contract/inspection'
import type { ProfileSummary } from '@contract/profiles'
import { keyText } from '../../../ui/key-hint.tsx'
import type { SendState, Sender } from '../tabs/send-state.ts'
import { LooseTokenItems } from './loose-token-items.tsx'
import css from './request-line.module.css'
import { SenderItems } from './sender-items.tsx'

interface SendButtonProps {
  readonly state: SendState
  readonly profiles: readonly ProfileSummary[]
  readonly onSend: () => void
  readonly onSendAs: (sender: Sender) => void
  readonly onSendWith: (token: LooseToken) => void
  readonly onCancel: () => void
}

/** Send, or send once as another; while a request is under way it is the way to stop it. */
export function SendButton({ state, profiles, onSend, onSendAs, onSendWith, onCancel }: SendButtonProps) {
  const [opened, setOpened] = useState(false)
  if (state.phase === 'sending') return <CancelButton startedAtMs={state.startedAtMs} onCancel={onCancel} />
  const isPreparing = state.phase === 'preparing'
  return (
    <div className={css['send']}>
      <Button
        variant="filled"
        className={css['send-main']}
        disabled={isPreparing}
        onClick={onSend}
        title={`Send (${keyText('Mod+Enter')})`}
      >
        Send
      </Button>
      <Menu opened={opened} onChange={setOpened} position="bottom-end" width={290}>
        <Menu.Target>
          <Button
            variant="filled"
            className={css['send-more']}
            disabled={isPreparing}
            aria-label="Send once as another profile"
          >
            <IconChevronDown size={14} aria-hidden="true" />
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={420} className={css['list']}>
          <SenderItems profiles={profiles} onChosen={({ id, name }) => onSendAs({ as: 'profile', id, name })} />
          <Menu.Divider />
          <Menu.Item data-autofocus={profiles.length === 0 || undefined} onClick={() => onSendAs({ as: 'nobody' })}>
            Nobody: without a token
          </Menu.Item>
          <LooseTokenItems isShown={opened} chosen={null} onChosen={onSendWith} />
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}

const quietMs = 400
const elapsedTickMs = 100

/** Most answers come before anyone could read a clock: it appears only for the slow ones. */
function CancelButton({ startedAtMs, onCancel }: { readonly startedAtMs: number; readonly onCancel: () => void }) {
  const [elapsedMs, setElapsedMs] = useState(0)
  useEffect(() => {
    const timer = window.setInterval(() => setElapsedMs(Date.now() - startedAtMs), elapsedTickMs)
    return () => window.clearInterval(timer)
  }, [startedAtMs])
  return (
    <Button className={css['cancel']} onClick={onCancel} title={`Stop waiting (${keyText('Esc')})`}>
      Cancel
      {elapsedMs > quietMs && <span className={css['elapsed']}>{(elapsedMs / 1000).toFixed(1)} s</span>}
    </Button>
  )
}
