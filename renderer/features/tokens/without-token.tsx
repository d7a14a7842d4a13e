import { Button } from '@mantine/core'
import { IconLock, IconLogin2, IconPlugOff } from '@tabler/icons-react'
import type { ProfileSummary } from '@contract/profiles'
import type { Session } from '@contract/tokens'
import { sessionFace } from '../../text/session-face.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { StatusRing } from '../../ui/status-ring.tsx'

interface WithoutTokenProps {
  readonly profile: ProfileSummary
  readonly session: Exclude<Session, { state: 'active' }>
  readonly onSignIn: () => void
}

const iconSize = 30

/** A profile that has no token to show now: which of the reasons it is, and what to do. */
export function WithoutToken({ profile, session, onSignIn }: WithoutTokenProps) {
  const name = visibleText(profile.name)
  const isService = profile.grant === 'client_credentials'
  switch (session.state) {
    case 'signed-out':
      return (
        <EmptyState
          title={`${name} is signed out`}
          icon={<IconLogin2 size={iconSize} stroke={1.4} />}
          actions={
            <Button variant="filled" onClick={onSignIn}>
              {isService ? 'Get a token' : `Sign in as ${name}`}
            </Button>
          }
        >
          {isService ? 'A token is asked for with the client’s own credentials.' : 'Your browser opens for it.'}
        </EmptyState>
      )
    case 'signing-in':
      return (
        <EmptyState title={`Signing in as ${name}`} icon={<StatusRing fraction={0.25} tone="info" size={30} busy />}>
          Its token is shown here as soon as it is kept.
        </EmptyState>
      )
    case 'sign-in-again':
      return (
        <EmptyState
          title={`${name} must sign in again`}
          icon={<IconPlugOff size={iconSize} stroke={1.4} />}
          actions={
            <Button variant="filled" onClick={onSignIn}>
              Sign in again
            </Button>
          }
        >
          {/* Of this state only the words are used, and they do not depend on the time. */}
          {sessionFace(session, new Date(0)).sentence}.
          {session.description !== null && <p>The server said: {visibleText(session.description)}</p>}
        </EmptyState>
      )
    case 'locked':
      return (
        <EmptyState title="The vault is locked" icon={<IconLock size={iconSize} stroke={1.4} />}>
          {name} may have a token; it is untouched. Unlock the vault to see it.
        </EmptyState>
      )
  }
}
