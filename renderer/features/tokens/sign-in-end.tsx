import { Button } from '@mantine/core'
import type { Session } from '@contract/tokens'
import { useNow } from '../../bridge/use-now.ts'
import { signInEndOf, type SignInEnd } from '../../text/sign-in-end.ts'
import { formatMoment, formatRelative, formatSpan } from '../../text/times.ts'
import { Notice } from '../../ui/notice.tsx'
import css from './inspector.module.css'

const sources = {
  refresh_expires_in: 'The server said so beside the refresh token (refresh_expires_in)',
  refresh_token_exp: 'The refresh token is a JWT and says so (exp)',
} as const satisfies Record<SignInEnd['source'], string>

interface SignInEndProps {
  readonly session: Session
}

/** Until when the sign-in lasts, where the server says so: no refresh goes beyond. */
export function SignInEndLine({ session }: SignInEndProps) {
  const now = useNow()
  const end = signInEndOf(session, now)
  if (end === null) return null
  return (
    <p className={css['signInEnd']} title={`${end.at.toISOString()}. ${sources[end.source]}`}>
      The sign-in {end.phase === 'over' ? 'ended at' : 'lasts until'} {formatMoment(end.at, now)},{' '}
      {formatRelative(end.at, now)}
    </p>
  )
}

/** The warning before a sign-in ends, and what to do when it has. */
export function SignInEndNotice({ session, onSignIn }: SignInEndProps & { readonly onSignIn: () => void }) {
  const now = useNow()
  const end = signInEndOf(session, now)
  if (end === null || end.phase === 'far') return null
  const isOver = end.phase === 'over'
  const isTokenOver = session.state === 'active' && session.expiresAt !== null && new Date(session.expiresAt) <= now
  const rest = isTokenOver ? 'Its access token is over too.' : 'What is left of the access token can still be used.'
  return (
    <div className={css['block']}>
      <Notice
        tone={isOver ? 'bad' : 'warn'}
        title={isOver ? 'The sign-in has ended' : `The sign-in ends in ${formatSpan(end.leftMs)}`}
        actions={<Button onClick={onSignIn}>Sign in again</Button>}
      >
        {isOver
          ? `The server will not refresh its tokens any more. ${rest}`
          : 'No refresh goes beyond that. Sign in again now, and nothing stops in the middle of your work.'}
      </Notice>
    </div>
  )
}
