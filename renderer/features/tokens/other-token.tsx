import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import type { TokenSubject } from '@contract/jwt'
import type { ProfileSummary } from '@contract/profiles'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { visibleText } from '../../text/visible-characters.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LoadingLines } from '../../ui/loading-lines.tsx'
import { ExplainedToken } from './explained-token.tsx'
import css from './inspector.module.css'
import type { InspectorOutlets } from './token-outlets.ts'
import { useToken } from './use-token.ts'

interface OtherTokenProps {
  readonly subject: Exclude<TokenSubject, { of: 'profile' }>
  /** The profile to go back to; null: none is chosen. */
  readonly chosen: ProfileSummary | null
  /** Whose the token was, where it was a profile's. */
  readonly owner: ProfileSummary | null
  readonly focusClaim: string | null
  readonly outlets: InspectorOutlets
}

const titles = {
  loose: 'A token to look at',
  sent: 'The token that was sent',
  past: 'An earlier token',
} as const satisfies Record<OtherTokenProps['subject']['of'], string>

/** A token that is not what the chosen profile holds now, and the way back to that. */
export function OtherToken({ subject, chosen, owner, focusClaim, outlets }: OtherTokenProps) {
  const token = useToken(subject)
  return (
    <>
      <div className={css['bar']}>
        <Button
          variant="subtle"
          leftSection={<IconArrowLeft size={14} aria-hidden="true" />}
          onClick={() => outlets.onBack()}
        >
          {chosen === null ? 'Close' : `Back to ${visibleText(chosen.name)}`}
        </Button>
        <Button variant="subtle" onClick={() => outlets.onOpenDesk(subject)}>
          Open in the desk
        </Button>
        <h2 className={css['title']}>{titles[subject.of]}</h2>
      </div>
      {token.state === 'loading' && <LoadingLines label="Loading the token" lines={8} />}
      {token.state === 'failed' && (
        <FailureNotice failure={token.failure} on={{ retry: token.retry, 'unlock-vault': outlets.onOpenVault }} />
      )}
      {token.state === 'ready' && token.value === null && (
        <EmptyState title="There was no token">Nothing of the kind was sent or kept.</EmptyState>
      )}
      {token.state === 'ready' && token.value !== null && (
        <ExplainedToken
          subject={subject}
          token={token.value}
          profile={owner}
          focusClaim={focusClaim}
          outlets={outlets}
        />
      )}
    </>
  )
}
