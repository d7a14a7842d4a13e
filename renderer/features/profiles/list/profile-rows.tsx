import { VisuallyHidden } from '@mantine/core'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { ProfileId } from '@contract/ids'
import type { ProfileSummary } from '@contract/profiles'
import { useNow } from '../../../bridge/use-now.ts'
import { useSettings } from '../../../bridge/use-settings.ts'
import { sessionFace, type SessionFace } from '../../../text/session-face.ts'
import { visibleText } from '../../../text/visible-characters.ts'
import { useRememberedSet } from '../../../ui/use-remembered-set.ts'
import { stepProfile } from './arrange-profiles.ts'
import { GroupHeading } from './group-heading.tsx'
import { groupProfiles, matchesSearch, type ProfileGroup } from './group-profiles.ts'
import { moveInList } from './list-keys.ts'
import css from './profile-list.module.css'
import { ProfileRow, type RowDeeds } from './profile-row.tsx'
import { useProfileDrag } from './use-profile-drag.ts'

interface ProfileRowsProps extends Pick<RowDeeds, 'onInspect' | 'onMenu'> {
  readonly profiles: readonly ProfileSummary[]
  readonly search: string
  readonly activeId: ProfileId | null
  /** Whose menu is open. */
  readonly menuOf: ProfileId | null
  readonly onEdit: (profile: ProfileSummary) => void
  readonly onRemove: (profile: ProfileSummary) => void
  readonly onArranged: (profiles: readonly ProfileSummary[]) => void
}

const waits = ({ tone }: SessionFace) => tone === 'bad' || tone === 'warn'

/** The profiles by groups. The arrows move the focus, with Alt the profile; the pointer drags it. */
export function ProfileRows(props: ProfileRowsProps) {
  const { profiles, search, activeId, menuOf, onInspect, onMenu, onEdit, onRemove, onArranged } = props
  const now = useNow()
  const settings = useSettings()
  const isInBackground = settings.state === 'ready' && settings.value.refreshInBackground
  const [closed, setClosed] = useRememberedSet('closed-profile-groups')
  const [focused, setFocused] = useState<ProfileId | null>(null)
  const [moved, setMoved] = useState<{ id: ProfileId; said: string } | null>(null)
  const list = useRef<HTMLUListElement>(null)
  const isSearching = search.trim() !== ''
  const groups = groupProfiles(isSearching ? profiles.filter((each) => matchesSearch(each, search)) : profiles)
  const isOpen = ({ name }: ProfileGroup) => isSearching || name === '' || !closed.has(name)
  const shown = groups.flatMap((group) => (isOpen(group) ? group.profiles : []))
  const current = [focused, activeId].find((id) => shown.some((each) => each.id === id)) ?? shown[0]?.id
  const drag = useProfileDrag(profiles, !isSearching, onArranged)
  const toggle = (name: string) =>
    setClosed(new Set(closed.has(name) ? [...closed].filter((each) => each !== name) : [...closed, name]))

  const step = (profile: ProfileSummary, by: -1 | 1) => {
    const next = isSearching ? null : stepProfile(profiles, profile.id, by)
    if (next === null) return
    const place = next.findIndex(({ id }) => id === profile.id)
    const group = next[place]?.group ?? ''
    const where = group === '' ? '' : ` in ${visibleText(group)}`
    setMoved({ id: profile.id, said: `${visibleText(profile.name)} is ${place + 1} of ${next.length}${where}` })
    if (closed.has(group)) toggle(group)
    onArranged(next)
  }
  const onKeyDown: RowDeeds['onKeyDown'] = (event, profile) => {
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault()
      step(profile, event.key === 'ArrowUp' ? -1 : 1)
    } else if (event.key === 'F2') onEdit(profile)
    else if (event.key === 'Delete') onRemove(profile)
    else moveInList(event, list.current)
  }
  const latest: RowDeeds = {
    onInspect,
    onMenu,
    onKeyDown,
    dragHandlersFor: (id) => drag.handlersFor({ profile: id }),
  }
  const deeds = useRef(latest)
  useLayoutEffect(() => {
    deeds.current = latest
  })
  const movedAt = moved === null ? -1 : shown.findIndex(({ id }) => id === moved.id)
  // Moving a row in the document takes the focus from it.
  useEffect(() => {
    const button = movedAt === -1 ? null : list.current?.querySelectorAll('[data-profile]')[movedAt]
    if (button instanceof HTMLElement) button.focus()
  }, [movedAt])

  if (groups.length === 0) return <p className={css['nothing']}>Nothing matches “{visibleText(search.trim())}”.</p>
  const { hint } = drag
  return (
    <>
      {/* It only looks on as the focus passes through its rows. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- see the line above */}
      <ul
        ref={list}
        className={css['list']}
        onFocus={({ target }) => {
          setFocused(shown.find(({ id }) => id === target.dataset['profile'])?.id ?? focused)
        }}
        onBlur={({ relatedTarget }) => {
          if (relatedTarget !== null) setMoved(null)
        }}
      >
        {groups.map((group) => [
          group.name !== '' && (
            <GroupHeading
              key={`group ${group.name}`}
              name={group.name}
              count={group.profiles.length}
              waiting={group.profiles.filter(({ session }) => waits(sessionFace(session, now))).length}
              isOpen={isOpen(group)}
              isDropTarget={hint?.side === 'into' && hint.group === group.name}
              onToggle={() => toggle(group.name)}
              onKeyDown={(event) => moveInList(event, list.current)}
              dragHandlers={drag.handlersFor({ group: group.name })}
            />
          ),
          isOpen(group) &&
            group.profiles.map((profile) => (
              <ProfileRow
                key={profile.id}
                profile={profile}
                face={sessionFace(profile.session, now, profile.way.kind, profile.keepFresh && isInBackground)}
                isActive={profile.id === activeId}
                isCurrent={profile.id === current}
                isMenuOpen={menuOf === profile.id}
                dropSide={hint !== null && 'of' in hint && hint.of === profile.id ? hint.side : null}
                isDragged={drag.dragged === profile.id}
                isDraggable={!isSearching}
                deeds={deeds}
              />
            )),
        ])}
      </ul>
      <VisuallyHidden role="status">{moved?.said ?? ''}</VisuallyHidden>
    </>
  )
}
