import { Button } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import type { WhichToken } from '@contract/jwt'
import { queryKeys } from '../../bridge/query-keys.ts'
import { useAsk } from '../../bridge/use-ask.ts'
import { DismissibleFailure } from '../../text/dismissible-failure.tsx'
import { needsPerson } from '../../text/way-words.ts'
import type { Point } from '../../ui/menu-entry.ts'
import { TokenMenu } from './token-menu.tsx'
import css from './token-card.module.css'
import type { TokenViewProps } from './token-view-props.ts'

interface TokenActionsProps extends Omit<TokenViewProps, 'focusClaim'> {
  readonly which: WhichToken
}

/** Refresh, copy, and what the server can do for it. The token itself never comes here: main puts it on the clipboard. */
export function TokenActions({ profile, session, which, outlets }: TokenActionsProps) {
  const facts = [queryKeys.profiles, queryKeys.tokens]
  const refresh = useAsk('tokens.refresh', facts)
  const copy = useAsk('tokens.copy', [queryKeys.timeline(profile.id)])
  const forget = useAsk('tokens.forget', facts)
  const [copied, setCopied] = useState<{ which: WhichToken; clearsAfterSeconds: number } | null>(null)
  const [menuAt, setMenuAt] = useState<Point | null>(null)
  const profileId = profile.id
  const signIn = () => outlets.onSignIn(profileId)
  const failure = refresh.failure ?? copy.failure ?? forget.failure
  const again = refresh.failure === null ? undefined : () => refresh.run({ profileId })
  const dismiss = () => {
    for (const deed of [refresh, copy, forget]) deed.dismiss()
  }
  const canRefresh = session.state === 'active' && session.refreshable
  return (
    <>
      <div className={css['actions']}>
        {canRefresh && (
          <Button
            loading={refresh.isRunning}
            disabled={session.refreshing && !refresh.isRunning}
            onClick={() => refresh.run({ profileId })}
          >
            Refresh
          </Button>
        )}
        {session.state === 'active' && !canRefresh && (
          <Button onClick={signIn}>{needsPerson(profile.way) ? 'Sign in again' : 'Get a new token'}</Button>
        )}
        <Button
          loading={copy.isRunning}
          onClick={() =>
            copy.run({ profileId, which }, ({ clearsAfterSeconds }) => setCopied({ which, clearsAfterSeconds }))
          }
        >
          Copy
        </Button>
        {session.state === 'active' && (
          <>
            <Button loading={forget.isRunning} onClick={() => forget.run({ profileId })}>
              Sign out here
            </Button>
            <Button
              rightSection={<IconChevronDown size={12} aria-hidden="true" />}
              aria-haspopup="menu"
              aria-expanded={menuAt !== null}
              onClick={(event) => {
                const { left, bottom } = event.currentTarget.getBoundingClientRect()
                setMenuAt({ x: left, y: bottom + 2 })
              }}
            >
              More
            </Button>
          </>
        )}
      </div>
      {menuAt !== null && <TokenMenu profile={profile} at={menuAt} outlets={outlets} onClose={() => setMenuAt(null)} />}
      <p role="status" className={css['said']}>
        {copied?.which === which &&
          `Copied. The clipboard is cleared in ${copied.clearsAfterSeconds} s unless you copy something else.`}
      </p>
      {failure !== null && (
        <div className={css['failure']}>
          <DismissibleFailure failure={failure} on={{ 'sign-in': signIn, retry: again }} onDismiss={dismiss} />
        </div>
      )}
    </>
  )
}
