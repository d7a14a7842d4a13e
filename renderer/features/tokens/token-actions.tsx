import { Button } from '@mantine/core'
import { useState } from 'react'
import type { WhichToken } from '@contract/tokens'
import { queryKeys } from '../../bridge/query-keys.ts'
import { useAsk } from '../../bridge/use-ask.ts'
import { DismissibleFailure } from '../../text/dismissible-failure.tsx'
import css from './token-card.module.css'
import type { TokenViewProps } from './token-view-props.ts'

interface TokenActionsProps extends Omit<TokenViewProps, 'focusClaim'> {
  readonly which: WhichToken
}

/** Refresh, copy, sign out. The token itself never comes here: main puts it on the clipboard. */
export function TokenActions({ profile, session, which, onSignIn }: TokenActionsProps) {
  const facts = [queryKeys.profiles, queryKeys.tokens]
  const refresh = useAsk('tokens.refresh', facts)
  const copy = useAsk('tokens.copy')
  const forget = useAsk('tokens.forget', facts)
  const [copied, setCopied] = useState<{ which: WhichToken; clearsAfterSeconds: number } | null>(null)
  const profileId = profile.id
  const failure = refresh.failure ?? copy.failure ?? forget.failure
  const again = refresh.failure === null ? undefined : () => refresh.run({ profileId })
  const dismiss = () => {
    for (const deed of [refresh, copy, forget]) deed.dismiss()
  }
  return (
    <>
      <div className={css['actions']}>
        {session.refreshable ? (
          <Button
            loading={refresh.isRunning}
            disabled={session.refreshing && !refresh.isRunning}
            onClick={() => refresh.run({ profileId })}
          >
            Refresh
          </Button>
        ) : (
          <Button onClick={onSignIn}>
            {profile.grant === 'client_credentials' ? 'Get a new token' : 'Sign in again'}
          </Button>
        )}
        <Button
          loading={copy.isRunning}
          onClick={() =>
            copy.run({ profileId, which }, ({ clearsAfterSeconds }) => setCopied({ which, clearsAfterSeconds }))
          }
        >
          Copy
        </Button>
        <Button loading={forget.isRunning} onClick={() => forget.run({ profileId })}>
          Sign out here
        </Button>
      </div>
      <p role="status" className={css['said']}>
        {copied?.which === which &&
          `Copied. The clipboard is cleared in ${copied.clearsAfterSeconds} s unless you copy something else.`}
      </p>
      {failure !== null && (
        <div className={css['failure']}>
          <DismissibleFailure failure={failure} on={{ 'sign-in': onSignIn, retry: again }} onDismiss={dismiss} />
        </div>
      )}
    </>
  )
}
