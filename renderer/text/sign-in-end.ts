import type { Session } from '@contract/tokens'

type SignInEnds = NonNullable<Extract<Session, { state: 'active' }>['signInEnds']>

/** When a sign-in ends, as the server said it. */
export interface SignInEnd {
  readonly at: Date
  /** Below zero once it is over. */
  readonly leftMs: number
  /** 'soon': a person should be told. */
  readonly phase: 'far' | 'soon' | 'over'
  readonly source: SignInEnds['source']
}

/** null where the server did not say, and where the token can't be refreshed anyway: then its own end is the end. */
export function signInEndOf(session: Session, now: Date): SignInEnd | null {
  if (session.state !== 'active' || !session.refreshable || session.signInEnds === null) return null
  const { warnFrom, source } = session.signInEnds
  const at = new Date(session.signInEnds.at)
  const leftMs = at.getTime() - now.getTime()
  const isSoon = now >= new Date(warnFrom)
  return { at, leftMs, phase: leftMs <= 0 ? 'over' : isSoon ? 'soon' : 'far', source }
}
