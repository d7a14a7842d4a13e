import { VisuallyHidden } from '@mantine/core'
import type { InspectedToken } from '@contract/jwt'
import { useNow } from '../../bridge/use-now.ts'
import { headerValue } from '../../text/claim-value.ts'
import { sessionFace } from '../../text/session-face.ts'
import { countOf } from '../../text/sizes.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { wayDetail, wayTooltip } from '../../text/way-words.ts'
import { StatusRing } from '../../ui/status-ring.tsx'
import { KeepFresh } from './keep-fresh.tsx'
import { LifeBar } from './life-bar.tsx'
import { lifeOfToken } from './life-of-token.ts'
import { RefreshedNote } from './refreshed-note.tsx'
import { SignInEndLine } from './sign-in-end.tsx'
import { TokenActions } from './token-actions.tsx'
import css from './token-card.module.css'
import type { TokenViewProps } from './token-view-props.ts'
import { useKeptFresh } from './use-kept-fresh.ts'

interface TokenCardProps extends Omit<TokenViewProps, 'focusClaim'> {
  readonly token: InspectedToken
}

const formats = { jwt: 'JWT', jwe: 'JWE, encrypted', opaque: 'opaque' } as const

/** Whose token it is, what kind, and how long it lives. */
export function TokenCard({ profile, session, token, outlets }: TokenCardProps) {
  const now = useNow()
  const life = lifeOfToken(token, now)
  const face = sessionFace(session, now, profile.way.kind, useKeptFresh(profile))
  const isRefreshing = session.state === 'active' && session.refreshing
  const algorithm = headerValue(token.header, 'alg')
  const kind = [token.which === 'access' ? 'Access token' : 'ID token', formats[token.format], algorithm]
  const name = visibleText(profile.name)
  return (
    <div className={css['card']}>
      <div className={css['who']}>
        <StatusRing
          size={56}
          fraction={life?.fractionLeft ?? 1}
          tone={isRefreshing ? 'info' : (life?.tone ?? 'info')}
          busy={isRefreshing}
        >
          <span className={css['countdown']} data-long={(life?.countdown ?? '?').length > 5}>
            {life?.countdown.replace(/^0(?=\d:)/, '') ?? '?'}
          </span>
        </StatusRing>
        <div className={css['facts']}>
          <p className={css['line']} title={`${name} · ${wayTooltip(profile.way)}`}>
            <strong>{name}</strong>{' '}
            <span className={css['dim']}>· {profile.isPlayground ? 'Playground' : wayDetail(profile.way)}</span>
          </p>
          <p className={css['dim']}>{kind.filter(Boolean).join(' · ')}</p>
          <p
            className={css['reference']}
            title="A few characters of the token, enough to tell two apart and too few to use"
          >
            {token.reference} · {countOf(token.length, 'char')}
          </p>
        </div>
      </div>
      {token.which === 'access' && <VisuallyHidden>{face.sentence}</VisuallyHidden>}
      <LifeBar token={token} life={life} now={now} />
      <SignInEndLine session={session} />
      <p className={css['asides']}>{asides(token, session).join(' · ')}</p>
      <TokenActions profile={profile} session={session} which={token.which} outlets={outlets} />
      {session.state === 'active' && session.refreshable && <KeepFresh profile={profile} />}
      <RefreshedNote obtainedAt={token.obtainedAt} which={token.which} />
    </div>
  )
}

const sources = {
  expires_in: 'lifetime from expires_in',
  exp: 'lifetime from the claim exp',
  unknown: 'lifetime unknown',
} as const

function asides(token: InspectedToken, session: TokenCardProps['session']): readonly string[] {
  const said: string[] = [sources[token.expirySource]]
  if (session.state === 'standing') return [...said, 'sent as it is; a new one is entered in the profile']
  const { clockSkewSeconds: skew, refreshCount } = session
  if (refreshCount > 0) said.push(`refreshed ${refreshCount === 1 ? 'once' : `${refreshCount} times`}`)
  // Below that it is the network's delay rather than the clock.
  if (skew !== null && Math.abs(skew) >= 5) {
    said.push(`the server’s clock is ${Math.abs(Math.round(skew))} s ${skew > 0 ? 'ahead of' : 'behind'} yours`)
  }
  return said
}
