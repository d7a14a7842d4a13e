import { useState } from 'react'
import type { WhichToken } from '@contract/jwt'
import type { ProfileSummary } from '@contract/profiles'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LoadingLines } from '../../ui/loading-lines.tsx'
import { ExplainedToken } from './explained-token.tsx'
import { OwnProof } from './own-proof.tsx'
import type { SessionWithToken, TokenOutlets } from './token-outlets.ts'
import { useToken } from './use-token.ts'
import { WhichSwitch } from './which-switch.tsx'

interface TokenViewProps {
  readonly profile: ProfileSummary
  readonly session: SessionWithToken
  /** The one that a person was sent to; the access token where nobody was. */
  readonly asked: WhichToken
  readonly focusClaim: string | null
  readonly outlets: TokenOutlets
}

const missing = {
  access: { title: 'No access token', words: 'There is nothing to show.' },
  id: {
    title: 'No ID token',
    words:
      'The server gives one when a person signs in and the scope “openid” was asked for (OpenID Connect Core §3.1.2.1).',
  },
  refresh: {
    title: 'No refresh token',
    words:
      'The server gave none: many do so only where the scope “offline_access” was asked for (OpenID Connect Core §11).',
  },
} as const satisfies Record<WhichToken, object>

/** A profile with a token: the access, the ID or the refresh token; of an API key that is no JWT, how it is sent. */
export function TokenView({ profile, session, asked, focusClaim, outlets }: TokenViewProps) {
  const [chosen, setChosen] = useState(asked)
  const [lastAsked, setLastAsked] = useState(asked)
  if (lastAsked !== asked) {
    setLastAsked(asked)
    setChosen(asked)
  }
  const offered: readonly WhichToken[] =
    session.state === 'active' && session.refreshable ? ['access', 'id', 'refresh'] : ['access', 'id']
  const which = offered.includes(chosen) ? chosen : 'access'
  const token = useToken({ of: 'profile', profileId: profile.id, which })
  const signIn = () => outlets.onSignIn(profile.id)
  return (
    <>
      {profile.way.kind === 'oauth' && <WhichSwitch which={which} offered={offered} onChange={setChosen} />}
      {token.state === 'loading' && <LoadingLines label="Loading the token" lines={8} />}
      {token.state === 'failed' && (
        <FailureNotice
          failure={token.failure}
          on={{ retry: token.retry, 'sign-in': signIn, 'unlock-vault': outlets.onOpenVault }}
        />
      )}
      {token.state === 'ready' && token.value === null && session.state === 'standing' && (
        <OwnProof profile={profile} onEdit={() => outlets.onEdit(profile.id)} />
      )}
      {token.state === 'ready' && token.value === null && session.state === 'active' && (
        <EmptyState title={missing[which].title}>{missing[which].words}</EmptyState>
      )}
      {token.state === 'ready' && token.value !== null && (
        <ExplainedToken
          subject={{ of: 'profile', profileId: profile.id, which }}
          token={token.value}
          profile={profile}
          focusClaim={focusClaim}
          outlets={outlets}
        />
      )}
    </>
  )
}
