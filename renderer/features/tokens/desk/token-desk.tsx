import { IconFingerprint } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { LooseToken } from '@contract/inspection'
import type { TokenSubject } from '@contract/jwt'
import { useProfiles } from '../../../bridge/use-profiles.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import type { TokenOutlets } from '../token-outlets.ts'
import { ChosenToken } from './chosen-token.tsx'
import { CompareView } from './compare-view.tsx'
import { DeskList } from './desk-list.tsx'
import type { DeskOutlets } from './desk-outlets.ts'
import { isSameSubject, looseSubject, subjectKey, type DeskPlace } from './desk-place.ts'
import type { DeskStore } from './desk-store.ts'
import { EditView } from './edit-view.tsx'
import { PasteArea } from './paste-area.tsx'
import { SendWith } from './send-with.tsx'
import { TakeNote } from './take-note.tsx'
import css from './token-desk.module.css'
import { useDrop } from './use-drop.ts'
import { usePasteAnywhere } from './use-paste-anywhere.ts'
import { useLooseTokens } from './use-subject-facts.ts'
import { useTake } from './use-take.ts'

interface TokenDeskProps extends DeskOutlets {
  readonly desk: DeskStore
}

/** A place for any token: paste or drop it, look at it, hold it beside another, break it for a test. */
export function TokenDesk({ desk, ...outlets }: TokenDeskProps) {
  const place = useStore(desk, (state) => state.place)
  const taken = useStore(desk, (state) => state.taken)
  const wantsPaste = useStore(desk, (state) => state.wantsPaste)
  const loose = useLooseTokens()
  const taking = useTake(desk)
  const { isOver, handlers, takeFiles } = useDrop(taking)
  usePasteAnywhere(taking.take, takeFiles)
  const whole = useRef<HTMLElement>(null)
  // Here and not in the field: what the views below focus as they come would else have the last word.
  useEffect(() => {
    if (!wantsPaste) return
    whole.current?.querySelector<HTMLElement>('[data-paste-field]')?.focus()
    desk.setState({ wantsPaste: false })
  }, [wantsPaste, desk])
  useEffect(() => {
    document.title = 'Tokens – Claimcheck'
    return () => {
      document.title = 'Claimcheck'
    }
  }, [])
  return (
    <section
      ref={whole}
      className={css['desk']}
      aria-label="Tokens"
      data-drop={isOver ? 'over' : undefined}
      {...handlers}
    >
      <PasteArea onText={taking.take} onFiles={takeFiles} />
      <TakeNote
        taken={taken}
        held={loose.state === 'ready' ? loose.value : null}
        place={place}
        onChosen={({ id }) => desk.goTo({ at: 'token', subject: looseSubject(id), claim: null })}
        onDismiss={() => desk.setState({ taken: null })}
      />
      <div className={css['parts']}>
        <DeskList desk={desk} place={place} />
        <div className={css['shown']} data-pane="token" tabIndex={-1} role="region" aria-label={nameOf[place.at]}>
          <Shown desk={desk} place={place} loose={loose.state === 'ready' ? loose.value : []} outlets={outlets} />
        </div>
      </div>
    </section>
  )
}

const nameOf = {
  token: 'The token that is chosen',
  compare: 'Compare two tokens',
  edit: 'Edit a token for tests',
} as const satisfies Record<DeskPlace['at'], string>

/** Where a comparison leads back to: what was shown before it, where that is still held. */
function placeBefore(desk: DeskStore, loose: readonly LooseToken[], instead: TokenSubject | null): DeskPlace {
  const { before } = desk.getState()
  const place =
    before === null || before.subject === null ? { at: 'token' as const, subject: instead, claim: null } : before
  const isGone =
    place.subject?.of === 'loose' && !loose.some(({ id }) => isSameSubject(looseSubject(id), place.subject))
  return isGone ? { at: 'token', subject: null, claim: null } : place
}

interface ShownProps {
  readonly desk: DeskStore
  readonly place: DeskPlace
  readonly loose: readonly LooseToken[]
  readonly outlets: DeskOutlets
}

function Shown({ desk, place, loose, outlets }: ShownProps) {
  const profiles = useProfiles()
  const known = profiles.state === 'ready' ? profiles.value : []
  const inside: TokenOutlets = {
    ...outlets,
    onInspect: (subject) => desk.goTo({ at: 'token', subject, claim: null }),
    onCompare: (left, right) => desk.goTo({ at: 'compare', left, right }),
    onEditForTests: (subject) => desk.goTo({ at: 'edit', subject }),
  }
  if (place.at === 'compare') {
    return (
      <CompareView
        place={place}
        outlets={inside}
        onMoved={desk.goTo}
        onBack={() => desk.goTo(placeBefore(desk, loose, place.left))}
      />
    )
  }
  if (place.at === 'edit') {
    return (
      <EditView
        key={subjectKey(place.subject)}
        subject={place.subject}
        profiles={known}
        outlets={outlets}
        inside={inside}
      />
    )
  }
  const { subject, claim } = place
  if (subject === null) {
    return (
      <EmptyState title="Any token, explained" icon={<IconFingerprint size={30} stroke={1.4} />}>
        Paste or drop one above, or choose one on the left: what it says, whether its signature holds, what is odd about
        it, and how it differs from another.
      </EmptyState>
    )
  }
  const held = loose.find(({ id }) => subject.of === 'loose' && subject.id === id)
  return (
    <>
      {held !== undefined && (
        <div className={css['bar']}>
          <SendWith token={held} outlets={outlets} />
        </div>
      )}
      <ChosenToken subject={subject} claim={claim} profiles={known} outlets={inside} />
    </>
  )
}
