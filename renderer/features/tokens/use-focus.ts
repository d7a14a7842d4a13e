import { useCallback, useState } from 'react'
import type { Focus } from '../../text/member-row.tsx'

/** The claim or header parameter that a person was sent to from elsewhere, or asked for here; the later of the two. */
export function useFocus(fromElsewhere: string | null): readonly [Focus | null, (name: string) => void] {
  const [sent, setSent] = useState<string | null>(null)
  const [focus, setFocus] = useState<Focus | null>(null)
  if (sent !== fromElsewhere) {
    setSent(fromElsewhere)
    setFocus(fromElsewhere === null ? null : { name: fromElsewhere, turn: (focus?.turn ?? 0) + 1, takesFocus: false })
  }
  const show = useCallback(
    (name: string) => setFocus((before) => ({ name, turn: (before?.turn ?? 0) + 1, takesFocus: true })),
    [],
  )
  return [focus, show]
}
