import { IconFingerprint } from '@tabler/icons-react'
import type { ProfileId } from '@contract/ids'
import type { TokenSubject } from '@contract/jwt'
import type { ProfileSummary } from '@contract/profiles'
import type { Way } from '@contract/ways'
import { useProfiles } from '../../bridge/use-profiles.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LoadingLines } from '../../ui/loading-lines.tsx'
import css from './inspector.module.css'
import { OwnProof } from './own-proof.tsx'
import { Timeline } from './timeline.tsx'
import type { InspectorOutlets } from './token-outlets.ts'
import { TokenView } from './token-view.tsx'
import { WithoutToken } from './without-token.tsx'

interface InspectorProps extends InspectorOutlets {
  /** The profile that is chosen. */
  readonly profileId: ProfileId | null
  /** Another token than that profile's access token; null: that one. */
  readonly subject: TokenSubject | null
  /** A claim to bring into view and to mark, or null. */
  readonly focusClaim: string | null
}

/** The token of one profile, explained. */
export function Inspector({ profileId, focusClaim, ...outlets }: InspectorProps) {
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
          outlets={outlets}
        />
      )}
    </section>
  )
}

interface InspectedProps {
  readonly profile: ProfileSummary | null
  readonly focusClaim: string | null
  readonly outlets: InspectorOutlets
}

/** Only tokens that are got and renewed have a life to tell of. */
const isWithTimeline = ({ kind }: Way) => kind === 'oauth' || kind === 'custom_login' || kind === 'signed_jwt'

function Inspected({ profile, focusClaim, outlets }: InspectedProps) {
  if (profile === null) {
    return (
      <EmptyState title="No profile selected" icon={<IconFingerprint size={30} stroke={1.4} />}>
        Choose a profile on the left to see what its token says.
      </EmptyState>
    )
  }
  const { session, way } = profile
  const edit = () => outlets.onEdit(profile.id)
  const isWithToken = way.kind === 'static_token' || way.kind === 'signed_jwt'
  if (session.state === 'standing' && !isWithToken) return <OwnProof profile={profile} onEdit={edit} />
  if (session.state !== 'active' && session.state !== 'standing') {
    return (
      <>
        <WithoutToken profile={profile} session={session} outlets={outlets} />
        {isWithTimeline(way) && <Timeline profile={profile} />}
      </>
    )
  }
  return (
    <>
      <TokenView profile={profile} session={session} focusClaim={focusClaim} outlets={outlets} />
      {isWithTimeline(way) && <Timeline profile={profile} />}
    </>
  )
}
