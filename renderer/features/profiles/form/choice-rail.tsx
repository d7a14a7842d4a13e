import { useRef } from 'react'
import type { Choice } from '../edit/choice.ts'
import css from './choice-rail.module.css'
import { choices, moreGrants } from './choice-words.ts'

interface ChoiceRailProps {
  readonly chosen: Choice
  readonly onChosen: (choice: Choice) => void
}

const all = [...choices, ...moreGrants]
const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

/** Every way to prove who is calling, as a group of radio buttons: the arrows choose. */
export function ChoiceRail({ chosen, onChosen }: ChoiceRailProps) {
  const rail = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    const at = all.findIndex(({ choice }) => choice === chosen)
    const next = all.at((at + step) % all.length)
    if (next === undefined) return
    onChosen(next.choice)
    const button = rail.current?.querySelector(`[data-choice="${next.choice}"]`)
    if (button instanceof HTMLElement) button.focus()
  }
  const lines = (some: typeof choices) =>
    some.map(({ choice, title, line }) => (
      <button
        key={choice}
        type="button"
        role="radio"
        aria-checked={choice === chosen}
        aria-label={line === '' ? title : `${title}: ${line}`}
        tabIndex={choice === chosen ? 0 : -1}
        data-choice={choice}
        className={css['choice']}
        onClick={() => onChosen(choice)}
      >
        <span className={css['title']}>{title}</span>
        {line !== '' && <span className={css['line']}>{line}</span>}
      </button>
    ))
  return (
    <div
      ref={rail}
      role="radiogroup"
      aria-label="How it proves who it is"
      className={css['rail']}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      {lines(choices)}
      <p className={css['heading']}>More grants</p>
      {lines(moreGrants)}
    </div>
  )
}
