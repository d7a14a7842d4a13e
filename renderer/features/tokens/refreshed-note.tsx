import { useEffect, useState } from 'react'
import type { WhichToken } from '@contract/tokens'
import { formatClock } from '../../text/times.ts'
import css from './token-card.module.css'

const shownForMs = 12_000

/** Says quietly that the token that is shown was replaced by a newer one. */
export function RefreshedNote({ obtainedAt, which }: { readonly obtainedAt: string; readonly which: WhichToken }) {
  const [first, setFirst] = useState({ obtainedAt, which })
  const [isShown, setShown] = useState(false)
  if (first.obtainedAt !== obtainedAt || first.which !== which) {
    // Another kind of token is no newer one.
    setShown(first.which === which)
    setFirst({ obtainedAt, which })
  }
  useEffect(() => {
    if (!isShown) return
    const timer = window.setTimeout(() => setShown(false), shownForMs)
    return () => window.clearTimeout(timer)
  }, [isShown, obtainedAt])
  return (
    <p role="status" className={css['refreshed']} data-shown={isShown}>
      {isShown ? `Refreshed at ${formatClock(new Date(obtainedAt))}: this is the new token.` : ''}
    </p>
  )
}
