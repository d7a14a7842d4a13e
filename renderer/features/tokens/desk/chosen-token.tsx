import { Button } from '@mantine/core'
import type { TokenSubject } from '@contract/jwt'
import type { ProfileSummary } from '@contract/profiles'
import { FailureNotice } from '../../../text/failure-notice.tsx'
import { visibleText } from '../../../text/visible-characters.ts'
import { canSignIn, needsPerson } from '../../../text/way-words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { LoadingLines } from '../../../ui/loading-lines.tsx'
import { ExplainedToken } from '../explained-token.tsx'
import type { TokenOutlets } from '../token-outlets.ts'
import { useToken } from '../use-token.ts'
import { whichWords } from '../which-words.ts'

interface ChosenTokenProps {
  readonly subject: TokenSubject
  readonly claim: string | null
  readonly profiles: readonly ProfileSummary[]
  readonly outlets: TokenOutlets
}

/** Everything of the token that was chosen. */
export function ChosenToken({ subject, claim, profiles, outlets }: ChosenTokenProps) {
  const token = useToken(subject)
  const id = subject.of === 'profile' || subject.of === 'past' ? subject.profileId : null
  const profile = profiles.find((each) => each.id === id) ?? null
  if (token.state === 'loading') return <LoadingLines label="Loading the token" lines={8} />
  if (token.state === 'failed') {
    return (
      <FailureNotice
        failure={token.failure}
        on={{
          retry: token.retry,
          'unlock-vault': outlets.onOpenVault,
          ...(id !== null && { 'sign-in': () => outlets.onSignIn(id), 'edit-profile': () => outlets.onEdit(id) }),
        }}
      />
    )
  }
  if (token.value === null) return <NoSuchToken subject={subject} profile={profile} outlets={outlets} />
  return (
    <div data-shown-token={token.value.reference}>
      <ExplainedToken subject={subject} token={token.value} profile={profile} focusClaim={claim} outlets={outlets} />
    </div>
  )
}

const whyNone = {
  access: 'It is signed out, or it proves who it is in another way than by a token.',
  id: 'The server gives one when a person signs in and the scope “openid” was asked for (OpenID Connect Core §3.1.2.1).',
  refresh: 'The server gave none: often the scope “offline_access” has to be asked for (OpenID Connect Core §11).',
} as const

interface NoSuchTokenProps extends Pick<ChosenTokenProps, 'subject' | 'outlets'> {
  readonly profile: ProfileSummary | null
}

function NoSuchToken({ subject, profile, outlets }: NoSuchTokenProps) {
  const which = subject.of === 'profile' ? subject.which : 'access'
  const name = profile === null ? 'This profile' : visibleText(profile.name)
  const canAsk = profile !== null && canSignIn(profile.way)
  return (
    <EmptyState
      title={`${name} has no ${whichWords[which]}`}
      {...(canAsk && {
        actions: (
          <Button onClick={() => outlets.onSignIn(profile.id)}>
            {needsPerson(profile.way) ? `Sign in as ${name}` : `Get a token for ${name}`}
          </Button>
        ),
      })}
    >
      {whyNone[which]}
    </EmptyState>
  )
}
