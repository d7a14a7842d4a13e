import { useEffect, useRef } from 'react'
import { formatJson } from './format-json.ts'
import { FoldedText } from './folded-text.tsx'
import { readableJson } from './claim-value.ts'
import css from './claim-row.module.css'
import type { Numbered } from './numbered.ts'
import { visibleText } from './visible-characters.ts'

/** What a person wants to look at; `turn` grows each time, so that asking for it again shows it again. */
export interface Focus {
  readonly name: string
  readonly turn: number
  /** The person is in the page with the keyboard or the pointer, so that the focus goes there too. */
  readonly takesFocus: boolean
}

interface MemberRowProps {
  /** The name that it has in the token. */
  readonly name: string
  readonly numbered: Pick<Numbered<unknown>, 'place' | 'count'>
  /** Set where this is what a person wants to look at. */
  readonly focus: Focus | null
  readonly attention?: boolean
  /** A mark behind the name. */
  readonly mark?: React.ReactNode
  readonly children: React.ReactNode
}

/** A name of a token's part with its value and what it means: a row of a list with one column for the names. */
export function MemberRow({ name, numbered, focus, attention = false, mark, children }: MemberRowProps) {
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (focus === null) return
    row.current?.scrollIntoView({ block: 'center' })
    if (focus.takesFocus) row.current?.focus({ preventScroll: true })
  }, [focus])
  const { place, count } = numbered
  const shown = visibleText(name)
  return (
    <div
      ref={row}
      className={css['claim']}
      tabIndex={focus === null ? undefined : -1}
      data-focused={focus !== null}
      // Two names for one animation: it runs again where the same row is asked for twice.
      data-turn={focus === null ? undefined : focus.turn % 2}
      data-attention={attention}
    >
      <dt className={css['name']} title={shown}>
        {name === '' ? '(no name)' : shown}
        {count > 1 && (
          <span className={css['repeated']} title={`The name stands ${count} times in the token`}>
            {' '}
            {place} of {count}
          </span>
        )}
        {mark}
      </dt>
      <dd className={css['body']}>{children}</dd>
    </div>
  )
}

/** A JSON value as it stands in the token; objects and lists of them laid out. */
export function MemberValue({ json, name }: { readonly json: string; readonly name: string }) {
  const isNested = /^[{[]/.test(json) && json.length > 2
  // Line by line: the breaks are ours, everything else is the token's.
  const text = isNested ? formatJson(json).split('\n').map(visibleText).join('\n') : visibleText(readableJson(json))
  return (
    <span className={css['value']}>{text === '' ? '""' : <FoldedText text={text} name={visibleText(name)} />}</span>
  )
}

interface MemberMeaningProps {
  readonly meaning: string
  /** Who says so; null: nobody that is known. */
  readonly source: string | null
}

/** What a name and its value mean, under the value. */
export function MemberMeaning({ meaning, source }: MemberMeaningProps) {
  return (
    <small className={css['meaning']}>
      <span>{visibleText(meaning)}</span>
      {source !== null && (
        <>
          {' · '}
          <span className={css['source']}>{visibleText(source)}</span>
        </>
      )}
    </small>
  )
}
