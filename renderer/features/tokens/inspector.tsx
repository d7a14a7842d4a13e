import { IconFingerprint } from '@tabler/icons-react'
import type { ProfileId } from '@contract/ids'
import type { ProfileSummary } from '@contract/profiles'
import { useProfiles } from '../../bridge/use-profiles.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LoadingLines } from '../../ui/loading-lines.tsx'
import css from './inspector.module.css'
import { TokenView } from './token-view.tsx'
import { WithoutToken } from './without-token.tsx'

interface InspectorProps {
  readonly profileId: ProfileId | null
  /** A claim to bring into view and to mark, or null. */
  readonly focusClaim: string | null
  readonly onSignIn: (id: ProfileId) => void
}

/** The token of one profile, explained. */
export function Inspector({ profileId, focusClaim, onSignIn }: InspectorProps) {
  const profiles = useProfiles()
  return (
    <section className={css['pane']} aria-label="Inspector">
      {profiles.state === 'loading' && <LoadingLines label="Loading the token" lines={6} />}
      {profiles.state === 'failed' && <FailureNotice failure={profiles.failure} on={{ retry: profiles.retry }} />}
      {profiles.state === 'ready' && (
        <Inspected
          // Each profile begins with its access token, whatever was looked at before.
          key={profileId}
          profile={profiles.value.find(({ id }) => id === profileId) ?? null}
          focusClaim={focusClaim}
          onSignIn={onSignIn}
        />
      )}
    </section>
  )
}

type InspectedProps = Pick<InspectorProps, 'focusClaim' | 'onSignIn'> & { readonly profile: ProfileSummary | null }

function Inspected({ profile, focusClaim, onSignIn }: InspectedProps) {
  if (profile === null) {
    return (
      <EmptyState title="No profile selected" icon={<IconFingerprint size={30} stroke={1.4} />}>
        Choose a profile on the left to see what its token says.
      </EmptyState>
    )
  }
  const { session } = profile
  const signIn = () => onSignIn(profile.id)
  if (session.state !== 'active') return <WithoutToken profile={profile} session={session} onSignIn={signIn} />
  return <TokenView profile={profile} session={session} focusClaim={focusClaim} onSignIn={signIn} />
}
