import { useState } from 'react'
import type { WhichToken } from '@contract/tokens'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LoadingLines } from '../../ui/loading-lines.tsx'
import { Claims } from './claims.tsx'
import { HeaderSection } from './header-section.tsx'
import { RefreshTrouble } from './refresh-trouble.tsx'
import { Seal } from './seal.tsx'
import { TokenCard } from './token-card.tsx'
import type { TokenViewProps } from './token-view-props.ts'
import { TokenWarnings } from './token-warnings.tsx'
import { useToken } from './use-token.ts'
import { WhichSwitch } from './which-switch.tsx'

/** A signed-in profile: its access token or its ID token. */
export function TokenView({ profile, session, focusClaim, onSignIn }: TokenViewProps) {
  const [which, setWhich] = useState<WhichToken>('access')
  const token = useToken(profile.id, which)
  return (
    <>
      <WhichSwitch which={which} onChange={setWhich} />
      {token.state === 'loading' && <LoadingLines label="Loading the token" lines={8} />}
      {token.state === 'failed' && (
        <FailureNotice failure={token.failure} on={{ retry: token.retry, 'sign-in': onSignIn }} />
      )}
      {token.state === 'ready' && token.value === null && (
        <EmptyState title={which === 'id' ? 'No ID token' : 'No access token'}>
          {which === 'id'
            ? 'The server gives one when a person signs in and the scope “openid” was asked for (OpenID Connect Core §3.1.2.1).'
            : 'There is nothing to show.'}
        </EmptyState>
      )}
      {token.state === 'ready' && token.value !== null && (
        <>
          <TokenCard profile={profile} session={session} token={token.value} onSignIn={onSignIn} />
          {session.trouble !== null && <RefreshTrouble trouble={session.trouble} />}
          {token.value.format === 'jwt' && <Seal profileId={profile.id} token={token.value} />}
          <TokenWarnings warnings={token.value.warnings} />
          <Claims token={token.value} focusClaim={focusClaim} />
          <HeaderSection header={token.value.header} />
        </>
      )}
    </>
  )
}
