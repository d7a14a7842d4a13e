import { useState } from 'react'
import type { ProfileId } from '@contract/ids'
import { putProfile, type Place } from './arrange-profiles.ts'
import type { ProfileSummary } from '@contract/profiles'

/** What a row is for a drag: a profile, or the heading of a group. */
type Row = { readonly profile: ProfileId } | { readonly group: string }

interface ProfileDrag {
  readonly dragged: ProfileId | null
  readonly hint: Place | null
  readonly handlersFor: (row: Row) => React.HTMLAttributes<HTMLElement>
}

/** Drag and drop of profiles. Only a place where dropping would change something shows a mark and takes the drop. */
export function useProfileDrag(
  profiles: readonly ProfileSummary[],
  isEnabled: boolean,
  onArranged: (profiles: readonly ProfileSummary[]) => void,
): ProfileDrag {
  const [dragged, setDragged] = useState<ProfileId | null>(null)
  const [hint, setHint] = useState<Place | null>(null)
  const end = () => {
    setDragged(null)
    setHint(null)
  }
  const placeOf = (row: Row, event: React.DragEvent): Place => {
    if ('group' in row) return { side: 'into', group: row.group }
    const { top, height } = event.currentTarget.getBoundingClientRect()
    return { side: event.clientY - top < height / 2 ? 'before' : 'after', of: row.profile }
  }
  const handlersFor = (row: Row): React.HTMLAttributes<HTMLElement> => ({
    draggable: isEnabled && 'profile' in row,
    onDragStart: (event) => {
      if (!('profile' in row)) return
      event.dataTransfer.effectAllowed = 'move'
      setDragged(row.profile)
    },
    onDragOver: (event) => {
      if (dragged === null) return
      const place = placeOf(row, event)
      const isChange = putProfile(profiles, dragged, place) !== null
      setHint(isChange ? place : null)
      if (isChange) event.preventDefault()
    },
    onDrop: (event) => {
      const next = dragged === null ? null : putProfile(profiles, dragged, placeOf(row, event))
      end()
      if (next === null) return
      event.preventDefault()
      onArranged(next)
    },
    onDragEnd: end,
  })
  return { dragged, hint, handlersFor }
}
