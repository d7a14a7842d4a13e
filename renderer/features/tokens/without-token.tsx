import { Button } from '@mantine/core'
import { IconForms, IconLock, IconLogin2, IconPlugOff } from '@tabler/icons-react'
import type { ProfileSummary } from '@contract/profiles'
import type { Session } from '@contract/tokens'
import { sessionFace } from '../../text/session-face.ts'
import { howToSignIn, needsPerson } from '../../text/way-words.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { StatusRing } from '../../ui/status-ring.tsx'
import { againWords } from './again-words.ts'
import type { TokenOutlets } from './token-outlets.ts'

interface WithoutTokenProps {
  readonly profile: ProfileSummary
  readonly session: Exclude<Session, { state: 'active' | 'standing' }>
  readonly outlets: TokenOutlets
}

const iconSize = 30

/** A profile that has no token to show now: which of the reasons it is, and what to do. */
export function WithoutToken({ profile, session, outlets }: WithoutTokenProps) {
  const name = visibleText(profile.name)
  const isPersonal = needsPerson(profile.way)
  const onSignIn = () => outlets.onSignIn(profile.id)
  switch (session.state) {
    case 'signed-out':
      return (
        <EmptyState
          title={`${name} is signed out`}
          icon={<IconLogin2 size={iconSize} stroke={1.4} />}
          actions={
            <Button variant="filled" onClick={onSignIn}>
              {isPersonal ? `Sign in as ${name}` : 'Get a token'}
            </Button>
          }
        >
          {howToSignIn(profile.way)}
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
          title={isPersonal ? `${name} must sign in again` : `${name} needs a new token`}
          icon={<IconPlugOff size={iconSize} stroke={1.4} />}
          actions={
            <>
              <Button variant="filled" onClick={onSignIn}>
                {isPersonal ? 'Sign in again' : 'Get a new token'}
              </Button>
              {session.reason === 'unreadable' && <Button onClick={outlets.onOpenVault}>See the vault</Button>}
            </>
          }
        >
          {againWords[session.reason]}
          {session.description !== null && (
            <p>
              {/* Of a lost answer the words are our own. */}
              {(session.reason === 'refused' || session.reason === 'sign-in-over') && 'The server said: '}
              {visibleText(session.description)}
            </p>
          )}
        </EmptyState>
      )
    case 'incomplete':
      return (
        <EmptyState
          // Of this state only the words are used, and they do not depend on the time.
          title={`${name} ${sessionFace(session, new Date(0)).short}`}
          icon={<IconForms size={iconSize} stroke={1.4} />}
          actions={
            <Button variant="filled" onClick={() => outlets.onEdit(profile.id)}>
              Edit the profile
            </Button>
          }
        >
          It is kept in the vault once it is entered, and never shown again.
        </EmptyState>
      )
    case 'locked':
      return (
        <EmptyState
          title="The vault is locked"
          icon={<IconLock size={iconSize} stroke={1.4} />}
          actions={
            <Button variant="filled" onClick={outlets.onOpenVault}>
              Unlock the vault
            </Button>
          }
        >
          {name} may have a token; it is untouched. Unlock the vault to see it.
        </EmptyState>
      )
  }
}
