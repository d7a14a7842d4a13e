import { useEffect, useState } from 'react'
import type { InspectedToken } from '@contract/jwt'
import { formatClock } from '../../text/times.ts'
import css from './token-card.module.css'

const shownForMs = 12_000

/** Says quietly that the token that is shown was replaced by a newer one. */
export function RefreshedNote({ obtainedAt, which }: Pick<InspectedToken, 'obtainedAt' | 'which'>) {
  const [first, setFirst] = useState({ obtainedAt, which })
  const [shown, setShown] = useState<string | null>(null)
  if (first.obtainedAt !== obtainedAt || first.which !== which) {
    // Another kind of token is no newer one.
    setShown(first.which === which ? obtainedAt : null)
    setFirst({ obtainedAt, which })
  }
  useEffect(() => {
    if (shown === null) return
    const timer = window.setTimeout(() => setShown(null), shownForMs)
    return () => window.clearTimeout(timer)
  }, [shown])
  return (
    <p role="status" className={css['refreshed']}>
      {shown === null ? '' : `Refreshed at ${formatClock(new Date(shown))}: this is the new token.`}
    </p>
  )
}
