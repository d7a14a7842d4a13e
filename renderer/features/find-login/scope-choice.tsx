import { IconCheck } from '@tabler/icons-react'
import { visibleText } from '../../text/visible-characters.ts'
import css from './find-login.module.css'

interface ScopeChoiceProps {
  readonly scopes: readonly string[]
  readonly chosen: ReadonlySet<string>
  readonly onChosen: (chosen: ReadonlySet<string>) => void
}

/** The scopes that the API names; each can be left out. */
export function ScopeChoice({ scopes, chosen, onChosen }: ScopeChoiceProps) {
  if (scopes.length === 0) return <p className={css['intro']}>The API names no scopes: the server’s own are given.</p>
  const toggle = (scope: string) => {
    const next = new Set(chosen)
    if (!next.delete(scope)) next.add(scope)
    onChosen(next)
  }
  return (
    <div role="group" aria-label="Scopes to ask for">
      <p className={css['label']}>Scopes to ask for</p>
      <p className={css['scopes']}>
        {scopes.map((scope) => (
          <button
            key={scope}
            type="button"
            className={css['scope']}
            aria-pressed={chosen.has(scope)}
            title={visibleText(scope)}
            onClick={() => toggle(scope)}
          >
            {chosen.has(scope) && <IconCheck size={12} aria-hidden="true" />}
            {visibleText(scope)}
          </button>
        ))}
      </p>
    </div>
  )
}
