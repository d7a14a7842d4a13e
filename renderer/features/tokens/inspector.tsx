import { Button } from '@mantine/core'
import { IconFingerprint, IconScan } from '@tabler/icons-react'
import type { ProfileId } from '@contract/ids'
import type { TokenSubject, WhichToken } from '@contract/jwt'
import type { ProfileSummary } from '@contract/profiles'
import type { Way } from '@contract/ways'
import { useProfiles } from '../../bridge/use-profiles.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LoadingLines } from '../../ui/loading-lines.tsx'
import css from './inspector.module.css'
import { OtherToken } from './other-token.tsx'
import { OwnProof } from './own-proof.tsx'
import { Timeline } from './timeline.tsx'
import { TokenHistory } from './token-history.tsx'
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

/** One token, explained: of the chosen profile, or any other that a person was sent to. */
export function Inspector({ profileId, subject, focusClaim, ...outlets }: InspectorProps) {
  const profiles = useProfiles()
  const find = (id: ProfileId | null) =>
    (profiles.state === 'ready' ? profiles.value.find((each) => each.id === id) : undefined) ?? null
  return (
    <section className={css['pane']} aria-label="Inspector">
      {profiles.state === 'loading' && <LoadingLines label="Loading the token" lines={6} />}
      {profiles.state === 'failed' && <FailureNotice failure={profiles.failure} on={{ retry: profiles.retry }} />}
      {profiles.state === 'ready' &&
        (subject === null || subject.of === 'profile' ? (
          <OfProfile
            // Each profile begins with its access token, whatever was looked at before.
            key={subject?.profileId ?? profileId}
            profile={find(subject?.profileId ?? profileId)}
            asked={subject?.which ?? 'access'}
            focusClaim={focusClaim}
            outlets={outlets}
          />
        ) : (
          <OtherToken
            subject={subject}
            chosen={find(profileId)}
            owner={subject.of === 'past' ? find(subject.profileId) : null}
            focusClaim={focusClaim}
            outlets={outlets}
          />
        ))}
      <p className={css['desk']}>
        <Button
          variant="subtle"
          leftSection={<IconScan size={15} aria-hidden="true" />}
          onClick={() => outlets.onOpenDesk()}
        >
          Inspect another token…
        </Button>
      </p>
    </section>
  )
}

interface OfProfileProps {
  readonly profile: ProfileSummary | null
  readonly asked: WhichToken
  readonly focusClaim: string | null
  readonly outlets: InspectorOutlets
}

/** Only tokens that are got and renewed have a life to tell of. */
const isWithTimeline = ({ kind }: Way) => kind === 'oauth' || kind === 'custom_login' || kind === 'signed_jwt'

function OfProfile({ profile, asked, focusClaim, outlets }: OfProfileProps) {
  if (profile === null) {
    return (
      <EmptyState title="No profile selected" icon={<IconFingerprint size={30} stroke={1.4} />}>
        Choose a profile on the left to see what its token says.
      </EmptyState>
    )
  }
  const { session, way } = profile
  const isWithToken = way.kind === 'static_token' || way.kind === 'signed_jwt'
  if (session.state === 'standing' && !isWithToken) {
    return <OwnProof profile={profile} onEdit={() => outlets.onEdit(profile.id)} />
  }
  return (
    <>
      {session.state === 'active' || session.state === 'standing' ? (
        <TokenView profile={profile} session={session} asked={asked} focusClaim={focusClaim} outlets={outlets} />
      ) : (
        <WithoutToken profile={profile} session={session} outlets={outlets} />
      )}
      {isWithTimeline(way) && (
        <>
          <TokenHistory profile={profile} outlets={outlets} />
          <Timeline profile={profile} />
        </>
      )}
    </>
  )
}
