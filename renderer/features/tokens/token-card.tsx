import { VisuallyHidden } from '@mantine/core'
import type { InspectedToken } from '@contract/jwt'
import type { ProfileSummary } from '@contract/profiles'
import { useNow } from '../../bridge/use-now.ts'
import { sessionFace } from '../../text/session-face.ts'
import { countOf } from '../../text/sizes.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { Chip } from '../../ui/chip.tsx'
import { StatusRing } from '../../ui/status-ring.tsx'
import { KeepFresh } from './keep-fresh.tsx'
import { LifeBar } from './life-bar.tsx'
import { lifeOfToken } from './life-of-token.ts'
import { RefreshedNote } from './refreshed-note.tsx'
import { SignInEndLine } from './sign-in-end.tsx'
import { TokenActions } from './token-actions.tsx'
import css from './token-card.module.css'
import { identityOf, kindLine } from './token-identity.ts'
import { sessionOf, type SessionWithToken, type TokenPartProps } from './token-outlets.ts'
import { useKeptFresh } from './use-kept-fresh.ts'

/** Whose token it is, what kind, how long it lives, and what can be done with it. */
export function TokenCard(part: TokenPartProps) {
  const { subject, token, profile } = part
  const session = sessionOf(part)
  const { name, detail, tooltip } = identityOf(subject, token, profile)
  return (
    <div className={css['card']}>
      <div className={css['who']}>
        <LifeRing token={token} isRefreshing={session?.state === 'active' && session.refreshing} />
        <div className={css['facts']}>
          <p className={css['line']} title={visibleText(tooltip)}>
            <strong>{visibleText(name)}</strong>{' '}
            {detail !== '' && <span className={css['dim']}>· {visibleText(detail)}</span>}
          </p>
          <p className={css['dim']} title={visibleText(kindLine(token))}>
            {visibleText(kindLine(token))}
          </p>
          <p
            className={css['reference']}
            title="A few characters of the token, enough to tell two apart and too few to use"
          >
            {visibleText(token.reference)} · {countOf(token.length, 'char')}
          </p>
        </div>
      </div>
      {token.synthetic && (
        <p className={css['mark']}>
          <Chip tone="warn">Synthetic: nobody issued it</Chip> It was made here for a test. An API that takes it is
          wrong, unless it was signed with the issuer’s own key.
        </p>
      )}
      {token.past && (
        <p className={css['mark']}>
          <Chip>Earlier token</Chip> Only what it said is known; the token itself is gone.
        </p>
      )}
      {profile !== null && session !== null && token.which === 'access' && (
        <SessionWords profile={profile} session={session} />
      )}
      <LiveBar token={token} />
      {session !== null && <SignInEndLine session={session} />}
      <p className={css['asides']}>{asides(token, session).join(' · ')}</p>
      <TokenActions {...part} />
      {profile !== null && session?.state === 'active' && session.refreshable && <KeepFresh profile={profile} />}
      {session !== null && <RefreshedNote obtainedAt={token.obtainedAt} which={token.which} />}
    </div>
  )
}

interface LifeRingProps {
  readonly token: InspectedToken
  readonly isRefreshing: boolean
}

// What counts is apart from what stands: each second only these are drawn anew.
function LifeRing({ token, isRefreshing }: LifeRingProps) {
  const life = lifeOfToken(token, useNow())
  const countdown = life?.countdown ?? '?'
  return (
    <StatusRing
      size={56}
      fraction={life?.fractionLeft ?? 1}
      tone={isRefreshing ? 'info' : (life?.tone ?? 'info')}
      busy={isRefreshing}
    >
      <span className={css['countdown']} data-long={countdown.length > 5}>
        {countdown.replace(/^0(?=\d:)/, '')}
      </span>
    </StatusRing>
  )
}

function LiveBar({ token }: { readonly token: InspectedToken }) {
  const now = useNow()
  return <LifeBar token={token} life={lifeOfToken(token, now)} now={now} />
}

/** What the ring says, for those who don't see it. */
function SessionWords({ profile, session }: { readonly profile: ProfileSummary; readonly session: SessionWithToken }) {
  const face = sessionFace(session, useNow(), profile.way.kind, useKeptFresh(profile))
  return <VisuallyHidden>{face.sentence}</VisuallyHidden>
}

const sources = {
  expires_in: 'lifetime from expires_in',
  exp: 'lifetime from the claim exp',
  own: 'lifetime as the token says itself',
  unknown: 'lifetime unknown',
} as const

function asides(token: InspectedToken, session: SessionWithToken | null): readonly string[] {
  const said: string[] = [sources[token.expirySource]]
  if (token.tokenType !== null) said.push(`sent as ${visibleText(token.tokenType)}`)
  if (session === null) return said
  if (session.state === 'standing') return [...said, 'sent as it is; a new one is entered in the profile']
  const { clockSkewSeconds: skew, refreshCount } = session
  if (refreshCount > 0) said.push(`refreshed ${refreshCount === 1 ? 'once' : `${refreshCount} times`}`)
  // Below that it is the network's delay rather than the clock.
  if (skew !== null && Math.abs(skew) >= 5) {
    said.push(`the server’s clock is ${Math.abs(Math.round(skew))} s ${skew > 0 ? 'ahead of' : 'behind'} yours`)
  }
  return said
}
