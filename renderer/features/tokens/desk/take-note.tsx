import { Button } from '@mantine/core'
import { useId, useState } from 'react'
import type { LooseToken } from '@contract/inspection'
import type { TokenSubject } from '@contract/jwt'
import { FailureNotice } from '../../../text/failure-notice.tsx'
import { countOf } from '../../../text/sizes.ts'
import { visibleText } from '../../../text/visible-characters.ts'
import { Notice } from '../../../ui/notice.tsx'
import { looseSubject, isSameSubject, type DeskPlace } from './desk-place.ts'
import type { TakeResult } from './desk-store.ts'
import { looseTitle } from '../../../text/loose-title.ts'
import css from './take-note.module.css'

interface TakeNoteProps {
  readonly taken: TakeResult | null
  /** Those that main still holds. */
  readonly held: readonly LooseToken[] | null
  readonly place: DeskPlace
  readonly onChosen: (token: LooseToken) => void
  readonly onDismiss: () => void
}

const mostButtons = 12

/** What came of the last paste, where there is more to say than the token itself. */
export function TakeNote({ taken, held, place, onChosen, onDismiss }: TakeNoteProps) {
  const note = noteOf(taken, held, place, onChosen, onDismiss)
  // There from the start, so that a screen reader hears what is put into it.
  return (
    <div className={css['note']} role="status" aria-label="What was found">
      {note}
    </div>
  )
}

function noteOf(
  taken: TakeResult | null,
  held: TakeNoteProps['held'],
  place: DeskPlace,
  onChosen: TakeNoteProps['onChosen'],
  onDismiss: () => void,
): React.ReactNode {
  if (taken === null) return null
  const dismiss = (
    <Button variant="subtle" onClick={onDismiss}>
      Dismiss
    </Button>
  )
  if (taken.came === 'failed') return <FailureNotice failure={taken.failure} more={dismiss} />
  if (taken.came === 'nothing')
    return (
      <Notice tone="warn" title="Nothing to inspect" actions={dismiss}>
        {taken.note}
      </Notice>
    )
  const found = held === null ? taken.found : taken.found.filter(({ id }) => held.some((each) => each.id === id))
  if (found.length < 2 && taken.note === null) return null
  if (found.length === 0) return null
  // Unfolded for one paste, it is folded for the next.
  const paste = taken.found.map(({ id }) => id).join()
  const shown = place.at === 'token' ? place.subject : null
  return <Found key={paste} found={found} note={taken.note} shown={shown} onChosen={onChosen} dismiss={dismiss} />
}

interface FoundProps extends Pick<TakeNoteProps, 'onChosen'> {
  readonly found: readonly LooseToken[]
  readonly note: string | null
  readonly shown: TokenSubject | null
  readonly dismiss: React.ReactNode
}

/** One line, so that the token that was found has the room; the others unfold. */
function Found({ found, note, shown, onChosen, dismiss }: FoundProps) {
  const [isOpen, setOpen] = useState(false)
  const choices = useId()
  const [first] = found
  return (
    <Notice
      tone="info"
      title={
        found.length === 1 || first === undefined ? (
          'One token found'
        ) : (
          <span className={css['line']}>
            {countOf(found.length, 'token')} found
            <span className={css['place']}>
              {' '}
              · first: {looseTitle(first)} {visibleText(first.place)}
            </span>
          </span>
        )
      }
      actions={
        <>
          {found.length > 1 && (
            <Button
              variant="subtle"
              aria-expanded={isOpen}
              aria-controls={isOpen ? choices : undefined}
              onClick={() => setOpen(!isOpen)}
            >
              {isOpen ? 'Hide them' : 'Show them'}
            </Button>
          )}
          {dismiss}
        </>
      }
    >
      {note !== null && <p>{visibleText(note)}</p>}
      {isOpen && (
        <span id={choices} className={css['choices']} role="group" aria-label="Tokens that were found">
          {found.slice(0, mostButtons).map((token) => (
            <button
              key={token.id}
              type="button"
              className={css['choice']}
              aria-pressed={isSameSubject(looseSubject(token.id), shown)}
              onClick={() => onChosen(token)}
            >
              {looseTitle(token)} <span className={css['place']}>{visibleText(token.place)}</span>
            </button>
          ))}
          {found.length > mostButtons && <span>and {found.length - mostButtons} more in the list</span>}
        </span>
      )}
    </Notice>
  )
}
