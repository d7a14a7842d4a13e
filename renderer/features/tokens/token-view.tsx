import { useState } from 'react'
import type { WhichToken } from '@contract/jwt'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LoadingLines } from '../../ui/loading-lines.tsx'
import { Claims } from './claims.tsx'
import { HeaderSection } from './header-section.tsx'
import { KeptNotice } from './kept-notice.tsx'
import { OwnProof } from './own-proof.tsx'
import { RefreshTrouble } from './refresh-trouble.tsx'
import { Seal } from './seal.tsx'
import { SignInEndNotice } from './sign-in-end.tsx'
import { TokenCard } from './token-card.tsx'
import { TokenTies } from './token-ties.tsx'
import type { TokenViewProps } from './token-view-props.ts'
import { TokenWarnings } from './token-warnings.tsx'
import { useToken } from './use-token.ts'
import { WhichSwitch } from './which-switch.tsx'

/** A profile with a token: its access token or its ID token; of an API key that is no JWT, how it is sent. */
export function TokenView({ profile, session, focusClaim, outlets }: TokenViewProps) {
  const [which, setWhich] = useState<WhichToken>('access')
  const token = useToken(profile.id, which)
  const isOAuth = profile.way.kind === 'oauth'
  const signIn = () => outlets.onSignIn(profile.id)
  return (
    <>
      {isOAuth && <WhichSwitch which={which} onChange={setWhich} />}
      {token.state === 'loading' && <LoadingLines label="Loading the token" lines={8} />}
      {token.state === 'failed' && (
        <FailureNotice failure={token.failure} on={{ retry: token.retry, 'sign-in': signIn }} />
      )}
      {token.state === 'ready' && token.value === null && session.state === 'standing' && (
        <OwnProof profile={profile} onEdit={() => outlets.onEdit(profile.id)} />
      )}
      {token.state === 'ready' && token.value === null && session.state === 'active' && (
        <EmptyState title={which === 'id' ? 'No ID token' : 'No access token'}>
          {which === 'id'
            ? 'The server gives one when a person signs in and the scope “openid” was asked for (OpenID Connect Core §3.1.2.1).'
            : 'There is nothing to show.'}
        </EmptyState>
      )}
      {token.state === 'ready' && token.value !== null && (
        <>
          <TokenCard profile={profile} session={session} token={token.value} outlets={outlets} />
          {session.state === 'active' && (
            <>
              <SignInEndNotice session={session} onSignIn={signIn} />
              <KeptNotice session={session} />
              <RefreshTrouble profile={profile} session={session} onSignIn={signIn} />
            </>
          )}
          {token.value.format === 'jwt' && isOAuth && <Seal profileId={profile.id} token={token.value} />}
          <TokenWarnings warnings={token.value.warnings} />
          <TokenTies claims={token.value.claims} />
          <Claims token={token.value} focusClaim={focusClaim} />
          <HeaderSection header={token.value.header} />
        </>
      )}
    </>
  )
}
